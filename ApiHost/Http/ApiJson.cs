using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadSail.Http;

/// <summary>JSON as the API speaks it: fields without a value are there, as null.</summary>
public static class ApiJson
{
    /// <summary>For bodies in and out.</summary>
    public static readonly JsonSerializerOptions Options = Create();

    private static JsonSerializerOptions Create()
    {
        var options = Json.Create(JsonIgnoreCondition.Never);
        options.MakeReadOnly(populateMissingResolver: true); // StrictJson asks them of types before anything is written with them
        return options;
    }

    /// <summary>Makes the framework's own options alike.</summary>
    public static void CopyTo(JsonSerializerOptions options)
    {
        options.DefaultIgnoreCondition = Options.DefaultIgnoreCondition;
        options.Encoder = Options.Encoder;
        options.NumberHandling = Options.NumberHandling;
        options.AllowOutOfOrderMetadataProperties = Options.AllowOutOfOrderMetadataProperties;
        foreach (var converter in Options.Converters)
        {
            options.Converters.Add(converter);
        }
    }
}
