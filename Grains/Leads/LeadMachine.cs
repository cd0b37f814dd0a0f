using System.Collections.Immutable;
using LeadSail.Calls;
using LeadSail.LegalHours;
using LeadSail.Lives;
using LeadSail.Sequences;

namespace LeadSail.Leads;

/// <summary>
/// A lead's life, calls as seen from the lead: decided → started → over. The status follows the outcomes in the order in which
/// calls ended (<c>product.md</c>, Outcomes).
/// </summary>
public static class LeadMachine
{
    private static readonly TimeSpan Backstop = TimeSpan.FromSeconds(4);

    /// <summary>Statuses of leads that have gone further than calls: only a <c>dnc</c> overwrites them.</summary>
    private static readonly ImmutableArray<LeadStatus> Further =
    [
        LeadStatus.Delivered, LeadStatus.Accepted, LeadStatus.Signed, LeadStatus.PendingSignature,
        LeadStatus.DocumentSent, LeadStatus.Rejected, LeadStatus.Duplicate, LeadStatus.Dnc,
    ];

    /// <summary>What a command makes happen, and what follows from that for the lead's place in its campaign's dialer.</summary>
    public static Decision<LeadEvent> Decide(LeadState state, LeadCommand command, DateTimeOffset now)
    {
        var (told, campaign) = command is InCampaign within ? (within.Command, within.Campaign) : (command, null);
        var decided = DecideAlone(state, told);
        return decided.Refusal is null ? PlaceRules.Follow(state, told, decided, campaign, now) : decided;
    }

    private static Decision<LeadEvent> DecideAlone(LeadState state, LeadCommand command) => (command, state.CreatedAt) switch
    {
        (_, not null) when state.ErasedAt is not null => DecideErased(state, command),
        (Submit submit, _) => DecideSubmit(state, submit),
        (_, null) => Decision<LeadEvent>.Refuse(Codes.NotFound, "There is no such lead."),
        (ChangeLead change, _) => LeadChangeRules.Decide(state, change),
        (SetDnc set, _) => DncRules.Decide(state.Dnc, set),
        (EraseLead erase, _) => DecideErase(state, erase),
        (DecideCall decide, _) => DecideIntent(state, decide),
        (StartCall start, _) when state.Intent?.Call.InteractionId == start.InteractionId => Decision<LeadEvent>.Happens(new CallStarted(start.InteractionId)),
        (DropCall drop, _) when state.Intent?.Call.InteractionId == drop.InteractionId => Decision<LeadEvent>.Happens(new CallDropped(drop.InteractionId, drop.Reason)),
        (TakeCall take, _) when (state.ActiveInteractionId is null || state.ActiveInteractionId == take.InPlaceOf) && state.ActiveInteractionId != take.InteractionId && state.Attempts.All(attempt => attempt.InteractionId != take.InteractionId) => Decision<LeadEvent>.Happens(new CallCameIn(take.InteractionId)),
        (CallEnded ended, _) => End(state, ended),
        (ForgetSummary forget, _) when state.Attempts.Any(attempt => attempt.InteractionId == forget.InteractionId && attempt.Summary is not null) =>
            Decision<LeadEvent>.Happens(new SummaryForgotten(forget.InteractionId)),
        _ => Decision<LeadEvent>.Nothing,
    };

    /// <summary>Whether a status says that the lead has gone further than calls: only a <c>dnc</c> overwrites it.</summary>
    public static bool HasGoneFurther(LeadStatus status) => Further.Contains(status);

    /// <summary>The state after an event.</summary>
    public static LeadState Evolve(LeadState state, LeadEvent happened, DateTimeOffset at) => Change(state, happened, at) with { UpdatedAt = at };

    /// <summary>When the sweeper looks after a decided call that its turn did not hand over, or after calls still to be erased.</summary>
    public static DateTimeOffset? Next(LeadState state) => state switch
    {
        { Intent: { } intent } => intent.At + Backstop,
        { OwesErasure: true, ErasedAt: { } at } => at + Backstop,
        _ => null,
    };

