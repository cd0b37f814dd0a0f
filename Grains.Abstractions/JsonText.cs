using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadSail;

/// <summary>A JSON value carried as text: immutable, comparable, written out as it is.</summary>
/// <param name="Value">Valid JSON.</param>
[GenerateSerializer, Immutable, Alias("leadsail.json"), JsonConverter(typeof(JsonTextConverter))]
public readonly record struct JsonText([property: Id(0)] string Value)
{
    /// <summary><c>{}</c></summary>
    public static readonly JsonText EmptyObject = new("{}");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Writes the text as raw JSON and reads any JSON value back into the same text.</summary>
public sealed class JsonTextConverter : JsonConverter<JsonText>
{
    /// <inheritdoc/>
    public override JsonText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new JsonText(document.RootElement.GetRawText());
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JsonText value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Value ?? "null", skipInputValidation: true);
}
