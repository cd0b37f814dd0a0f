using NodaTime;

namespace LeadSail.Hours;

/// <summary>A calendar on the wall clock of a zone: a set of instants.</summary>
public sealed record ZonedHours(DateTimeZone Zone, HoursCalendar Calendar);
