using System.Collections.Immutable;

namespace LeadSail.Places;

/// <summary>
/// Everything about a place that decides when somebody there may be called, in one text: leads of one key have the same hours, whatever numbers and addresses they have.
/// The zone of its own clock stands first, then the areas of all sources, each as <c>places@zones</c>, e.g. <c>America/Chicago|US-TX@America/Chicago,America/Denver</c>. Empty: nobody knows the place.
/// </summary>
public static class ZoneKeys
{
    private const char BetweenParts = '|', BetweenPlacesAndZones = '@', BetweenNames = ',';

    /// <summary>The key.</summary>
    /// <param name="place">What is known besides the number.</param>
    /// <param name="phone">The number to dial, E.164; null when there is none.</param>
    public static string Of(CalledPlace place, string? phone) => string.Join(BetweenParts,
        ZoneRules.Sources(place, phone).Select(source => source.Area).OfType<Area>().Select(Write).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Prepend(ZoneRules.LocalZone(place, phone) ?? ""));

    /// <summary>What a key says: the zone for operating hours, days and callbacks, null when nobody knows; and the areas in which the law asks for its hours.</summary>
    public static (string? LocalZone, ImmutableArray<Area> Areas) Read(string key)
    {
        var parts = key.Split(BetweenParts);
        return (parts[0].Length == 0 ? null : parts[0], [.. parts.Skip(1).Select(ReadArea)]);
    }

    private static string Write(Area area) => Names(area.Places) + BetweenPlacesAndZones + Names(area.Zones);

    private static Area ReadArea(string text) => text.Split(BetweenPlacesAndZones) is [var places, var zones]
        ? new Area([.. places.Split(BetweenNames)], [.. zones.Split(BetweenNames)])
        : throw new FormatException("A zone key has an area without zones.");

    private static string Names(ImmutableArray<string> names) => string.Join(BetweenNames, names.Order(StringComparer.Ordinal));
}
