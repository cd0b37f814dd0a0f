using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Eligibility;
using LeadSail.Leads;
using LeadSail.Lives;

namespace LeadSail.Sequences;

/// <summary>
/// What follows for a lead's place in its campaign's dialer from what a command makes happen. Nothing of the campaign's settings stays in the place
/// but an instant, so that settings may change while leads wait.
/// </summary>
internal static class PlaceRules
{
    /// <summary>How long a lead is left alone whose call came to nothing before it was dialled.</summary>
    private static readonly TimeSpan AfterNoDial = TimeSpan.FromSeconds(60);

    /// <summary>The campaign whose settings a command needs: the one to which the lead belongs after it; null when it needs none.</summary>
    public static string? CampaignOf(LeadState lead, LeadCommand command) => command switch
    {
        Submit submit => submit.CampaignId,
        ChangeLead { CampaignId: { } campaignId } => campaignId,
        EnterDialer or CallEnded or HoldPlace or ReviewAction => lead.CampaignId,
        _ => null,
    };

    /// <summary>The decision with what follows from it.</summary>
    /// <param name="before">The lead before.</param>
    /// <param name="command">What it was told.</param>
    /// <param name="decided">What the lead alone makes of that; not refused.</param>
    /// <param name="campaign">The campaign that <see cref="CampaignOf"/> names; null when there is none.</param>
    /// <param name="now">Now.</param>
    public static Decision<LeadEvent> Follow(LeadState before, LeadCommand command, Decision<LeadEvent> decided, CampaignState? campaign, DateTimeOffset now)
    {
        var unfolding = new Unfolding(before, decided.Events, now);
        if (!unfolding.Lead.Exists)
        {
            return decided;
        }

        var settings = campaign?.Settings ?? new CampaignSettings();
        switch (command)
        {
            case EnterDialer enter when EnteringRules.Enter(unfolding, enter, settings.AutoDialer, now) is { } refusal:
                return Decision<LeadEvent>.Refuse(refusal);
            case LeaveDialer leave:
                Leave(unfolding, leave.Reason, leave.Actor);
                break;
            case HoldPlace hold when before.Place is { } place:
                Hold(unfolding, place, hold, settings, now);
                break;
            case ReleaseHold:
                unfolding.Release();
                break;
            case ReviewAction when before.Place?.Lane == Lane.First && !settings.FirstSubmissionAction.Enabled:
                GiveUpAction(unfolding, settings.AutoDialer, now);
                break;
            case DropCall when !decided.Events.IsEmpty && before.Place is not null:
                unfolding.Add(new PlaceHeld(LedgerRules.Free.Name, now + AfterNoDial));
                break;
            case CallEnded ended when decided.Events.Any(happened => happened is CallOver):
                Advance(unfolding, ended, settings.AutoDialer, now);
                break;
            case Submit submit when !decided.Events.IsEmpty:
                Submitted(unfolding, before, submit, campaign, now);
                break;
            case ChangeLead { CampaignId: not null } when unfolding.Lead.CampaignId != before.CampaignId && before.Place is not null:
                Move(unfolding, settings.AutoDialer, now);
                break;
        }

        if (unfolding.Lead.MustNotBePhoned)
        {
            Leave(unfolding, "dnc", "system");
        }

        EndAction(unfolding);
        return new(unfolding.Events, null);
    }

    /// <summary>Whether the dialer has something to look at: the lead waits for another time than before, or a call of it is over. A refused offer is no news.</summary>
    public static bool IsNews(LeadState before, LeadState now) => (before.RunningInteractionId is not null && now.RunningInteractionId is null)
        || (now.IsWaiting && (!before.IsWaiting || before.CampaignId != now.CampaignId || before.Place!.Lane != now.Place!.Lane || before.Place.NotBefore != now.Place.NotBefore || before.Place.DueAt > now.Place.DueAt));

    private static void Leave(Unfolding unfolding, string because, string by)
    {
        if (unfolding.Lead.Place is not null)
        {
            unfolding.Add(new DialerLeft(because, by));
        }
    }

    /// <summary>A refused offer. What can never pass ends a first submission action, and so does switching that off.</summary>
    private static void Hold(Unfolding unfolding, DialerPlace place, HoldPlace hold, CampaignSettings settings, DateTimeOffset now)
    {
        if (place.Lane == Lane.First && hold.IsForGood)
        {
            Leave(unfolding, hold.Rule, "system");
        }
        else if (place.Lane == Lane.First && !settings.FirstSubmissionAction.Enabled)
        {
            GiveUpAction(unfolding, settings.AutoDialer, now);
        }
        else if (place.HeldBy != hold.Rule || place.HeldUntil != hold.Until)
        {
            // a promised callback waives max_attempts, so another rule that refuses it holds it no longer than that rule says
            unfolding.Add(new PlaceHeld(hold.Rule, hold.Rule == AttemptRules.Total.Name && SequenceRules.ThreeErrors(unfolding.Lead, unfolding.Lead.CampaignId) ? DialerPlace.NotByWaiting : hold.Until));
        }
    }

