namespace LeadSail.LegalHours;

/// <summary>The law of 2024 and later, written down a second time.</summary>
internal static class LawBook
{
    /// <summary>The most calls to one number in 24 hours; null when the law names no number.</summary>
    public static int? CallsADay(string place) => place is "US-FL" or "US-OK" or "US-MD" ? 3 : null;

    /// <summary>Whether somebody there may be dialled at this time of their clock.</summary>
    public static bool Allows(string place, DateTime local)
    {
        var sunday = local.DayOfWeek == DayOfWeek.Sunday;
        var summary = local >= new DateTime(2025, 11, 1);
        var (start, end) = place switch
        {
            "US-FL" or "US-OK" or "US-MD" or "US-WA" => (8, 20),
            "US-TX" => (sunday ? 12 : 9, 21),
            "US-AL" or "US-LA" or "US-MS" when summary => (8, sunday ? 8 : 20),
            "US-CT" or "US-NV" when summary => (9, 20),
            "US-KY" when summary => (10, 21),
            "US-MA" when summary => (8, 20),
            "US-MI" or "US-MN" or "US-NM" when summary => (9, 21),
            "CA" or ['C', 'A', '-', ..] => sunday || local.DayOfWeek == DayOfWeek.Saturday ? (10, 18) : (9, 21.5),
            _ => (8, 21.0),
        };
        return local.TimeOfDay >= TimeSpan.FromHours(start) && local.TimeOfDay < TimeSpan.FromHours(end) - TimeSpan.FromMinutes(1);
    }
}
