using Orleans.Hosting;

namespace Orleans.Calls;

/// <summary>A call with the type of its answer.</summary>
internal sealed class Call<TAnswer>(GrainHost host, GrainMethod<TAnswer> method, GrainId target, object?[] arguments)
    : Call(host, method, target, arguments)
{
    private readonly TaskCompletionSource<TAnswer> answer =
        new(host.Dispatcher.ContinuesInPlace ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);

    private Task<TAnswer>? outcome;

    public Task<TAnswer> Answer => answer.Task;

    private protected override Task Run(object grain, object?[] arguments) => outcome = RunMethod(grain, arguments);

    private protected override void SetOutcome(Exception exception) => outcome = Task.FromException<TAnswer>(exception);

    private protected override void DeliverOutcome() => answer.TrySetFromTask(outcome!);

    private protected override void SettleWith(Exception exception)
    {
        if (exception is OperationCanceledException canceled)
            answer.TrySetCanceled(canceled.CancellationToken);
        else
            answer.TrySetException(exception);
    }

    // Being asynchronous, it turns what the method throws at once into a failed task, and undoes what it does to ambient data.
    private async Task<TAnswer> RunMethod(object grain, object?[] arguments)
    {
        var running = method.Invoke(grain, arguments);
        if (running is Task<TAnswer> typed)
            return await typed;

        await running;
        return default!;
    }
}
