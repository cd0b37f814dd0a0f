namespace LeadSail.Places;

/// <summary>Where a place is known from.</summary>
public enum PlaceSourceKind
{
    /// <summary>The lead's time zone, entered by a user.</summary>
    UserTimeZone,

    /// <summary>ZIP, state and country of the address.</summary>
    Address,

    /// <summary>Area code or country code of the number.</summary>
    Number,

    /// <summary>The lead's time zone, come by in any other way.</summary>
    OtherTimeZone,
}

/// <summary>
/// One source that is present, in words ("area code 214"), and what it says; null when it says nothing.
/// Then <paramref name="Words"/> tells why ("area code 800, which is no place").
/// </summary>
public sealed record PlaceSource(PlaceSourceKind Kind, string Words, Area? Area);
