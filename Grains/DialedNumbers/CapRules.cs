using System.Collections.Immutable;
using LeadSail.LegalHours;
using LeadSail.Places;

namespace LeadSail.DialedNumbers;

/// <summary>How often one number may be called.</summary>
public static class CapRules
{
    /// <summary>The caps that count: the strictest of the law where the person may be, and the organization's own.</summary>
    /// <param name="place">Where the called person may be.</param>
    /// <param name="phone">The number, E.164; null when there is none.</param>
    /// <param name="configured">The organization's; null when it has none.</param>
    /// <param name="now">Now.</param>
    public static ImmutableArray<NumberLimit> Of(CalledPlace place, string? phone, CallCap? configured, DateTimeOffset now)
    {
        var legal = LegalHoursRules.CapFor(place, phone, now);
        return
        [
            .. legal is null ? Array.Empty<NumberLimit>() : [new NumberLimit(legal.Calls, legal.Hours, legal.Citation)],
            .. configured is null ? Array.Empty<NumberLimit>() : [new NumberLimit(configured.Calls, configured.Hours, "the organization's limit")],
        ];
    }

    /// <summary>When the cap lets the number be called once more: as soon as enough calls have left its rolling time. Null when it does now.</summary>
    public static DateTimeOffset? PassesAt(Ledger ledger, NumberLimit cap, DateTimeOffset now)
    {
        var counting = ledger.Calls.Select(call => call.DialledAt.AddHours(cap.Hours)).Where(leaves => leaves > now).OrderDescending().ToArray();
        return counting.Length < cap.Calls ? null : counting[cap.Calls - 1];
    }
}

/// <summary>At most so many calls to a number in a rolling time.</summary>
/// <param name="Calls">1 or more.</param>
/// <param name="Hours">The rolling time, in hours.</param>
/// <param name="Source">Who says so: a law, or the organization.</param>
public sealed record NumberLimit(int Calls, int Hours, string Source)
{
    /// <summary>In words.</summary>
    public string Tell() => $"{Calls} in {Hours} hours ({Source})";
}
