using System.Collections.Immutable;
using NodaTime;

namespace LeadSail.Places;

/// <summary>Where the called person is, from everything that says so.</summary>
public static class ZoneRules
{
    /// <summary>The sources present, the most trusted first: zone entered by a user, address, number, other zone.</summary>
    /// <param name="place">What is known besides the number.</param>
    /// <param name="phone">The number to dial, E.164; null when there is none.</param>
    public static ImmutableArray<PlaceSource> Sources(CalledPlace place, string? phone) =>
    [
        .. new[] { TimeZone(place), Address(place), Number(phone) }.OfType<PlaceSource>().OrderBy(s => s.Kind),
    ];

    /// <summary>The one IANA zone for operating hours, days and callbacks: the main zone of the first source that knows one; null when none does, and the campaign's counts.</summary>
    public static string? LocalZone(CalledPlace place, string? phone) =>
        Sources(place, phone).FirstOrDefault(s => s.Area is not null)?.Area?.Zones[0];

    private static PlaceSource? TimeZone(CalledPlace given)
    {
        if (Text(given.Timezone) is not { } zone)
            return null;
        var kind = given.TimezoneSource == "user_input" ? PlaceSourceKind.UserTimeZone : PlaceSourceKind.OtherTimeZone;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            return new(kind, $"time zone '{zone}', which the IANA database does not know", null);
        // a clock of no country, such as UTC, is often a default and never a place
        return Countries.PlaceOfZone(zone) is { } place
            ? new(kind, $"time zone {zone}", new([place], [zone]))
            : new(kind, $"time zone {zone}, which is no place", null);
    }

    private static PlaceSource? Address(CalledPlace given)
    {
        var (zip, state, country) = (Text(given.Zip), Text(given.State), Text(given.AddressCountry) ?? Text(given.Country) ?? "US");
        if (Countries.Find(country) is not { } area)
            return new(PlaceSourceKind.Address, $"country '{country}', which we do not know", null);
        if (area.Places[0] is not ("US" or "CA"))
            return new(PlaceSourceKind.Address, $"country {country}", area);
        // these two are too wide for the country to say anything, and which of them it is shows in postal code and state
        if (zip is null && state is null)
            return null;
        var words = string.Join(", ", new[] { zip is null ? null : $"postal code {zip}", state is null ? null : $"state {state}" }.OfType<string>());
        return Both(zip is null ? null : PostalCodes.Find(zip), state is null ? null : Regions.Find(state)) is { } found
            ? new(PlaceSourceKind.Address, words, found)
            : new(PlaceSourceKind.Address, words + ", which is no place that we know", null);
    }

    /// <summary>The postal code is the finer of the two; where they contradict each other both count.</summary>
    private static Area? Both(Area? byZip, Area? byState)
    {
        if (byZip is null || byState is null)
            return byZip ?? byState;
        return byZip.Places.Contains(byState.Places[0]) ? byZip with { Places = byState.Places } : byZip.Or(byState);
    }

    private static PlaceSource? Number(string? phone)
    {
        if (Text(phone) is not { } number)
            return null;
        var digits = number.TrimStart('+');
        var prefix = CallingCodes.PrefixOf(digits);
        var (words, area) = prefix == "1" && digits.Length >= 4
            ? ($"area code {digits[1..4]}", AreaCodes.Find(digits[1..4]))
            : ($"country code +{prefix}", prefix is null or "1" ? null : CallingCodes.Find(prefix));
        return new(PlaceSourceKind.Number, area is null ? words + ", which is no place" : words, area);
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
