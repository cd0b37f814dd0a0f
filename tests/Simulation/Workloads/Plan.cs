using System.Collections.Immutable;
using System.Globalization;
using LeadSail.Campaigns;
using LeadSail.Leads;
using LeadSail.Organizations;

namespace LeadSail.Simulation.Workloads;

/// <summary>Who is called for what, and when it begins: as the seed draws it.</summary>
internal sealed class Plan
{
    private static readonly string[] Areas = ["212", "305", "214", "312", "602", "310", "206"];

    public static readonly string[] Zones = ["America/New_York", "America/Chicago", "America/Los_Angeles"];

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
        Pace = chance.Seconds(10, 50);
        Phones = [.. Enumerable.Range(0, chance.Between(6, 24)).Select(n => string.Create(CultureInfo.InvariantCulture, $"+1{chance.Of(Areas)}555{1000 + n}"))];
        Settings = new Campaigns(chance, HasDialer, Start);
        Campaigns = [.. Enumerable.Range(0, chance.Between(1, 3)).Select(n => ($"CAMP{(char)('A' + n)}", Settings.Draw()))];
        Organization = new()
        {
            Name = "Simulated", RequireConsent = chance.OneIn(15),
            Lines = [new LineLimits { Provider = Providers.Provider.Key, MaxConcurrentCalls = Slots, CallsPerSecond = chance.Of([0.5, 1, 2, 5]) }],
        };
        var leads = chance.Between(Phones.Length, Phones.Length * 2);
        Leads =
        [
            .. Enumerable.Range(0, leads).Select(n => new PlannedLead(string.Create(CultureInfo.InvariantCulture, $"lead_sim_{n:00}"), n < Phones.Length ? Phones[n] : chance.Of(Phones), chance.Of(Campaigns).Id)
            {
                Zone = chance.OneIn(6) ? chance.Of(Zones) : null, HasConsented = chance.Percent(70), ComesLate = HasDialer && chance.OneIn(4),
            }),
        ];
    }

    /// <summary>What the clocks show when it begins.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>How long things are asked.</summary>
    public TimeSpan Horizon { get; }

    /// <summary>Whether the auto-dialer calls, too.</summary>
    public bool HasDialer { get; }

    /// <summary>Calls at once, of the line.</summary>
    public int Slots { get; }

    /// <summary>The time from one thing that is asked to the next, on average.</summary>
    public TimeSpan Pace { get; }

    public ImmutableArray<string> Phones { get; }

    public ImmutableArray<(string Id, CampaignSettings Settings)> Campaigns { get; }

    /// <summary>Draws changes of the campaigns.</summary>
    public Campaigns Settings { get; }

    public Organization Organization { get; }

    public ImmutableArray<PlannedLead> Leads { get; }
}

/// <summary>A lead of the plan.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Phone">Its number, which others may share.</param>
/// <param name="CampaignId">Its campaign.</param>
internal sealed record PlannedLead(string Id, string Phone, string CampaignId)
{
    public static readonly JsonText Consent = new("{\"tcpaConsent\":true}"), NoConsent = new("{\"tcpaConsent\":false}");

    /// <summary>The zone that it says it is in; null when it says none.</summary>
    public string? Zone { get; init; }

    public bool HasConsented { get; init; }

    /// <summary>Whether it is submitted only while others are called.</summary>
    public bool ComesLate { get; init; }

    public LeadGiven Given => new()
    {
        FirstName = "Ada", LastName = Id, Phone = Phone, Timezone = Zone, TimezoneSource = Zone is null ? null : "user_input", Compliance = HasConsented ? Consent : NoConsent,
    };
}
