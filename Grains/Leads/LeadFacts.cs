using LeadSail.Calls;
using LeadSail.Places;
using NodaTime;

namespace LeadSail.Leads;

/// <summary>What follows from a lead's state, as the API and prompts show it (<c>api.md</c>, Lead).</summary>
public static class LeadFacts
{
    /// <summary>The IANA zone on whose clock it is called, from whatever is known of the person; null when nobody knows.</summary>
    public static string? LocalZone(LeadState lead) => ZoneRules.LocalZone(LeadRules.PlaceOf(lead.Data), lead.Data.Phone);

    /// <summary>How often it was submitted.</summary>
    public static int SubmissionCount(LeadState lead) => lead.Data.SubmissionCount ?? lead.Submissions.Length;

    /// <summary>When it was last submitted; null when never.</summary>
    public static DateTimeOffset? LatestSubmittedAt(LeadState lead) => lead.Data.LatestSubmittedAt ?? lead.Submissions.LastOrDefault()?.At;

    /// <summary>When something last happened: a call or a submission.</summary>
    public static DateTimeOffset? LastActivityAt(LeadState lead) => lead.Data.LastActivityAt ?? Later(LatestSubmittedAt(lead), lead.Attempts.LastOrDefault()?.EndedAt);

    /// <summary>Its calls in its campaign that were dialled: how many, how many of them today where it is, when the last one ended, and what came of it.</summary>
    public static (int Total, int Today, DateTimeOffset? LastAt, InteractionStatus? LastOutcome) Attempts(LeadState lead, DateTimeOffset now)
    {
        var attempts = lead.Attempts.Where(attempt => attempt.CampaignId == lead.CampaignId && attempt.Direction == CallDirection.Outbound).ToArray();
        if (attempts is not [.., var last])
        {
            return default;
        }

        var zone = DateTimeZoneProviders.Tzdb[LocalZone(lead) ?? "UTC"];
        var today = Day(now, zone);
        return (attempts.Length, attempts.Count(attempt => Day(attempt.DialledAt, zone) == today), last.EndedAt, last.Status);
    }

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a > b || b is null ? a : b;

    private static LocalDate Day(DateTimeOffset at, DateTimeZone zone) => Instant.FromDateTimeOffset(at).InZone(zone).Date;
}
