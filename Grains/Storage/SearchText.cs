using System.Collections.Immutable;
using System.Text;

namespace LeadSail.Storage;

/// <summary>What somebody types to find interactions. It is found as an id, as the end of a phone, or as words, each on its own.</summary>
public sealed record SearchText
{
    private SearchText(string text) => Text = text;

    /// <summary>All of it, as the id of an interaction or lead.</summary>
    public string Text { get; }

    /// <summary>
    /// Its words. A name or a transcript must have them all, the last one as the beginning of a word. A single letter begins too many words to be looked for: behind other words it
    /// is left out, as somebody is still typing, and alone it is a whole word. What stands in a word besides letters and digits separates: <c>don't</c> is found where <c>don</c> and <c>t</c> follow each other.
    /// </summary>
    public ImmutableArray<string> Words { get; private init; }

    /// <summary>Its digits, the last ones of a phone; null when it is no phone.</summary>
    public string? Digits { get; private init; }

    /// <summary>Whether the last word stands for all that begin with it. A letter of Latin or a digit alone does not: every transcript has words with it.</summary>
    public static bool IsBeginning(string word) => word.EnumerateRunes().Where(Rune.IsLetterOrDigit).Take(2).ToArray() is not [{ IsAscii: true }];

    /// <summary>Reads what was typed.</summary>
    public static SearchText Of(string typed)
    {
        var text = typed.Trim();
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word.EnumerateRunes().Any(Rune.IsLetterOrDigit)).ToImmutableArray();
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return new SearchText(text)
        {
            Words = words is [.., _, var last] && !IsBeginning(last) ? words[..^1] : words,
            Digits = digits.Length > 0 && text.All(c => char.IsAsciiDigit(c) || char.IsWhiteSpace(c) || c is '+' or '-' or '(' or ')' or '.' or '/') ? digits : null,
        };
    }
}
