using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace LeadSail.Prompts.Liquid.Values;

/// <summary>Shows JSON as the values of a template, without copying it.</summary>
internal static class JsonValues
{
    private const int ItemsPerStep = 16;

    public static object? From(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => Text(json),
        JsonValueKind.Number => FromNumber(json),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Object => new JsonMap(json),
        JsonValueKind.Array => new JsonList(json),
        _ => null,
    };

    /// <summary>A number beyond long and decimal stays the text it is, so that a long id is not rounded.</summary>
    private static object FromNumber(JsonElement json)
    {
        if (json.TryGetInt64(out var integer)) return integer;
        var text = json.GetRawText();
        return text.AsSpan().ContainsAny('.', 'e', 'E') && json.TryGetDecimal(out var number) ? number : text;
    }

    // JSON may hold half of a surrogate pair, which .NET refuses to read as text or to look for; then the raw JSON is shown.
    private static string? Text(JsonElement json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return json.GetRawText();
        }
    }

    private static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(property));
        }
    }

    private static bool TryGetProperty(JsonElement json, string name, out JsonElement value)
    {
        try
        {
            return json.TryGetProperty(name, out value);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            value = json.EnumerateObject().LastOrDefault(property => Name(property) == name).Value;
            return value.ValueKind != JsonValueKind.Undefined;
        }
    }

    /// <summary>What looking something up costs: JSON is searched from end to end.</summary>
    public static int StepsToSearch(object? value) => value switch
    {
        JsonMap map => map.Count / ItemsPerStep,
        JsonList list => list.Count / ItemsPerStep,
        _ => 0,
    };

    private sealed class JsonMap(JsonElement json) : IReadOnlyDictionary<string, object?>
    {
        public int Count => json.GetPropertyCount();

        public IEnumerable<string> Keys => json.EnumerateObject().Select(Name);

        public IEnumerable<object?> Values => json.EnumerateObject().Select(property => From(property.Value));

        public object? this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);

        public bool ContainsKey(string key) => TryGetProperty(json, key, out _);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
        {
            var exists = TryGetProperty(json, key, out var property);
            value = exists ? From(property) : null;
            return exists;
        }

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() =>
            json.EnumerateObject().Select(property => KeyValuePair.Create(Name(property), From(property.Value))).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class JsonList(JsonElement json) : IReadOnlyList<object?>
    {
        public int Count => json.GetArrayLength();

        public object? this[int index] => From(json[index]);

        public IEnumerator<object?> GetEnumerator() => json.EnumerateArray().Select(From).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