    /// <summary>The lead waits like any other where the dialer is active, and else no more.</summary>
    private static void GiveUpAction(Unfolding unfolding, AutoDialerSettings settings, DateTimeOffset now)
    {
        const string because = "first_submission_off";
        var lead = unfolding.Lead;
        if (settings.Active && EnteringRules.Refuse(lead, settings) is null)
        {
            unfolding.Add(new NextCallSet(SequenceRules.LaneOf(lead, lead.CampaignId), SequenceRules.NextTime(lead, lead.CampaignId, settings, now), because));
        }
        else
        {
            Leave(unfolding, because, "system");
        }
    }

    private static void Advance(Unfolding unfolding, CallEnded ended, AutoDialerSettings settings, DateTimeOffset now)
    {
        var lead = unfolding.Lead;
        if (!ended.Dialled)
        {
            if (lead.Place is not null)
            {
                unfolding.Add(new PlaceHeld(null, now + AfterNoDial));
            }

            return;
        }

        var isOwn = ended.CampaignId == lead.CampaignId;
        var isLatest = lead.Attempts[^1].InteractionId == ended.InteractionId;
        var goesOn = isOwn
            ? SequenceRules.GoesOn(ended.Status, ended.SpokenTo, settings)
            : ended.Status is not (InteractionStatus.Qualified or InteractionStatus.Disqualified or InteractionStatus.Dnc);
        if (!goesOn)
        {
            Leave(unfolding, Enums.Name(ended.Status), "system");
        }
        else if (isOwn && isLatest)
        {
            Continue(unfolding, ended, settings, now);
        }
    }

    /// <summary>After the lead's latest call, whose outcome does not end the sequence.</summary>
    private static void Continue(Unfolding unfolding, CallEnded ended, AutoDialerSettings settings, DateTimeOffset now)
    {
        var lead = unfolding.Lead;
        var after = Enums.Name(ended.Status);
        if (ended is { Status: InteractionStatus.ScheduledCallback, CallbackAt: { } promised })
        {
            unfolding.Add(lead.Place is null ? new DialerEntered(Lane.Callback, promised) : new NextCallSet(Lane.Callback, promised, after));
            return;
        }

        // a call before the promised hour that reached nobody does not break the promise
        if (lead.Place is not { } place || (place.Lane == Lane.Callback && !ended.IsCallback && ended.DialledAt < place.NotBefore))
        {
            return;
        }

        var counted = SequenceRules.Counted(lead, lead.CampaignId).ToArray();
        if (counted.Length >= settings.MaxAttempts)
        {
            Leave(unfolding, "attempts_used_up", "system");
            if (!counted.Any(attempt => attempt.SpokenTo) && lead.Status != LeadStatus.NoContact && !LeadMachine.HasGoneFurther(lead.Status))
            {
                unfolding.Add(new StatusChanged(lead.Status, LeadStatus.NoContact, "attempts_used_up"));
            }

            return;
        }

        unfolding.Add(new NextCallSet(Lane.Retry, SequenceRules.NextTime(lead, lead.CampaignId, settings, now), after));
        if (SequenceRules.ThreeErrors(lead, lead.CampaignId))
        {
            unfolding.Add(new PlaceHeld(AttemptRules.Total.Name, DialerPlace.NotByWaiting));
        }
    }

    /// <summary>A submission acts only where no call runs or is to come.</summary>
    private static void Submitted(Unfolding unfolding, LeadState before, Submit submit, CampaignState? campaign, DateTimeOffset now)
    {
        if (before.Place is not null && before.CampaignId != submit.CampaignId)
        {
            Leave(unfolding, "moved", submit.Actor);
            EndAction(unfolding);
        }

        var lead = unfolding.Lead;
        var acts = submit.Acts == SubmissionActs.Always || (submit.Acts == SubmissionActs.WhenNew && before.CreatedAt is null);
        if (!acts || campaign is null || lead.RunningInteractionId is not null || lead.Place is not null || EnteringRules.Refuse(lead, campaign.Settings.AutoDialer) is not null)
        {
            return;
        }

        if (campaign is { IsActive: true, Settings.FirstSubmissionAction.Enabled: true })
        {
            unfolding.Add(new ActionBegun(lead.Status));
            unfolding.Add(new StatusChanged(lead.Status, LeadStatus.PendingAction, "first_submission"));
            unfolding.Add(new DialerEntered(Lane.First, now, submit.Actor));
        }
        else if (campaign.Settings.AutoDialer.Active)
        {
            EnteringRules.Enter(unfolding, new EnterDialer { Actor = submit.Actor }, campaign.Settings.AutoDialer, now);
        }
    }

    private static void Move(Unfolding unfolding, AutoDialerSettings settings, DateTimeOffset now)
    {
        Leave(unfolding, "moved", "system");
        if (settings.Active)
        {
            EnteringRules.Enter(unfolding, new EnterDialer(), settings, now);
        }
    }

    /// <summary>A first submission action that neither waits nor calls is over: without an outcome the lead has the status that it would have had.</summary>
    private static void EndAction(Unfolding unfolding)
    {
        if (unfolding.Lead is { StatusBeforeAction: { } status, Status: LeadStatus.PendingAction, RunningInteractionId: null, Place: null or { Lane: not Lane.First } })
        {
            unfolding.Add(new StatusChanged(LeadStatus.PendingAction, status, "first_submission"));
        }
    }
}
