using System.Collections.Immutable;

namespace LeadSail.Lives;

/// <summary>What a machine answers to a command: events, a refusal with its reason, or nothing, for a repeat or a late arrival.</summary>
/// <param name="Events">What happens; empty for nothing.</param>
/// <param name="Refusal">Why not; null when it was not refused.</param>
public readonly record struct Decision<TEvent>(ImmutableArray<TEvent> Events, Refusal? Refusal)
{
    /// <summary>A repeat or a late arrival: it changes nothing and is no error.</summary>
    public static readonly Decision<TEvent> Nothing = new([], null);

    /// <summary>These things happen, in this order.</summary>
    public static Decision<TEvent> Happens(params ReadOnlySpan<TEvent> events) => new([.. events], null);

    /// <summary>The command comes at the wrong time or from the wrong one.</summary>
    public static Decision<TEvent> Refuse(string code, string message) => new([], LeadSail.Refusal.Of(code, message));

    /// <summary>Refused, with all that the refusal has to say.</summary>
    public static Decision<TEvent> Refuse(Refusal refusal) => new([], refusal);
}
