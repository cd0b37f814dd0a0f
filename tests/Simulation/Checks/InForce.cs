namespace LeadSail.Simulation.Checks;

/// <summary>What may have counted at a time, by what was asked and acknowledged. Where two requests may have crossed, both may count.</summary>
internal static class InForce
{
    /// <summary>How long a request may still be under way that was never answered.</summary>
    private static readonly TimeSpan Lingers = TimeSpan.FromMinutes(2);

    /// <summary>The requests of a kind whose terms may have counted at some time of a span.</summary>
    public static IEnumerable<Ask> During(Evidence evidence, AskKind kind, string about, TimeSpan from, TimeSpan to, string? field = null)
    {
        var asks = evidence.AsksAbout[(kind, about)].Where(ask => ask.Refusal is null && ask.Terms is not null && ask.SentAt <= to && (field is null || ask.Terms.ContainsKey(field))).ToArray();
        var last = asks.Where(ask => ask.DoneAt <= from).MaxBy(ask => ask.DoneAt);
        return last is null ? asks : asks.Where(ask => ask == last || (ask.DoneAt ?? ask.SentAt + Lingers) >= last.SentAt);
    }

    /// <summary>The terms of a campaign that may have counted.</summary>
    public static CampaignTerms[] Campaigns(Evidence evidence, string campaign, TimeSpan from, TimeSpan to) => [.. During(evidence, AskKind.Campaign, campaign, from, to).Select(ask => ask.Campaign)];

    /// <summary>What a lead's field may have been; null while nobody had said it.</summary>
    public static string?[] OfLead(Evidence evidence, string lead, string field, TimeSpan from, TimeSpan to)
    {
        var said = During(evidence, AskKind.Lead, lead, from, to, field).ToArray();
        return [.. (said.Any(ask => ask.DoneAt <= from) ? [] : new string?[] { null }).Concat(said.Select(ask => (string?)ask.Terms![field])).Distinct()];
    }

    /// <summary>What was acknowledged so long ago, and what nothing that was asked since can have taken back.</summary>
    public static IEnumerable<Ask> Standing(Evidence evidence, AskKind kind, AskKind opposite, string about, TimeSpan at, TimeSpan patience) =>
        evidence.AsksAbout[(kind, about)].Where(ask => ask.DoneAt is { } done && done + patience < at
            && !evidence.AsksAbout[(opposite, about)].Any(other => other != ask && (kind != opposite || other.Value != ask.Value) && other.SentAt <= at && (other.DoneAt ?? TimeSpan.MaxValue) >= ask.SentAt));
}
