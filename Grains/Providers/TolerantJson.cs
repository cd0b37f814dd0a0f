using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace LeadSail.Providers;

/// <summary>Reads JSON in which any field may be missing or of another type: both give nothing, never an exception.</summary>
internal static class TolerantJson
{
    /// <summary>The document; null when the bytes are not JSON. Half characters (<c>\ud83d</c> alone, broken UTF-8) and NUL become U+FFFD.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(Repair(body));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The value at a path of property names; undefined when the path breaks off.</summary>
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return default;
        }
        return element;
    }

    /// <summary>A string with something in it; else null.</summary>
    public static string? Text(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String && element.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>A finite number, or a string that holds one; else null.</summary>
    public static double? Number(this JsonElement element)
    {
        double number;
        var found = element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetDouble(out number),
            JsonValueKind.String => double.TryParse(element.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number),
            _ => (number = 0) != 0,
        };
        return found && double.IsFinite(number) ? number : null;
    }

    /// <summary>The whole part of a number that fits; else null.</summary>
    public static int? Integer(this JsonElement element) =>
        element.Number() is { } number && Math.Abs(number) <= int.MaxValue ? (int)number : null;

    /// <summary>A bool, or a string that holds one; else null.</summary>
    public static bool? Flag(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => bool.TryParse(element.GetString(), out var flag) ? flag : null,
        _ => null,
    };

    /// <summary>An instant in Unix seconds, within the years that exist; else null.</summary>
    public static DateTimeOffset? UnixTime(this JsonElement element) =>
        element.Number() is { } seconds and > 0 and < 32_503_680_000 ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;

    /// <summary>The entries of an array; none when it is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>The fields of an object; none when it is no object.</summary>
    public static IEnumerable<JsonProperty> Fields(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : [];

    // A transcript cut within an emoji arrives as a lone surrogate: valid JSON to its sender, an exception to us when the text is read.
    // NUL is legal JSON too, but no PostgreSQL text can hold it. Both are replaced in place: the escapes have the same length.
    private static ReadOnlyMemory<byte> Repair(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span))
            body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body.Span));
        if (body.Span.IndexOf("\\u"u8) < 0)
            return body;

        var bytes = body.ToArray();
        for (var i = 0; i + 1 < bytes.Length; i++)
        {
            if (bytes[i] != '\\')
                continue;
            if (bytes[i + 1] != 'u')
            {
                i++;
                continue;
            }
            var unit = CodeUnit(bytes, i);
            if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(CodeUnit(bytes, i + 6)))
            {
                i += 11;
                continue;
            }
            if (unit == '\0' || char.IsSurrogate(unit))
                "fffd"u8.CopyTo(bytes.AsSpan(i + 2));
            i += 5;
        }
        return bytes;
    }

    // Anything but a whole escape gives U+FFFF, which is left alone: the parser refuses what is malformed.
    private static char CodeUnit(byte[] bytes, int at) =>
        at + 6 <= bytes.Length && bytes[at] == '\\' && bytes[at + 1] == 'u'
        && ushort.TryParse(bytes.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : '\uffff';
}
