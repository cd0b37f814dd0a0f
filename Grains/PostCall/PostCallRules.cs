using System.Collections.Immutable;
using LeadSail.Calls;
using LeadSail.Deliveries;

namespace LeadSail.PostCall;

/// <summary>Which steps run after a call, in which order, and how often (<c>product.md</c>, Post-call pipeline).</summary>
public static class PostCallRules
{
    private const string NotAfter = "It does not run after such an outcome.", Stopped = "A step before it failed, and stops the rest.", Forgotten = "The person was erased.";

    /// <summary>The steps for a call that is over; null when there is nothing to do.</summary>
    public static PostCallRun? Plan(PostCallSettings settings, InteractionStatus status, bool spokenTo)
    {
        if (!settings.Enabled)
        {
            return null;
        }

        ImmutableArray<StepRun> steps = [.. settings.Steps.Select(step => RunsAfter(step, status, spokenTo) ? new StepRun(step, StepStatus.Pending) : new StepRun(step, StepStatus.Skipped) { LastError = NotAfter })];
        return steps.Any(step => step.Status == StepStatus.Pending) ? new(steps) : null;
    }

    /// <summary>The step whose turn it is; null when there is none any more.</summary>
    public static int? Next(PostCallRun? run) => run?.Steps.Index().Where(step => step.Item.Status == StepStatus.Pending).Select(step => (int?)step.Index).FirstOrDefault();

    /// <summary>When a failed attempt is followed by another one; null for never.</summary>
    public static DateTimeOffset? RetryAt(StepRun step, DateTimeOffset now) => step.Attempts + 1 < step.Step.RetryAttempts ? now + DeliveryRules.Pause(step.Attempts + 1) : null;

    /// <summary>The steps after one has succeeded.</summary>
    public static PostCallRun Succeeded(PostCallRun run, int index, JsonText? output) =>
        With(run, index, step => step with { Status = StepStatus.Succeeded, Attempts = step.Attempts + 1, DueAt = null, LastError = null, Output = output });

    /// <summary>The steps after an attempt at one has failed.</summary>
    public static PostCallRun Failed(PostCallRun run, int index, string error, DateTimeOffset? retryAt)
    {
        var failed = With(run, index, step => step with { Status = retryAt is null ? StepStatus.Failed : StepStatus.Pending, Attempts = step.Attempts + 1, DueAt = retryAt, LastError = error });
        return retryAt is null && !run.Steps[index].Step.ContinueOnFailure ? Skip(failed, Stopped) : failed;
    }

    /// <summary>The steps without what they found out.</summary>
    public static PostCallRun? WithoutOutput(PostCallRun? run) => run is null ? null : new([.. run.Steps.Select(step => step with { Output = null })]);

    /// <summary>The steps of a call whose person is erased: nobody hears of it any more.</summary>
    public static PostCallRun? Erased(PostCallRun? run) => run is null ? null
        : new([.. Skip(WithoutOutput(run)!, Forgotten).Steps.Select(step => step with { LastError = step.Status == StepStatus.Skipped ? step.LastError : null })]);

    private static bool RunsAfter(PostCallStep step, InteractionStatus status, bool spokenTo) => step.On is { IsDefaultOrEmpty: false } on ? on.Contains(status) : spokenTo;

    private static PostCallRun Skip(PostCallRun run, string why) =>
        new([.. run.Steps.Select(step => step.Status == StepStatus.Pending ? step with { Status = StepStatus.Skipped, DueAt = null, LastError = why } : step)]);

    private static PostCallRun With(PostCallRun run, int index, Func<StepRun, StepRun> change) => new(run.Steps.SetItem(index, change(run.Steps[index])));
}
