using System.Collections.Immutable;
using System.Globalization;
using LeadSail.Campaigns;
using LeadSail.Leads;

namespace LeadSail.Simulation.Workloads;

/// <summary>Draws a campaign's settings, and changes of them, as the API would take them.</summary>
internal sealed class Campaigns(Chance chance, bool hasDialer, DateTimeOffset start)
{
    public CampaignSettings Draw()
    {
        var drawn = new CampaignSettings
        {
            Name = "Simulated",
            Voice = new() { AgentId = "agent_sim", MaxDurationSeconds = chance.Of([60, 120, 300]) },
            RequireConsent = chance.OneIn(12),
            FirstSubmissionAction = new() { Enabled = hasDialer && chance.OneIn(3) },
            AutoDialer = new()
            {
                Active = hasDialer && !chance.OneIn(5),
                OperatingHours = Hours(),
                Holidays = Holidays(),
                MaxAttempts = chance.Between(2, 10),
                MaxAttemptsPerDay = chance.Between(2, 10),
                MinGapMinutes = chance.OneIn(3) ? chance.Between(1, 10) : 0,
                MaxConcurrentCalls = chance.Between(1, 5),
                CallsPerMinute = chance.Of([6, 30, 120]),
                Sequence = Sequence(),
                ByOutcome = new() { NoAnswer = Delay(), Busy = Delay(), Voicemail = Delay(), Incomplete = Delay(), Error = Delay() },
                RetryOn = chance.OneIn(4) ? [RetryOutcome.NoAnswer, RetryOutcome.Busy] : new AutoDialerSettings().RetryOn,
                Lanes = chance.OneIn(3) ? [Lane.Retry, Lane.Callback] : new AutoDialerSettings().Lanes,
            },
        };
        return Fit(drawn) ?? drawn with { AutoDialer = new() { Active = hasDialer, OperatingHours = OperatingHours.AroundTheClock } };
    }

    /// <summary>The settings after somebody has changed one of them.</summary>
    public CampaignSettings Change(CampaignSettings known)
    {
        var dialer = known.AutoDialer;
        return Fit(chance.Below(11) switch
        {
            0 => known with { RequireConsent = !known.RequireConsent },
            1 => known with { FirstSubmissionAction = new() { Enabled = !known.FirstSubmissionAction.Enabled } },
            2 => known with { AutoDialer = dialer with { Active = hasDialer && !dialer.Active } },
            3 => known with { AutoDialer = dialer with { OperatingHours = Hours() } },
            4 => known with { AutoDialer = dialer with { Holidays = Holidays() } },
            5 => known with { AutoDialer = dialer with { MaxAttempts = chance.Between(1, 10), MaxAttemptsPerDay = chance.Between(1, 10) } },
            6 => known with { AutoDialer = dialer with { MinGapMinutes = chance.Between(0, 10) } },
            7 => known with { AutoDialer = dialer with { MaxConcurrentCalls = chance.Between(1, 5), CallsPerMinute = chance.Of([6, 30, 120]) } },
            8 => known with { AutoDialer = dialer with { Sequence = Sequence() } },
            9 => known with { AutoDialer = dialer with { ByOutcome = new() { NoAnswer = Delay(), Busy = Delay() } } },
            _ => known with { AutoDialer = dialer with { ExcludedStatuses = chance.OneIn(2) ? [LeadStatus.Dnc, LeadStatus.Contacted] : new AutoDialerSettings().ExcludedStatuses } },
        }) ?? known;
    }

    private static CampaignSettings? Fit(CampaignSettings settings) => AutoDialerRules.Faults(settings.AutoDialer).IsEmpty ? settings : null;

    private OperatingHours Hours()
    {
        if (!chance.OneIn(4))
        {
            return OperatingHours.AroundTheClock;
        }

        ImmutableArray<HourWindow> Day() => chance.OneIn(8) ? [] : [Window(6, 12), Window(13, 24)];
        return new() { Monday = Day(), Tuesday = Day(), Wednesday = Day(), Thursday = Day(), Friday = Day(), Saturday = Day(), Sunday = Day() };
    }

    private HourWindow Window(int from, int to)
    {
        var begins = chance.Between(from, to - 3);
        return new() { Start = Clock(begins, chance.Of([0, 0, 30])), End = Clock(chance.Between(begins + 1, to - 1), chance.Of([0, 15, 45])) };
    }

    private ImmutableArray<string> Holidays() => chance.OneIn(8) ? [start.AddDays(chance.Below(2)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)] : [];

    private ImmutableArray<SequenceStep> Sequence() =>
    [
        new() { AfterMinutes = chance.OneIn(5) ? chance.Between(1, 10) : 0 },
        .. Enumerable.Range(0, chance.Below(4)).Select(_ => new SequenceStep { AfterMinutes = chance.Between(10, 45), Windows = chance.OneIn(8) ? [Window(8, 21)] : [] }),
    ];

    private OutcomeDelay? Delay() => chance.OneIn(2) ? new() { AfterMinutes = chance.Between(10, 30) } : null;

    private static string Clock(int hours, int minutes) => string.Create(CultureInfo.InvariantCulture, $"{hours:00}:{minutes:00}");
}
