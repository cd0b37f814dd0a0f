using Orleans.Activations;

namespace Orleans.Timers;

internal sealed class TimerRegistry : ITimerRegistry
{
    public IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        var activation = Activation.Of(grainContext);
        var timer = new GrainTimer(activation, token => callback(state, token), options);
        timer.Change(options.DueTime, options.Period);
        activation.Add(timer);
        return timer;
    }
}
