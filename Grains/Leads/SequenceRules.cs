using LeadSail.Calls;
using LeadSail.Campaigns;

namespace LeadSail.Leads;

/// <summary>How a lead goes from call to call in its campaign's dialer (<c>dialing.md</c>, Attempts).</summary>
public static class SequenceRules
{
    /// <summary>The lead's calls in a campaign that count: since it was last told to start over, in the order in which they ended.</summary>
    public static IEnumerable<Attempt> Counted(LeadState lead, string campaignId)
    {
        var restart = lead.Restarts.LastOrDefault(restart => restart.CampaignId == campaignId);
        return lead.Attempts.Where(attempt => attempt.CampaignId == campaignId && attempt.Direction == CallDirection.Outbound && restart?.Forgets(attempt) != true);
    }

    /// <summary>Whether the last three calls that count were errors, which ends the sequence.</summary>
    public static bool ThreeErrors(LeadState lead, string campaignId) => Counted(lead, campaignId).TakeLast(3).ToArray() is
        [{ Status: InteractionStatus.Error }, { Status: InteractionStatus.Error }, { Status: InteractionStatus.Error }];

    /// <summary>Whether no attempt is left that the lead may still be called for: all are used, or three in a row were errors.</summary>
    public static bool IsUsedUp(LeadState lead, string campaignId, AutoDialerSettings settings) =>
        Counted(lead, campaignId).Count() >= settings.MaxAttempts || ThreeErrors(lead, campaignId);

    /// <summary>What a campaign may try again after an outcome; null for an outcome that ends the sequence.</summary>
    public static RetryOutcome? RetryOf(InteractionStatus outcome, bool spokenTo) => outcome switch
    {
        InteractionStatus.NoAnswer => RetryOutcome.NoAnswer,
        InteractionStatus.Busy => RetryOutcome.Busy,
        InteractionStatus.Voicemail => RetryOutcome.Voicemail,
        InteractionStatus.Incomplete when !spokenTo => RetryOutcome.Incomplete,
        InteractionStatus.Error => RetryOutcome.Error,
        _ => null,
    };

    /// <summary>Whether the sequence goes on after a call: its outcome is tried again, or a callback was promised.</summary>
    public static bool GoesOn(InteractionStatus outcome, bool spokenTo, AutoDialerSettings settings) =>
        outcome == InteractionStatus.ScheduledCallback || (RetryOf(outcome, spokenTo) is { } retry && settings.RetryOn.Contains(retry));

    /// <summary>
    /// When the next attempt may be made: after the last one by the delay of its outcome, else of the next step, and never within the minimum gap.
    /// A first attempt may be made by the delay of its step from now; what is long past is now.
    /// </summary>
    public static DateTimeOffset NextTime(LeadState lead, string campaignId, AutoDialerSettings settings, DateTimeOffset now)
    {
        var counted = Counted(lead, campaignId).ToArray();
        var step = AutoDialerRules.Step(settings, counted.Length + 1).AfterMinutes;
        if (counted is not [.., var last])
        {
            return now.AddMinutes(step);
        }

        var delay = RetryOf(last.Status, last.SpokenTo) is { } outcome && settings.ByOutcome.After(outcome) is { } own ? own.AfterMinutes : step;
        var at = last.EndedAt.AddMinutes(Math.Max(delay, settings.MinGapMinutes));
        return at > now ? at : now;
    }

    /// <summary>Why a lead waits that has neither a callback nor a first submission action before it.</summary>
    public static Lane LaneOf(LeadState lead, string campaignId) => Counted(lead, campaignId).Any() ? Lane.Retry : Lane.New;
}
