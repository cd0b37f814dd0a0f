using System.Collections.Immutable;

namespace LeadSail.PostCall;

/// <summary>The steps after one call, and how they stand.</summary>
/// <param name="Steps">In order.</param>
public sealed record PostCallRun(ImmutableArray<StepRun> Steps);

/// <summary>One step after one call.</summary>
/// <param name="Step">The step, as it was set when the call ended.</param>
/// <param name="Status">How it stands.</param>
public sealed record StepRun(PostCallStep Step, StepStatus Status)
{
    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is tried next; null when it is not, or as soon as those before it are over.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Why it last failed, or was left out; null when neither.</summary>
    public string? LastError { get; init; }

    /// <summary>What came of it, JSON; null when nothing did.</summary>
    public JsonText? Output { get; init; }
}

/// <summary>How a step stands.</summary>
public enum StepStatus
{
    /// <summary>It waits for its turn, or for its next attempt.</summary>
    Pending,

    /// <summary>It is done, and will not be done again.</summary>
    Succeeded,

    /// <summary>Every attempt failed.</summary>
    Failed,

    /// <summary>It does not run after such an outcome, or one before it failed and stops the rest.</summary>
    Skipped,
}
