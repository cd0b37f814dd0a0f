using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadSail.Http;

/// <summary>JSON as the API speaks it: fields without a value are there, as null.</summary>
public static class ApiJson
{
    /// <summary>For bodies in and out.</summary>
    public static readonly JsonSerializerOptions Options = Json.Create(JsonIgnoreCondition.Never);
}
