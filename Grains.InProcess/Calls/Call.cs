using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Orleans.Activations;
using Orleans.Hosting;
using Orleans.Identity;

namespace Orleans.Calls;

/// <summary>One call of a grain: the request, its answer, and the caller's patience.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The source of the callee's token has neither timer nor handle.")]
public abstract partial class Call : Request
{
    /// <summary>Named as Orleans' own, so that a trace reads alike under both.</summary>
    private static readonly ActivitySource Spans = new("Microsoft.Orleans.Application");

    private readonly GrainMethod method;
    private readonly object?[] arguments;
    private readonly CancellationToken callerToken;
    private readonly ActivityContext callersSpan;
    private CancellationTokenRegistration callerTokenWatch;
    private CancellationTokenSource? calleeToken;
    private Activation? runner;
    private int settled;

    private protected Call(GrainHost host, GrainMethod method, GrainId target, object?[] arguments)
    {
        Host = host;
        Target = target;
        Caller = Activation.Current?.GrainId;
        Number = host.NextCallNumber();
        this.method = method;
        this.arguments = arguments;
        callerToken = method.TokenOf(arguments);
        callersSpan = Spans.HasListeners() ? Activity.Current?.Context ?? default : default;
    }

    /// <summary>Counts the calls of a host, from 1.</summary>
    public long Number { get; }

    /// <summary>Who is called.</summary>
    public GrainId Target { get; }

    /// <summary>Which grain calls; none if the call comes from outside.</summary>
    public GrainId? Caller { get; }

    /// <summary>Interface and method.</summary>
    public string Method => method.Name;

    /// <summary>What is passed, by reference: messages are immutable. A simulator may hash it at both ends to prove that.</summary>
    public IReadOnlyList<object?> Arguments => arguments;

    /// <summary>How often the call was passed on, because the activation that had it ended.</summary>
    internal int Forwards { get; set; }

    /// <summary>When the caller gives up, as a timestamp of the clock; kept by <see cref="Deadlines"/>.</summary>
    internal long Deadline { get; set; } = long.MaxValue;

    internal DeadlineLane? Lane { get; set; }

    internal Call? EarlierInLane { get; set; }

    internal Call? LaterInLane { get; set; }

    internal override bool AlwaysInterleave => method.AlwaysInterleave;

    internal override bool IsLocal => false;

    internal override bool KeepsAlive => true;

    internal override bool IsMoot => Volatile.Read(ref settled) != 0 || (Deadline != long.MaxValue && Host.Clock.GetTimestamp() >= Deadline);

    private protected GrainHost Host { get; }

    /// <summary>Hands a message of the call over: to the grain, or back to the caller.</summary>
    public void Arrive(Leg leg)
    {
        switch (leg)
        {
            case Leg.Request:
                Host.Catalog.Deliver(this);
                break;
            case Leg.Answer when TrySettle():
                DeliverOutcome();
                break;
            case Leg.Cancellation:
                Volatile.Read(ref runner)?.Turns.Post(static call => ((Call)call!).CancelCallee(), this);
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Target.ForLog()} {Method} #{Number}";

    /// <summary>Sends the request; from now on the caller may time out or cancel.</summary>
    internal void Send()
    {
        if (!method.OneWay)
        {
            Host.Deadlines.Add(this, method.Timeout ?? Host.Options.ResponseTimeout);
            callerTokenWatch = callerToken.UnsafeRegister(static (call, _) => ((Call)call!).GiveUp(), this);
        }

        if (!IsMoot)
            Host.Dispatcher.Send(this, Leg.Request);
    }

    internal override Task Invoke(Activation activation) => Spans.HasListeners() ? InvokeInSpan(activation) : InvokeAlone(activation);

    private async Task InvokeInSpan(Activation activation)
    {
        using var span = Spans.StartActivity(Method, ActivityKind.Server, callersSpan);
        span?.SetTag("rpc.orleans.target_id", Target.ForLog());
        await InvokeAlone(activation);
    }

    private Task InvokeAlone(Activation activation)
    {
        if (method.OneWay)
            return Run(activation.GrainInstance!, arguments);

        if (callerToken.CanBeCanceled)
        {
            calleeToken = new CancellationTokenSource();
            arguments[method.TokenIndex] = calleeToken.Token;
        }

        // The runner first, then a look at whether the caller has gone: he sets that first, then looks for a runner.
        Volatile.Write(ref runner, activation);
        Interlocked.MemoryBarrier();
        return Volatile.Read(ref settled) == 0 ? Run(activation.GrainInstance!, arguments) : Task.CompletedTask;
    }

    internal override void Finish(Task outcome)
    {
        Volatile.Write(ref runner, null);
        if (outcome.Exception?.InnerException is { } exception)
        {
            if (method.OneWay)
                LogOneWayFailed(Host.Log, this, exception);
            else
                LogFailed(Host.Log, this, exception);
        }

        if (!method.OneWay)
            Host.Dispatcher.Send(this, Leg.Answer);
    }

    /// <summary>Answers without having run.</summary>
    internal void Fail(Exception exception)
    {
        if (method.OneWay)
        {
            LogOneWayFailed(Host.Log, this, exception);
            return;
        }

        SetOutcome(exception);
        Host.Dispatcher.Send(this, Leg.Answer);
    }

    /// <summary>The caller's time is over. The grain is not told: what it does, it does.</summary>
    internal void TimeOut()
    {
        if (!TrySettle())
            return;

        var limit = method.Timeout ?? Host.Options.ResponseTimeout;
        LogTimedOut(Host.Log, this, limit);
        SettleWith(new TimeoutException($"No answer within {limit} to {this}."));
    }

    /// <summary>The process ends before the answer came.</summary>
    internal void Abandon()
    {
        if (TrySettle())
            SettleWith(new SiloUnavailableException($"The process is shutting down; there will be no answer to {this}."));
    }

    private protected abstract Task Run(object grain, object?[] arguments);

    private protected abstract void SetOutcome(Exception exception);

    private protected abstract void DeliverOutcome();

    private protected abstract void SettleWith(Exception exception);

    private void GiveUp()
    {
        if (!TrySettle())
            return;

        // Whoever awaits the call must not continue inside the code that cancels.
        if (Host.Dispatcher.ContinuesInPlace && TurnQueue.Current is { } turns)
            turns.Post(static call => ((Call)call!).SettleWith(new OperationCanceledException(((Call)call).callerToken)), this);
        else
            SettleWith(new OperationCanceledException(callerToken));

        if (Volatile.Read(ref runner) is not null)
            Host.Dispatcher.Send(this, Leg.Cancellation);
    }

    private void CancelCallee()
    {
        try
        {
            if (runner is not null)
                calleeToken?.Cancel();
        }
        catch (AggregateException exception)
        {
            LogCancellationFailed(Host.Log, this, exception);
        }
    }

    private bool TrySettle()
    {
        if (Interlocked.Exchange(ref settled, 1) != 0)
            return false;

        Lane?.Remove(this);
        callerTokenWatch.Unregister();
        return true;
    }
}
