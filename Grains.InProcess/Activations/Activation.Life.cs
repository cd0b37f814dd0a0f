using Microsoft.Extensions.DependencyInjection;
using Orleans.Calls;
using Orleans.Timers;

namespace Orleans.Activations;

/// <summary>Beginning and end.</summary>
internal sealed partial class Activation
{
    private static readonly DeactivationReason ShuttingDown = new(DeactivationReasonCode.ShuttingDown, "The process is shutting down.");

    private ActivationState state;
    private DeactivationReason reason;
    private CancellationTokenSource? activationLimit;
    private CancellationTokenSource? deactivationLimit;
    private CancellationToken promptly;
    private bool begun;
    private bool wasValid;
    private bool ending;
    private bool retiring;

    private bool EndIsDue => state == ActivationState.Deactivating && begun && running == 0 && !ending;

    /// <summary>Builds and activates the grain in the first turn.</summary>
    public void Start()
    {
        activationLimit = new CancellationTokenSource(Host.Options.ActivationTimeout, Host.Clock);
        Turns.Post(static activation => _ = ((Activation)activation!).ActivateAsync(), this);
    }

    /// <inheritdoc/>
    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        bool pump;
        lock (gate)
        {
            BeginEnd(deactivationReason, cancellationToken);
            pump = ClaimPump();
        }

        if (pump)
            QueuePump();
        if (!begun)
            Turns.Post(static activation => ((Activation)activation!).activationLimit?.Cancel(), this);
    }

    /// <summary>The process shuts down: serves the calls there are, then ends.</summary>
    public void Retire()
    {
        bool pump;
        lock (gate)
        {
            retiring = true;
            pump = ClaimPump();
        }

        if (pump)
            QueuePump();
    }

    // With the gate held. The first reason counts.
    private void BeginEnd(DeactivationReason why, CancellationToken prompt = default)
    {
        if (state == ActivationState.Ended)
            return;
        if (reason.ReasonCode == DeactivationReasonCode.None)
            reason = why;
        if (state == ActivationState.Deactivating)
            return;

        wasValid = state == ActivationState.Valid;
        state = ActivationState.Deactivating;
        promptly = prompt;
        deactivationLimit = new CancellationTokenSource(Host.Options.DeactivationTimeout, Host.Clock);
    }

    private async Task ActivateAsync()
    {
        var limit = activationLimit!;
        var token = limit.Token;
        Exception? failure = null;
        try
        {
            scope = Host.Services.CreateAsyncScope();
            GrainInstance = Class.Create(this);
            await Task.WhenAll(states.Select(static bridge => bridge.ReadStateAsync())).WaitAsync(token);
            if (GrainInstance is IGrainBase grain)
                await grain.OnActivateAsync(token).WaitAsync(token);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        bool pump;
        lock (gate)
        {
            begun = true;
            activationLimit = null;
            idleSince = Host.Clock.GetTimestamp();
            if (state == ActivationState.Activating && failure is null)
                state = ActivationState.Valid;
            else if (state == ActivationState.Activating)
                BeginEnd(new DeactivationReason(DeactivationReasonCode.ActivationFailed, failure, "The grain could not be activated."));
            else
                failure = null;
            pump = ClaimPump();
        }

        limit.Dispose();
        if (failure is not null)
            LogActivationFailed(Host.Log, this, failure);
        if (pump)
            QueuePump();
    }

    private async Task EndAsync()
    {
        using var limit = deactivationLimit!;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, promptly);
        if (wasValid && GrainInstance is IGrainBase grain)
            await TryAsync(() => grain.OnDeactivateAsync(reason, either.Token).WaitAsync(either.Token), nameof(IGrainBase.OnDeactivateAsync));

        // None of them has ticked since the end began.
        DisposeTimers();
        await TryAsync(DisposeGrainAsync, "disposal");

        // First out of the catalog, then over: whoever still finds this activation queues here and is sent on below.
        Host.Catalog.Remove(this);
        Call[] rest;
        lock (gate)
        {
            state = ActivationState.Ended;
            rest = [.. waiting.OfType<Call>()];
            waiting.Clear();
        }

        LogEnded(Host.Log, this, reason.ReasonCode);
        foreach (var call in rest)
        {
            if (reason.Exception is { } failure)
                call.Fail(failure);
            else
                Host.Catalog.Forward(call);
        }

        Host.Catalog.Ended();
    }

    private async Task DisposeGrainAsync()
    {
        if (GrainInstance is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else if (GrainInstance is IDisposable synchronous)
            synchronous.Dispose();

        if (scope is { } services)
            await services.DisposeAsync();
    }

    private void DisposeTimers()
    {
        GrainTimer[] all;
        lock (gate)
            all = [.. timers];
        foreach (var timer in all)
            timer.Dispose();
    }

    private async Task TryAsync(Func<Task> step, string name)
    {
        try
        {
            await step();
        }
        catch (Exception exception)
        {
            LogStepFailed(Host.Log, this, name, exception);
        }
    }
}
