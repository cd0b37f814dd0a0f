using System.Collections.Immutable;

namespace LeadSail.Places;

/// <summary>The sources of a place, out of what a call carries along.</summary>
public static class CalledPlaces
{
    /// <summary>The sources present, the most trusted first.</summary>
    /// <param name="place">What is known of the lead.</param>
    /// <param name="phone">The number to dial, E.164.</param>
    public static ImmutableArray<PlaceSource> Sources(this CalledPlace place, string? phone) => ZoneRules.Sources(new WhereGiven
    {
        TimeZone = place.Timezone,
        TimeZoneByUser = place.TimezoneSource == "user_input",
        Zip = place.Zip,
        State = place.State,
        Country = place.AddressCountry ?? place.Country,
        Phone = phone,
    });
}
