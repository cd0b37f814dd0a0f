using Orleans.Concurrency;

namespace LeadSail.Timers;

/// <summary>A grain with one timer, which notes its ticks.</summary>
[Alias("test.timer-probe")]
public interface ITimerProbe : IGrainWithStringKey
{
    [Alias("start")]
    Task Start(TimerPlan plan);

    [Alias("change"), AlwaysInterleave]
    Task Change(TimeSpan due, TimeSpan period);

    [Alias("stop"), AlwaysInterleave]
    Task Stop();

    /// <summary>Waits at the gate.</summary>
    [Alias("work")]
    Task Work(string name);

    /// <summary>A round trip.</summary>
    [Alias("pass"), AlwaysInterleave]
    Task Pass();

    /// <summary>The same, but queued.</summary>
    [Alias("look")]
    Task<int> Activation();

    [Alias("end"), AlwaysInterleave]
    Task<int> End();
}

[GenerateSerializer, Immutable, Alias("test.timer-plan")]
public sealed record TimerPlan(
    [property: Id(0)] TimeSpan Due,
    [property: Id(1)] TimeSpan Period,
    [property: Id(2)] TickKind Kind = TickKind.Plain,
    [property: Id(3)] bool Interleave = false,
    [property: Id(4)] bool KeepAlive = false);

public enum TickKind
{
    Plain,

    /// <summary>Waits at the gate "tick".</summary>
    Slow,
    Failing,
    Conflicting,

    /// <summary>Changes its timer to twice the period, and then three times.</summary>
    Changing,
    Stopping,
}
