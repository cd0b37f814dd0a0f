using LeadSail.Places;

namespace LeadSail.Calls;

/// <summary>What stays of a call when its lead is erased: that this number was called, when, for what, and with which outcome.</summary>
internal static class CallErasureRules
{
    /// <summary>The call without what was said and without what its prompt knew of the person.</summary>
    public static CallState Erase(CallState state) => state with
    {
        Call = state.Call! with { Prompt = "", FirstMessage = null, Variables = [], Place = new CalledPlace(), Zone = "UTC" },
        Summary = null,
        Transcript = [],
        Collected = JsonText.EmptyObject,
        HasRecording = false,
        Outcome = state.Outcome is { } outcome ? outcome with { TerminationReason = null, ErrorMessage = null, CallbackAt = null } : null,
        CallbackAt = null,
        ErrorMessage = null,
    };
}