    /// <summary>The lead status that follows from an outcome.</summary>
    public static LeadStatus StatusAfter(InteractionStatus outcome) => outcome switch
    {
        InteractionStatus.Completed or InteractionStatus.Incomplete or InteractionStatus.FollowUp => LeadStatus.Contacted,
        InteractionStatus.Voicemail => LeadStatus.Voicemail,
        InteractionStatus.NoAnswer or InteractionStatus.Busy => LeadStatus.NoAnswer,
        InteractionStatus.NoContact => LeadStatus.NoContact,
        InteractionStatus.ScheduledCallback => LeadStatus.ScheduledCallback,
        InteractionStatus.Qualified => LeadStatus.Qualified,
        InteractionStatus.Disqualified => LeadStatus.Disqualified,
        InteractionStatus.Dnc => LeadStatus.Dnc,
        InteractionStatus.Error => LeadStatus.Error,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Only a final status has a lead status."),
    };

    private static LeadState Change(LeadState state, LeadEvent happened, DateTimeOffset at) => happened switch
    {
        Submitted submitted => state with
        {
            CreatedAt = state.CreatedAt ?? at, CampaignId = submitted.CampaignId, Status = submitted.Status, Data = submitted.Data,
            Submissions = state.Submissions.Add(new(submitted.SubmissionId, submitted.CampaignId, at)), Place = state.Place?.Released(),
        },
        CallDecided decided => state with { Intent = new(decided.Call, at) },
        CallStarted started => state with { Intent = null, ActiveInteractionId = started.InteractionId },
        CallCameIn came => state with { ActiveInteractionId = came.InteractionId },
        CallDropped => state with { Intent = null },
        CallOver { Said: var ended } => state with
        {
            Intent = state.Intent?.Call.InteractionId == ended.InteractionId ? null : state.Intent,
            ActiveInteractionId = state.ActiveInteractionId == ended.InteractionId ? null : state.ActiveInteractionId,
            Attempts = ended.Dialled && !Knows(state, ended) ? Insert(state, ended) : state.Attempts,
            Data = state.Data with { LastActivityAt = null },
        },
        LeadChanged changed => state with { Data = changed.Data, Place = state.Place?.Released() },
        CampaignMoved moved => state with { CampaignId = moved.To },
        SummaryForgotten forgotten => state with
        {
            Attempts = [.. state.Attempts.Select(attempt => attempt.InteractionId == forgotten.InteractionId ? attempt with { Summary = null } : attempt)],
        },
        StatusChanged changed => state with
        {
            Status = changed.To, StatusBeforeAction = changed.To == LeadStatus.PendingAction ? state.StatusBeforeAction : null, Place = state.Place?.Released(),
        },
        DncSet set => state with { Dnc = new(set.Reason, set.By, at) { Channels = set.Channels } },
        DncLifted => state with { Dnc = null },
        DialerEntered entered => state with { Place = entered.Change(state.Place, at), EnteredFor = entered.RequestId ?? state.EnteredFor },
        PlaceEvent placed => state with { Place = placed.Change(state.Place, at) },
        SequenceRestarted restarted => state with
        {
            Restarts =
            [
                .. state.Restarts.Where(restart => restart.CampaignId != restarted.CampaignId),
                new(restarted.CampaignId, at) { NotCounted = [.. state.Attempts.Select(attempt => attempt.InteractionId), .. state.RunningInteractionId is { } running ? [running] : Array.Empty<string>()] },
            ],
        },
        ActionBegun begun => state with { StatusBeforeAction = begun.Before },
        Erased => state with
        {
            ErasedAt = at, Place = null, OwesErasure = true, Data = new(), Dnc = state.Dnc is { } dnc ? dnc with { Reason = "" } : null,
            Attempts = [.. state.Attempts.Select(attempt => attempt with { Summary = null })],
        },
        CallsErased => state with { OwesErasure = false },
        _ => throw new InvalidOperationException($"A lead does not know {happened.GetType().Name}."),
    };

    /// <summary>A lead that must not be called does not become one that may by being submitted again.</summary>
    private static Decision<LeadEvent> DecideSubmit(LeadState state, Submit submit)
    {
        if (state.Submissions.Any(s => s.SubmissionId == submit.SubmissionId))
        {
            return Decision<LeadEvent>.Nothing;
        }

        var data = LeadRules.Learn(state.Data, submit.Given);
        if (LeadChangeRules.Refuse(data) is { } refusal)
        {
            return refusal;
        }

        var submitted = new Submitted(submit.SubmissionId, submit.CampaignId, state.Status is LeadStatus.Dnc or LeadStatus.PendingAction ? state.Status : submit.Status, data, submit.Actor);
        return submit.Given.IsDnc == true
            ? Decision<LeadEvent>.Happens([submitted, .. DncRules.Block(state.Dnc, DncRules.FlagReason, submit.Actor)])
            : Decision<LeadEvent>.Happens(submitted);
    }

