using System.Collections.Immutable;
using LeadSail.Lives;

namespace LeadSail.Leads;

/// <summary>How the do-not-call record of a lead changes. What blocks calls is taken back only by who may.</summary>
public static class DncRules
{
    /// <summary>The reason of a record that is set as a flag.</summary>
    public const string FlagReason = "flagged as not to be called";

    /// <summary>The reason of a record for which nobody gave one.</summary>
    public const string NoReason = "set as do-not-call";

    /// <summary>The record is set, changed or lifted as a whole.</summary>
    public static Decision<LeadEvent> Decide(LeadDnc? known, SetDnc set)
    {
        ImmutableArray<DncChannel> channels = [.. set.Channels.Distinct().Order()];
        var before = known?.Channels ?? [];
        if (before.Except(channels).Any() && !set.MayLift)
        {
            return Decision<LeadEvent>.Refuse(Codes.Forbidden, "Taking a lead off do-not-call needs a key with the scope admin.");
        }

        return channels.SequenceEqual(before) && (channels.IsEmpty || (set.Reason ?? known?.Reason) == known?.Reason)
            ? Decision<LeadEvent>.Nothing
            : Decision<LeadEvent>.Happens(Becomes(channels, set.Reason ?? known?.Reason ?? NoReason, set.Actor));
    }

    /// <summary>Calls are blocked from here on, whatever was; nothing when they are.</summary>
    public static ImmutableArray<LeadEvent> Block(LeadDnc? known, string reason, string by) =>
        known is { BlocksCalls: true } ? [] : [Becomes([DncChannel.Phone, .. known?.Channels ?? []], reason, by)];

    /// <summary>Calls are blocked no more, and other ways stay as they are; nothing when calls are not.</summary>
    public static ImmutableArray<LeadEvent> Unblock(LeadDnc? known, string by) =>
        known is { BlocksCalls: true } ? [Becomes(known.Channels.Remove(DncChannel.Phone), known.Reason, by)] : [];

    private static LeadEvent Becomes(ImmutableArray<DncChannel> channels, string reason, string by) =>
        channels.IsEmpty ? new DncLifted(by) : new DncSet(reason, by) { Channels = channels };
}
