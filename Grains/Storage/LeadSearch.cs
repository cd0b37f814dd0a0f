using System.Collections.Immutable;

namespace LeadSail.Storage;

/// <summary>What somebody types to find leads: a phone however written, or words of name and e-mail, each of which may be an id.</summary>
/// <param name="Digits">Digits in the phone; null when it is no phone.</param>
/// <param name="Words">Words in lower case, all of which a lead must have; empty when it is a phone.</param>
public sealed record LeadSearch(string? Digits, ImmutableArray<string> Words)
{
    private const int MostWords = 8, FewestDigits = 4, DigitsOfAPhone = 7;

    /// <summary>Reads what was typed; nothing leaves no lead out.</summary>
    public static LeadSearch Of(string? typed)
    {
        var text = typed ?? "";
        var digits = text.All(c => char.IsAsciiDigit(c) || c is ' ' or '+' or '-' or '(' or ')' or '.' or '/') ? string.Concat(text.Where(char.IsAsciiDigit)) : "";
        return digits.Length switch
        {
            < FewestDigits => new(null, [.. text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords)]),
            < DigitsOfAPhone => new(digits, []),
            // zeros in front of a long one dial out of a country and not into it
            _ => new(digits.TrimStart('0'), []),
        };
    }
}
