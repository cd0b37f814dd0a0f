namespace LeadSail.Simulation.Checks;

/// <summary>The legal hours of the few places where the simulated people live, written down a second time.</summary>
internal static class Law
{
    /// <summary>The area codes there are, with hours from UTC in winter, whether there is summer time, the state's hours, and those of Sunday.</summary>
    private static readonly Dictionary<string, (int Offset, bool Summer, int From, int To, int SundayFrom)> Places = new(StringComparer.Ordinal)
    {
        ["212"] = (-5, true, 8, 21, 8), // New York
        ["305"] = (-5, true, 8, 20, 8), // Florida
        ["214"] = (-6, true, 9, 21, 12), // Texas
        ["312"] = (-6, true, 8, 21, 8), // Illinois
        ["602"] = (-7, false, 8, 21, 8), // Arizona
        ["310"] = (-8, true, 8, 21, 8), // California
        ["206"] = (-8, true, 8, 20, 8), // Washington
    };

    private static readonly Dictionary<string, (int Offset, bool Summer)> Zones = new(StringComparer.Ordinal)
    {
        ["America/New_York"] = (-5, true), ["America/Chicago"] = (-6, true), ["America/Phoenix"] = (-7, false), ["America/Los_Angeles"] = (-8, true),
    };

    /// <summary>Whether a number may be called at an instant, where it is and where its owner says to be. Nothing is sent in the last minute, less the 5 s between permit and request.</summary>
    public static bool Allows(string phone, string? zone, DateTimeOffset at)
    {
        var place = Places[phone[2..5]];
        var local = Local(at, place.Offset, place.Summer);
        return Within(local, local.DayOfWeek == DayOfWeek.Sunday ? place.SundayFrom : place.From, place.To) && (zone is null || Within(Local(at, Zones[zone].Offset, Zones[zone].Summer), 8, 21));
    }

    /// <summary>Calls that the law allows to a number in 24 h; null when it says nothing.</summary>
    public static int? CapOf(string phone) => phone[2..5] == "305" ? 3 : null;

    /// <summary>Which day it is for whoever is called.</summary>
    public static DateOnly DayOf(string phone, string? zone, DateTimeOffset at)
    {
        var (offset, summer) = zone is null ? (Places[phone[2..5]].Offset, Places[phone[2..5]].Summer) : Zones[zone];
        return DateOnly.FromDateTime(Local(at, offset, summer));
    }

    private static bool Within(DateTime local, int from, int to) => local.TimeOfDay >= TimeSpan.FromHours(from) && local.TimeOfDay < TimeSpan.FromHours(to) - TimeSpan.FromSeconds(55);

    /// <summary>Summer time in the United States: from 02:00 on the second Sunday in March to 02:00 on the first in November.</summary>
    private static DateTime Local(DateTimeOffset at, int offset, bool summer)
    {
        var standard = at.UtcDateTime.AddHours(offset);
        var begins = Sunday(standard.Year, 3, 2).AddHours(2);
        var ends = Sunday(standard.Year, 11, 1).AddHours(1);
        return summer && standard >= begins && standard < ends ? standard.AddHours(1) : standard;
    }

    private static DateTime Sunday(int year, int month, int count)
    {
        var first = new DateTime(year, month, 1, 0, 0, 0, DateTimeKind.Unspecified);
        return first.AddDays((7 - (int)first.DayOfWeek) % 7).AddDays(7 * (count - 1));
    }
}
