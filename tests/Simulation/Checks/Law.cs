namespace LeadSail.Simulation.Checks;

/// <summary>The legal hours of the few places where the simulated people live, written down a second time; the zones are the system's.</summary>
internal static class Law
{
    /// <summary>The area codes there are, with their zone, the state's hours, and those of Sunday.</summary>
    private static readonly Dictionary<string, (TimeZoneInfo Zone, int From, int To, int SundayFrom)> Places = new(StringComparer.Ordinal)
    {
        ["212"] = (Zone("America/New_York"), 8, 21, 8), // New York
        ["305"] = (Zone("America/New_York"), 8, 20, 8), // Florida
        ["214"] = (Zone("America/Chicago"), 9, 21, 12), // Texas
        ["312"] = (Zone("America/Chicago"), 8, 21, 8), // Illinois
        ["602"] = (Zone("America/Phoenix"), 8, 21, 8), // Arizona
        ["310"] = (Zone("America/Los_Angeles"), 8, 21, 8), // California
        ["206"] = (Zone("America/Los_Angeles"), 8, 20, 8), // Washington
    };

    /// <summary>Whether a number may be called at an instant, where it is and where its owner says to be. Nothing is sent in the last minute, less the 5 s between permit and request.</summary>
    public static bool Allows(string phone, string? zone, DateTimeOffset at)
    {
        var place = Places[phone[2..5]];
        var local = TimeZoneInfo.ConvertTime(at, place.Zone).DateTime;
        return Within(local, local.DayOfWeek == DayOfWeek.Sunday ? place.SundayFrom : place.From, place.To) && (zone is null || Within(Local(phone, zone, at), 8, 21));
    }

    /// <summary>Calls that the law allows to a number in 24 h; null when it says nothing.</summary>
    public static int? CapOf(string phone) => phone[2..5] == "305" ? 3 : null;

    /// <summary>What the clock of whoever is called shows.</summary>
    public static DateTime Local(string phone, string? zone, DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone is null ? Places[phone[2..5]].Zone : Zone(zone)).DateTime;

    private static bool Within(DateTime local, int from, int to) => local.TimeOfDay >= TimeSpan.FromHours(from) && local.TimeOfDay < TimeSpan.FromHours(to) - TimeSpan.FromSeconds(55);

    private static TimeZoneInfo Zone(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);
}
