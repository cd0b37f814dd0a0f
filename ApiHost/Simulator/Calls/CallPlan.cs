using System.Collections.Immutable;
using LeadSail.Simulator.Endings;

namespace LeadSail.Simulator.Calls;

/// <summary>One thing that was said.</summary>
/// <param name="Role"><c>agent</c> or <c>user</c>.</param>
/// <param name="Message">The words.</param>
/// <param name="At">Seconds of life after the call was picked up.</param>
/// <param name="Tool">The tool that the agent called with it.</param>
public sealed record Turn(string Role, string Message, int At, string? Tool);

/// <summary>All that happens in one dialled call, decided before it rings. Durations are seconds of life.</summary>
public sealed record CallPlan
{
    /// <summary>What happens.</summary>
    public required Story Story { get; init; }

    /// <summary>How long it rings until it is picked up, or until the dial has failed.</summary>
    public required double RingSeconds { get; init; }

    /// <summary>Why nobody was connected; null when something picked up.</summary>
    public Failure? Failure { get; init; }

    /// <summary>How long they talk.</summary>
    public int TalkSeconds { get; init; }

    /// <summary>How long the analysis takes.</summary>
    public double ProcessingSeconds { get; init; }

    /// <summary>What was said, in order.</summary>
    public ImmutableArray<Turn> Turns { get; init; } = [];

    /// <summary>Why the conversation ended, in the provider's words.</summary>
    public string TerminationReason { get; init; } = "";

    /// <summary>The judgement of the agent's goal: success, failure or unknown.</summary>
    public string CallSuccessful { get; init; } = "unknown";

    /// <summary>A title of a few words.</summary>
    public string Title { get; init; } = "";

    /// <summary>A summary in prose.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The values that the analysis collected, by id; what was asked for but not found is absent.</summary>
    public ImmutableSortedDictionary<string, string> Collected { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
