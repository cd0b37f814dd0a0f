using System.Buffers.Text;
using System.Net;
using System.Text;
using LeadSail.Prompts.Liquid.Values;

namespace LeadSail.Prompts.Liquid.Filters;

/// <summary>HTML, URL and Base64.</summary>
internal static class CodingFilters
{
    public static readonly Filter[] All =
    [
        TextFilters.Simple("escape", text => Escape(text, isOnce: false)),
        TextFilters.Simple("escape_once", text => Escape(text, isOnce: true)),
        new("strip_html", 0, 0, (r, input, _) => StripHtml(r, Writing.ToText(r, input))),
        TextFilters.Simple("url_encode", text => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal)),
        TextFilters.Simple("url_decode", text => WebUtility.UrlDecode(text)),
        TextFilters.Simple("base64_encode", text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text))),
        TextFilters.Simple("base64_url_safe_encode", text => ToUrlSafe(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)))),
        new("base64_decode", 0, 0, (r, input, _) => Decode(r, Writing.ToText(r, input))),
        new("base64_url_safe_decode", 0, 0, (r, input, _) => Decode(r, FromUrlSafe(Writing.ToText(r, input)))),
    ];

    private static string ToUrlSafe(string base64) => base64.Replace('+', '-').Replace('/', '_');

    private static string FromUrlSafe(string text) =>
        text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');

    private static string Decode(Rendering rendering, string text)
    {
        if (!Base64.IsValid(text)) throw rendering.Error("this is not base64");
        return Encoding.UTF8.GetString(Convert.FromBase64String(text));
    }

    private static string Escape(string text, bool isOnce)
    {
        var output = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            output.Append(text[i] switch
            {
                '&' when !isOnce || !IsEntity(text.AsSpan(i + 1)) => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ => text.AsSpan(i, 1),
            });
        }
        return output.ToString();
    }

    private static bool IsEntity(ReadOnlySpan<char> text)
    {
        var isNumber = text.StartsWith('#');
        var length = isNumber ? 1 : 0;
        var start = length;
        while (length < text.Length && (isNumber ? char.IsAsciiDigit(text[length]) : char.IsAsciiLetter(text[length]))) length++;
        return length > start && length < text.Length && text[length] == ';';
    }

    /// <summary>Takes away scripts, styles and comments with what is in them, and every other tag.</summary>
    private static string StripHtml(Rendering rendering, string text)
    {
        var output = new StringBuilder(text.Length);
        var at = 0;
        while (true)
        {
            var open = text.IndexOf('<', at);
            var after = open < 0 ? -1 : EndOfMarkup(rendering, text, open);
            if (after < 0) return output.Append(text, at, text.Length - at).ToString();
            output.Append(text, at, open - at);
            at = after;
        }
    }

    private static int EndOfMarkup(Rendering rendering, string text, int open)
    {
        foreach (var (start, end) in new[] { ("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>") })
        {
            if (string.Compare(text, open, start, 0, start.Length, StringComparison.OrdinalIgnoreCase) != 0) continue;
            rendering.ChargeText(text.Length - open);
            var close = text.IndexOf(end, open + start.Length, StringComparison.OrdinalIgnoreCase);
            if (close >= 0) return close + end.Length;
        }
        return text.IndexOf('>', open) + 1 is var after and > 0 ? after : -1;
    }
}
