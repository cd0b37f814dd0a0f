using System.Globalization;
using System.Text;

namespace LeadSail.Storage.Interactions;

/// <summary>Finds words in a text as the index of a database does: by letters and digits alone, in any case, Latin letters without their accents.</summary>
internal static class MemoryWords
{
    private const string
        Accented = "àáâãäåāăąçćĉċčďèéêëēĕėęěĝğġģĥìíîïĩīĭįĵķĺļľñńņňòóôõöōŏőŕŗřśŝşšţťùúûüũūŭůűųŵýÿŷźżž",
        Plain = "aaaaaaaaacccccdeeeeeeeeegggghiiiiiiiijklllnnnnoooooooorrrssssttuuuuuuuuuuwyyyzzz";

    /// <summary>Whether it has all of the words, the last one as the beginning of a word.</summary>
    public static bool Has(string? text, IReadOnlyList<string> words)
    {
        if (text is null || words.Count == 0)
            return false;

        var there = Tokens(text);
        return words.Select((word, i) => (Tokens: Tokens(word), IsBeginning: i == words.Count - 1 && SearchText.IsBeginning(word))).All(word => HasPhrase(there, word.Tokens, word.IsBeginning));
    }

    private static bool HasPhrase(List<string> there, List<string> phrase, bool isPrefix) =>
        Enumerable.Range(0, Math.Max(0, there.Count - phrase.Count + 1)).Any(at => phrase.Select((token, i) => isPrefix && i == phrase.Count - 1
            ? there[at + i].StartsWith(token, StringComparison.Ordinal)
            : there[at + i] == token).All(same => same));

    private static List<string> Tokens(string text)
    {
        var folded = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
                folded.Append(Fold(Rune.ToLowerInvariant(rune)));
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
                folded.Append(' ');
        }

        return [.. folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static string Fold(Rune rune) =>
        rune.IsBmp && Accented.IndexOf((char)rune.Value, StringComparison.Ordinal) is >= 0 and var at ? Plain[at].ToString() : rune.ToString();
}
