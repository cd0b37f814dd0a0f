using System.Collections.Immutable;

namespace LeadSail.Places;

/// <summary>
/// What a code, a prefix or a name says of where somebody is. <paramref name="Places"/> are ISO 3166: a state or province ("US-TX"), else a country ("DE").
/// <paramref name="Zones"/> are all IANA zones of the area, the most populous first.
/// </summary>
public sealed record Area(ImmutableArray<string> Places, ImmutableArray<string> Zones)
{
    /// <summary>What one of the two says: the places and zones of both.</summary>
    public Area Or(Area other) => new([.. Places.Union(other.Places)], [.. Zones.Union(other.Zones)]);
}
