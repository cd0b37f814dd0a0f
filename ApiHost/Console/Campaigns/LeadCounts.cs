using LeadSail.Campaigns;
using LeadSail.Console.Charts;
using LeadSail.Console.Badges;
using LeadSail.Leads;

namespace LeadSail.Console.Campaigns;

/// <summary>How many leads of a campaign are in each status, as it is drawn.</summary>
internal static class LeadCounts
{
    /// <summary>From what waits to what is over, alike beside alike.</summary>
    private static readonly string[] Order = ["info", "warn", "calm", "good", "mute", "bad"];

    /// <summary>The statuses with leads in them.</summary>
    public static IReadOnlyList<(LeadStatus Status, BarPart Part)> Of(CampaignProgress progress) =>
    [
        .. progress.ByStatus.Select(count => (Status: Enums.Parse<LeadStatus>(count.Key)!.Value, count.Value))
            .Select(count => (count.Status, Part: new BarPart(Tones.Words(count.Status), Tones.Of(count.Status), count.Value)))
            .OrderBy(count => Array.IndexOf(Order, count.Part.Tone)).ThenBy(count => count.Status),
    ];

    /// <summary>In words, for who cannot see the bar.</summary>
    public static string Words(IReadOnlyList<(LeadStatus Status, BarPart Part)> counts) =>
        counts.Count == 0 ? "No leads" : string.Join(", ", counts.Select(count => $"{count.Part.Count} {count.Part.Name.ToLowerInvariant()}"));
}