    private static Decision<LeadEvent> DecideErase(LeadState state, EraseLead erase) => state.RunningInteractionId is { } running
        ? Decision<LeadEvent>.Refuse(Running(running))
        : Decision<LeadEvent>.Happens(new Erased(erase.Actor));

    /// <summary>An erased lead hears its calls out, so that they need not tell it again, and learns nothing from them.</summary>
    private static Decision<LeadEvent> DecideErased(LeadState state, LeadCommand command) => command switch
    {
        ErasurePaid when state.OwesErasure => Decision<LeadEvent>.Happens(new CallsErased()),
        Submit or ChangeLead or SetDnc or EnterDialer or DecideCall => Decision<LeadEvent>.Refuse(Codes.NotFound, "There is no such lead."),
        _ => Decision<LeadEvent>.Nothing,
    };

    private static Refusal Running(string interactionId) => new() { Code = Codes.CallInProgress, Message = "A call to this lead is running.", InteractionId = interactionId };

    private static Decision<LeadEvent> DecideIntent(LeadState state, DecideCall decide) => state.RunningInteractionId switch
    {
        null => Decision<LeadEvent>.Happens(new CallDecided(decide.Call, decide.Call.InteractionId, decide.Call.CampaignId, decide.Call.Source)
        {
            Verdicts = [.. decide.Verdicts.Select(KeptVerdict.Of)], Law = LegalTable.Version,
        }),
        { } running when running == decide.Call.InteractionId => Decision<LeadEvent>.Nothing,
        { } running => Decision<LeadEvent>.Refuse(Running(running)),
    };

    private static Decision<LeadEvent> End(LeadState state, CallEnded ended)
    {
        var events = ImmutableArray.CreateBuilder<LeadEvent>(3);
        var known = Knows(state, ended);
        var isRunning = state.RunningInteractionId == ended.InteractionId;
        if (isRunning || (ended.Dialled && !known))
        {
            events.Add(new CallOver(ended.InteractionId, ended.Status, ended.Dialled, ended));
        }

        var optOut = ended.OptOut || ended.Status == InteractionStatus.Dnc;
        var status = optOut ? LeadStatus.Dnc : StatusAfter(ended.Status);
        var isLatest = ended.Dialled && !known && (isRunning || state.Attempts.All(attempt => EndedBefore(attempt, ended)));
        if ((isLatest || optOut) && status != state.Status && (status == LeadStatus.Dnc || !Further.Contains(state.Status)))
        {
            events.Add(new StatusChanged(state.Status, status, ended.InteractionId));
        }

        if (optOut)
        {
            events.AddRange(DncRules.Block(state.Dnc, "asked in a call not to be called again", ended.InteractionId));
        }

        return new(events.ToImmutable(), null);
    }

    /// <summary>A running call is the last whatever the clock says, which may have been set back since the call before it; one that is heard of later finds its place by its end.</summary>
    private static ImmutableArray<Attempt> Insert(LeadState state, CallEnded ended)
    {
        var attempt = new Attempt(ended.InteractionId, ended.CampaignId, ended.Phone, ended.DialledAt ?? ended.EndedAt, ended.EndedAt, ended.Status, ended.Summary, ended.SpokenTo) { Direction = ended.Direction };
        return state.Attempts.Insert(state.RunningInteractionId == ended.InteractionId ? state.Attempts.Length : state.Attempts.Count(other => EndedBefore(other, ended)), attempt);
    }

    private static bool Knows(LeadState state, CallEnded ended) => state.Attempts.Any(attempt => attempt.InteractionId == ended.InteractionId);

    /// <summary>Ids sort by the time of their making, so of two calls that ended in one instant the later one counts as later.</summary>
    private static bool EndedBefore(Attempt attempt, CallEnded ended) =>
        attempt.EndedAt < ended.EndedAt || (attempt.EndedAt == ended.EndedAt && string.CompareOrdinal(attempt.InteractionId, ended.InteractionId) < 0);
}
