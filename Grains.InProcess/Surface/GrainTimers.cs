using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Timers;

namespace Orleans.Runtime
{
    /// <summary>A timer of one activation. It stops when disposed or when the activation ends.</summary>
    public interface IGrainTimer : IDisposable
    {
        /// <summary>
        /// Sets a new due time and period. While a tick is running or queued the new due time counts from that tick's end;
        /// if the tick has not started yet only the new period holds.
        /// </summary>
        void Change(TimeSpan dueTime, TimeSpan period);
    }

    /// <summary>How a grain timer behaves.</summary>
    public readonly struct GrainTimerCreationOptions()
    {
        /// <summary>A timer that neither interleaves nor keeps the grain alive.</summary>
        [SetsRequiredMembers]
        public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
            : this()
        {
            DueTime = dueTime;
            Period = period;
        }

        /// <summary>Time to the first tick; <see cref="Timeout.InfiniteTimeSpan"/> means not before <see cref="IGrainTimer.Change"/>.</summary>
        public required TimeSpan DueTime { get; init; }

        /// <summary>Time from the end of a tick to the next one; <see cref="Timeout.InfiniteTimeSpan"/> means one tick only.</summary>
        public required TimeSpan Period { get; init; }

        /// <summary>Whether a tick may run while a request is under way. Default: no.</summary>
        public bool Interleave { get; init; }

        /// <summary>Whether a tick counts as use, so that idle collection spares the grain. Default: no.</summary>
        public bool KeepAlive { get; init; }
    }
}

namespace Orleans.Timers
{
    /// <summary>Makes the timers of activations; behind the extensions of <see cref="GrainBaseExtensions"/>.</summary>
    public interface ITimerRegistry
    {
        /// <summary>Makes and starts a timer of the given activation, from within it.</summary>
        IGrainTimer RegisterGrainTimer<TState>(
            IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options);
    }
}

namespace Orleans
{
    /// <summary>What a grain asks of its activation: its end, and timers. A tick is a turn like a request.</summary>
    public static class GrainBaseExtensions
    {
        /// <summary>Ends this activation when the requests under way have ended; the next call makes a new one.</summary>
        public static void DeactivateOnIdle(this IGrainBase grain)
        {
            ArgumentNullException.ThrowIfNull(grain);
            grain.GrainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));
        }

        /// <summary>A timer whose callback takes a state, and a token that is cancelled when the timer is disposed.</summary>
        public static IGrainTimer RegisterGrainTimer<TState>(
            this IGrainBase grain, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
        {
            ArgumentNullException.ThrowIfNull(grain);
            ArgumentNullException.ThrowIfNull(callback);
            return grain.GrainContext.ActivationServices.GetRequiredService<ITimerRegistry>()
                .RegisterGrainTimer(grain.GrainContext, callback, state, options);
        }

        /// <summary>A timer whose callback takes a token that is cancelled when the timer is disposed.</summary>
        public static IGrainTimer RegisterGrainTimer(
            this IGrainBase grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
        {
            ArgumentNullException.ThrowIfNull(callback);
            return RegisterGrainTimer(grain, static (tick, token) => tick(token), callback, options);
        }

        /// <summary>A timer whose callback takes nothing.</summary>
        public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<Task> callback, GrainTimerCreationOptions options)
        {
            ArgumentNullException.ThrowIfNull(callback);
            return RegisterGrainTimer(grain, static (tick, _) => tick(), callback, options);
        }

        /// <summary>A timer whose callback takes a state.</summary>
        public static IGrainTimer RegisterGrainTimer<TState>(
            this IGrainBase grain, Func<TState, Task> callback, TState state, GrainTimerCreationOptions options)
        {
            ArgumentNullException.ThrowIfNull(callback);
            return RegisterGrainTimer(grain, static (tick, _) => tick.Callback(tick.State), (Callback: callback, State: state), options);
        }

        /// <inheritdoc cref="RegisterGrainTimer(IGrainBase, Func{Task}, GrainTimerCreationOptions)"/>
        public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<Task> callback, TimeSpan dueTime, TimeSpan period) =>
            RegisterGrainTimer(grain, callback, new GrainTimerCreationOptions(dueTime, period));

        /// <inheritdoc cref="RegisterGrainTimer(IGrainBase, Func{CancellationToken, Task}, GrainTimerCreationOptions)"/>
        public static IGrainTimer RegisterGrainTimer(
            this IGrainBase grain, Func<CancellationToken, Task> callback, TimeSpan dueTime, TimeSpan period) =>
            RegisterGrainTimer(grain, callback, new GrainTimerCreationOptions(dueTime, period));

        /// <inheritdoc cref="RegisterGrainTimer{TState}(IGrainBase, Func{TState, Task}, TState, GrainTimerCreationOptions)"/>
        public static IGrainTimer RegisterGrainTimer<TState>(
            this IGrainBase grain, Func<TState, Task> callback, TState state, TimeSpan dueTime, TimeSpan period) =>
            RegisterGrainTimer(grain, callback, state, new GrainTimerCreationOptions(dueTime, period));

        /// <inheritdoc cref="RegisterGrainTimer{TState}(IGrainBase, Func{TState, CancellationToken, Task}, TState, GrainTimerCreationOptions)"/>
        public static IGrainTimer RegisterGrainTimer<TState>(
            this IGrainBase grain, Func<TState, CancellationToken, Task> callback, TState state, TimeSpan dueTime, TimeSpan period) =>
            RegisterGrainTimer(grain, callback, state, new GrainTimerCreationOptions(dueTime, period));
    }
}
