namespace LeadSail.Leads;

/// <summary>How a lead goes from call to call in its campaign's dialer (<c>dialing.md</c>, Attempts).</summary>
public static class SequenceRules
{
    /// <summary>The lead's calls in a campaign that count: since it was last told to start over, in the order in which they ended.</summary>
    public static IEnumerable<Attempt> Counted(LeadState lead, string campaignId)
    {
        var since = lead.Restarts.LastOrDefault(restart => restart.CampaignId == campaignId)?.At;
        return lead.Attempts.Where(attempt => attempt.CampaignId == campaignId && (since is null || attempt.DialledAt >= since));
    }
}
