using System.Text.Json;
using LeadSail.PostCall;

namespace LeadSail.Interactions;

/// <summary>The steps that follow a call.</summary>
/// <param name="Status">How they stand together.</param>
/// <param name="Steps">In order.</param>
public sealed record PostCallView(PostCallStatus Status, IReadOnlyList<PostCallStepView> Steps)
{
    /// <summary>The view of what is stored.</summary>
    public static PostCallView Of(PostCallRun run) => new(
        run.Steps.Any(step => step.Status == StepStatus.Pending) ? PostCallStatus.Running : run.Steps.Any(step => step.Status == StepStatus.Failed) ? PostCallStatus.Failed : PostCallStatus.Completed,
        [.. run.Steps.Select(step => new PostCallStepView(step.Step.Name, TypeOf(step.Step), step.Status, step.Attempts, step.LastError, step.Output, step.DueAt))]);

    private static string TypeOf(PostCallStep step) => step switch
    {
        ExtractStep => "extract",
        ScoreStep => "score",
        AnalyzeStep => "analyze",
        _ => "webhook",
    };
}

/// <summary>How all steps stand.</summary>
public enum PostCallStatus
{
    /// <summary>One waits, or is tried again.</summary>
    Running,

    /// <summary>All are over, and none failed.</summary>
    Completed,

    /// <summary>All are over, and one failed.</summary>
    Failed,
}

/// <summary>A step that follows a call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type"><c>extract</c>, <c>score</c>, <c>analyze</c> or <c>webhook</c>.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastError">Why it last failed, or was left out.</param>
/// <param name="Output">What came of it.</param>
/// <param name="NextAttemptAt">When it is tried next; null when it is not, or its turn has not come.</param>
public sealed record PostCallStepView(
    string Name, string Type, StepStatus Status, int Attempts, string? LastError, [property: JsonShape(JsonValueKind.Object)] JsonText? Output, DateTimeOffset? NextAttemptAt);
