using LeadSail.Fixture;
using Orleans.Storage;

namespace LeadSail.Timers;

[GrainType("test-timer-probe")]
public sealed class TimerProbeGrain(Stage stage) : Grain, ITimerProbe
{
    private static int activations;
    private readonly int activation = Interlocked.Increment(ref activations);
    private IGrainTimer? timer;

    private string Key => this.GetPrimaryKeyString();

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        stage.Note(Key, "deactivates");
        return Task.CompletedTask;
    }

    public Task Start(TimerPlan plan)
    {
        timer = this.RegisterGrainTimer(Tick, plan, new GrainTimerCreationOptions(plan.Due, plan.Period) { Interleave = plan.Interleave, KeepAlive = plan.KeepAlive });
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan due, TimeSpan period)
    {
        timer!.Change(due, period);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        timer!.Dispose();
        return Task.CompletedTask;
    }

    public async Task Work(string name)
    {
        await stage.Pass(Key, name);
        stage.Note(Key, $"{name} ends");
    }

    public Task Pass() => Task.CompletedTask;

    public Task<int> Activation() => Task.FromResult(activation);

    public Task<int> End()
    {
        DeactivateOnIdle();
        return Task.FromResult(activation);
    }

    private async Task Tick(TimerPlan plan, CancellationToken token)
    {
        stage.Note(Key, token.IsCancellationRequested ? "late tick" : "tick");
        switch (plan.Kind)
        {
            case TickKind.Slow:
                token.Register(() => stage.Note(Key, "tick is told"));
                await Work("tick");
                break;
            case TickKind.Failing:
                throw new InvalidOperationException("a bad tick");
            case TickKind.Conflicting:
                throw new InconsistentStateException("a conflict in a tick");
            case TickKind.Changing:
                timer!.Change(plan.Period * 2, plan.Period * 3);
                break;
            case TickKind.Stopping:
                timer!.Dispose();
                break;
            default:
                break;
        }
    }
}
