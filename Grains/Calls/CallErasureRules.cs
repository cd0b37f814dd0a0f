using LeadSail.Places;

namespace LeadSail.Calls;

/// <summary>What stays of a call when its lead is erased: that this number was called, when, for what, and with which outcome.</summary>
internal static class CallErasureRules
{
    /// <summary>The call without what was said and without what its prompt knew of the person; no report brings it back.</summary>
    public static CallState Erase(CallState state)
    {
        var rest = ForgettingRules.Without(state, CallTraces.Raw | CallTraces.Said);
        return rest with
        {
            Call = rest.Call! with { Place = new CalledPlace(), Zone = "UTC" },
            Outcome = rest.Outcome is { } outcome ? outcome with { TerminationReason = null, ErrorMessage = null } : null,
            CallbackAt = null,
            ErrorMessage = null,
        };
    }
}
