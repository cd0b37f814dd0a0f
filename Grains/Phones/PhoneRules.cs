using LeadSail.Places;

namespace LeadSail.Phones;

/// <summary>How a phone that somebody wrote becomes E.164 (ITU-T E.164, North American Numbering Plan).</summary>
public static class PhoneRules
{
    /// <summary>
    /// Reads <paramref name="text"/> as it is with "+", as +1 with 10 digits (or 11 starting with 1) when <paramref name="country"/>
    /// (ISO 3166-1 alpha-2, US when null) is North American, and refuses the rest. Spaces, - ( ) and . are ignored.
    /// </summary>
    public static PhoneReading Read(string? text, string? country = null)
    {
        var compact = string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '(' or ')' or '.')));
        if (compact.Length == 0)
            return PhoneReading.No("The phone is empty.");
        var international = compact[0] == '+';
        var digits = international ? compact[1..] : compact;
        if (!digits.All(char.IsAsciiDigit))
            return PhoneReading.No("A phone has digits, spaces, - ( ) . and one + at its start, nothing else.");
        if (international)
            return Check(digits);
        if (!CallingCodes.IsNorthAmerican(country ?? "US"))
            return PhoneReading.No($"Without + and country code a phone is read only in North America, not in {country}.");
        return digits switch
        {
            { Length: 10 } => Check("1" + digits),
            { Length: 11 } when digits[0] == '1' => Check(digits),
            _ => PhoneReading.No("A North American phone has 10 digits, or 11 starting with 1; any other needs + and its country code."),
        };
    }

    private static PhoneReading Check(string digits)
    {
        if (digits.Length is < 8 or > 15)
            return PhoneReading.No($"An international phone has 8 to 15 digits after +, this one {digits.Length}.");
        if (CallingCodes.PrefixOf(digits) is not { } prefix)
            return PhoneReading.No("No country has this calling code.");
        return prefix == "1" && WhyNotNorthAmerican(digits[1..]) is { } why ? PhoneReading.No(why) : PhoneReading.Of("+" + digits);
    }

    /// <summary>The exchange is not looked at: whether a number is in service is for the carrier to say, and made-up ones use any.</summary>
    private static string? WhyNotNorthAmerican(string digits)
    {
        if (digits.Length != 10)
            return $"A phone of +1 has 10 digits after it, this one {digits.Length}.";
        return digits[0] is '0' or '1' || digits[1..3] == "11" ? $"{digits[..3]} is not an area code." : null;
    }
}
