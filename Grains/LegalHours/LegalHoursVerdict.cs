namespace LeadSail.LegalHours;

/// <summary>Whether somebody may be called by the law at an instant.</summary>
/// <param name="Allowed">Yes, in every place where they may be.</param>
/// <param name="PlaceKnown">False when nobody knows where they are; then the answer is no, until somebody says so.</param>
/// <param name="NextAt">When it is not: the next instant that is; null when the hours of all places do not meet within 14 days, or no place is known.</param>
/// <param name="Evidence">One sentence: places, local times, windows, citations.</param>
/// <param name="Version"><see cref="LegalTable.Version"/>.</param>
public sealed record LegalHoursVerdict(bool Allowed, bool PlaceKnown, DateTimeOffset? NextAt, string Evidence, string Version);
