using System.Collections.Immutable;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Leads;

namespace LeadSail.Dialers;

/// <summary>What the pump serves, and as what.</summary>
public static class PumpRules
{
    /// <summary>
    /// The lanes that are served now, in the order of service. A pause holds all four, of the campaign or of everything;
    /// a dialer that is switched off still keeps what was promised: first submissions and callbacks (<c>dialing.md</c>, "How the dialer works").
    /// </summary>
    public static ImmutableArray<Lane> LanesServed(CampaignState? campaign, bool allPaused) => campaign switch
    {
        _ when allPaused => [],
        { IsActive: true, DialerPaused: false } => campaign.Settings.AutoDialer switch
        {
            { Active: true } dialer => AutoDialerRules.Lanes(dialer),
            var dialer => [.. AutoDialerRules.Lanes(dialer).Where(lane => lane is Lane.First or Lane.Callback)],
        },
        _ => [],
    };

    /// <summary>As what a lead of a lane is called.</summary>
    public static CallSource SourceOf(Lane lane) => lane == Lane.First ? CallSource.FirstSubmission : CallSource.AutoDialer;

    /// <summary>Whether the dialer asks: by itself, or for a first submission action.</summary>
    public static bool IsDialers(CallSource source) => source is CallSource.AutoDialer or CallSource.FirstSubmission;

    /// <summary>The call that the dialer would have a lead of a lane make.</summary>
    public static InitiateCall Offer(Lane lane) => new() { Source = SourceOf(lane), Lane = lane };

    /// <summary>How many calls a second the campaign starts at most.</summary>
    public static double PerSecond(AutoDialerSettings dialer) => dialer.CallsPerMinute / 60d;
}
