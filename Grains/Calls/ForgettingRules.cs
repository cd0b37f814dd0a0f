using LeadSail.Lives;
using LeadSail.Places;
using LeadSail.PostCall;

namespace LeadSail.Calls;

/// <summary>What a call that is over keeps, and what is left of it when it forgets (<c>product.md</c>, "Keeping and forgetting").</summary>
internal static class ForgettingRules
{
    /// <summary>Whether there is something to forget.</summary>
    public static bool Keeps(CallState state, CallTraces what) => state.Phase == CallPhase.Final && what switch
    {
        CallTraces.Raw => !state.Forgotten.HasFlag(CallTraces.Raw),
        _ => !state.Transcript.IsEmpty || state.Summary is not null || state.Collected != JsonText.EmptyObject || state.HasRecording,
    };

    /// <summary>A call that still runs needs all of it.</summary>
    public static Decision<CallEvent> Decide(CallState state, Forget forget) => (forget.What & ~state.Forgotten) switch
    {
        _ when state.Phase != CallPhase.Final => Decision<CallEvent>.Refuse(Codes.Conflict, "Only a call that is over forgets."),
        CallTraces.None => Decision<CallEvent>.Nothing,
        _ when state.EndedAt >= forget.EndedBefore => Decision<CallEvent>.Nothing,
        var what => Decision<CallEvent>.Happens(new Forgotten(what)),
    };

    /// <summary>What a report may still tell.</summary>
    public static CallReport? Without(CallReport? said, CallTraces what) => what.HasFlag(CallTraces.Said)
        ? said is null ? null : said with { Summary = null, Transcript = [], Collected = JsonText.EmptyObject, HasRecording = false }
        : said;

    /// <summary>The state without these.</summary>
    public static CallState Without(CallState state, CallTraces what)
    {
        if (what.HasFlag(CallTraces.Raw))
        {
            state = state with
            {
                Call = state.Call! with { Prompt = "", FirstMessage = null, Variables = [] },
                Outcome = state.Outcome is null ? null : state.Outcome with { Evidence = "", CallbackAt = null, SipCode = null },
            };
        }

        return (what.HasFlag(CallTraces.Said) ? state with { Summary = null, Transcript = [], Collected = JsonText.EmptyObject, HasRecording = false, PostCall = PostCallRules.WithoutOutput(state.PostCall) } : state)
            with { Forgotten = state.Forgotten | what };
    }

    /// <summary>What stays of a call when its lead is erased: that this number was called, when, for what, and with which outcome. No report brings back the rest.</summary>
    public static CallState Erase(CallState state)
    {
        var rest = ForgettingRules.Without(state, CallTraces.Raw | CallTraces.Said);
        return rest with
        {
            Call = rest.Call! with { Place = new CalledPlace(), Zone = "UTC" },
            Outcome = rest.Outcome is { } outcome ? outcome with { TerminationReason = null, ErrorMessage = null } : null,
            CallbackAt = null,
            ErrorMessage = null,
            PostCall = PostCallRules.Erased(rest.PostCall),
        };
    }
}
