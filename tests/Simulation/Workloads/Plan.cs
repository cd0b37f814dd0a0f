using System.Collections.Immutable;
using System.Globalization;
using LeadSail.Campaigns;
using LeadSail.Leads;

namespace LeadSail.Simulation.Workloads;

/// <summary>Who is called for what, and when it begins: as the seed draws it.</summary>
internal sealed class Plan
{
    /// <summary>The least time from one call of the dialer to a lead to the next.</summary>
    public static readonly TimeSpan ShortestDelay = TimeSpan.FromMinutes(12);

    private static readonly string[] Areas = ["212", "305", "214", "312", "602", "310", "206"];

    /// <summary>Days on which hours differ: a Wednesday, a weekend, both changes of the clocks.</summary>
    private static readonly string[] Days = ["2026-11-18", "2026-11-21", "2026-11-22", "2027-03-13", "2027-03-14", "2026-10-31", "2026-11-01", "2027-06-16"];

    public Plan(long seed)
    {
        var chance = Chance.Of(seed, "plan");
        var midnight = DateTimeOffset.Parse(chance.Of(Days), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        // mornings and evenings from coast to coast more than the easy hours between
        Start = midnight + chance.Below(10) switch
        {
            < 4 => chance.Seconds(11.5 * 3600, 15 * 3600),
            < 6 => chance.Seconds(23 * 3600, 27 * 3600),
            _ => chance.Seconds(15 * 3600, 21 * 3600),
        };
        Horizon = chance.Seconds(1 * 3600, 3.5 * 3600);
        HasDialer = chance.Percent(50);
        Slots = chance.Between(1, 6);
        StartsPerSecond = chance.Of([0.5, 1, 2, 5]);
        Pace = chance.Seconds(10, 50);
        Phones = [.. Enumerable.Range(0, chance.Between(6, 24)).Select(n => string.Create(CultureInfo.InvariantCulture, $"+1{chance.Of(Areas)}555{1000 + n}"))];
        Campaigns = [.. Enumerable.Range(0, chance.Between(1, 3)).Select(n => ($"CAMP{(char)('A' + n)}", Draw(chance)))];
        var leads = chance.Between(Phones.Length, Phones.Length * 2);
        Leads = [.. Enumerable.Range(0, leads).Select(n => new PlannedLead(
            string.Create(CultureInfo.InvariantCulture, $"lead_sim_{n:00}"), n < Phones.Length ? Phones[n] : chance.Of(Phones), chance.Of(Campaigns).Id,
            chance.OneIn(6) ? chance.Of(["America/New_York", "America/Chicago", "America/Los_Angeles"]) : null))];
    }

    /// <summary>What the clocks show when it begins.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>How long things are asked.</summary>
    public TimeSpan Horizon { get; }

    /// <summary>Whether the auto-dialer calls, too.</summary>
    public bool HasDialer { get; }

    /// <summary>Calls at once, of the line.</summary>
    public int Slots { get; }

    /// <summary>Starts a second, of the line.</summary>
    public double StartsPerSecond { get; }

    /// <summary>The time from one thing that is asked to the next, on average.</summary>
    public TimeSpan Pace { get; }

    public ImmutableArray<string> Phones { get; }

    public ImmutableArray<(string Id, CampaignSettings Settings)> Campaigns { get; }

    public ImmutableArray<PlannedLead> Leads { get; }

    private CampaignSettings Draw(Chance chance) => new()
    {
        Name = "Simulated",
        Voice = new() { AgentId = "agent_sim", MaxDurationSeconds = chance.Of([60, 120, 300]) },
        AutoDialer = new()
        {
            Active = HasDialer && !chance.OneIn(5),
            OperatingHours = chance.OneIn(10) ? OperatingHours.Weekdays : OperatingHours.AroundTheClock,
            MaxAttempts = chance.Between(3, 14),
            MaxAttemptsPerDay = chance.Between(3, 14),
            MinGapMinutes = chance.OneIn(4) ? chance.Between(1, 10) : 0,
            MaxConcurrentCalls = chance.Between(1, 5),
            CallsPerMinute = chance.Of([6, 30, 120]),
            Sequence = [new(), new() { AfterMinutes = chance.Between(12, 20) }, new() { AfterMinutes = chance.Between(20, 60) }],
            ByOutcome = new() { Busy = new() { AfterMinutes = chance.Between(12, 15) } },
        },
    };
}

/// <summary>A lead of the plan.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Phone">Its number, which others may share.</param>
/// <param name="CampaignId">Its campaign.</param>
/// <param name="Zone">The zone that it says it is in; null when it says none.</param>
internal sealed record PlannedLead(string Id, string Phone, string CampaignId, string? Zone)
{
    public LeadGiven Given => new() { FirstName = "Ada", LastName = Id, Phone = Phone, Timezone = Zone };
}
