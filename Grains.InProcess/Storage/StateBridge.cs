using Microsoft.Extensions.Logging;
using Orleans.Activations;
using Orleans.Identity;

namespace Orleans.Storage;

/// <summary>
/// The operations on one stored state, one after the other. Each yields before it starts, so none completes at once;
/// what is written is the state at the start of the operation.
/// </summary>
internal abstract partial class StateBridge(Activation activation, string name)
{
    private Operation? last;

    private enum Kind
    {
        Read,
        Write,
        Clear,
    }

    protected Activation Activation { get; } = activation;

    protected string Name { get; } = name;

    /// <summary>Whether it was read once.</summary>
    protected bool IsLoaded { get; private set; }

    public Task ReadStateAsync() => Queue(Kind.Read, CancellationToken.None);

    public Task ReadStateAsync(CancellationToken cancellationToken) => Queue(Kind.Read, cancellationToken);

    public Task WriteStateAsync() => Queue(Kind.Write, CancellationToken.None);

    public Task WriteStateAsync(CancellationToken cancellationToken) => Queue(Kind.Write, cancellationToken);

    public Task ClearStateAsync() => Queue(Kind.Clear, CancellationToken.None);

    public Task ClearStateAsync(CancellationToken cancellationToken) => Queue(Kind.Clear, cancellationToken);

    protected abstract Task ReadCoreAsync(CancellationToken token);

    protected abstract Task WriteCoreAsync(CancellationToken token);

    protected abstract Task ClearCoreAsync(CancellationToken token);

    private Task Queue(Kind kind, CancellationToken token)
    {
        Activation.RequireTurn();

        // What has not started yet will take the present state along, unless one of the two could be cancelled alone.
        if (kind != Kind.Read && !token.CanBeCanceled && last is { Started: false, Token.CanBeCanceled: false } waiting && waiting.Kind == kind)
            return waiting.Completion;

        var operation = new Operation(kind, token);
        operation.Completion = RunAsync(operation, last);
        last = operation;
        return operation.Completion;
    }

    private async Task RunAsync(Operation operation, Operation? earlier)
    {
        await Task.Yield();
        try
        {
            if (earlier is not null)
                await earlier.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

            operation.Started = true;
            if (!IsDoneBy(operation, earlier))
                await RunCoreAsync(operation);
            IsLoaded |= operation.Kind == Kind.Read;
        }
        finally
        {
            if (last == operation)
                last = null;
        }
    }

    // After a success memory and store agree: a read has nothing to fetch. Nor is there anything to clear twice.
    private static bool IsDoneBy(Operation operation, Operation? earlier) =>
        earlier is { Completion.IsCompletedSuccessfully: true }
        && (operation.Kind == Kind.Read || (operation.Kind == Kind.Clear && earlier.Kind == Kind.Clear));

    private async Task RunCoreAsync(Operation operation)
    {
        try
        {
            Activation.RequireTurn();
            await (operation.Kind switch
            {
                Kind.Read => ReadCoreAsync(operation.Token),
                Kind.Write => WriteCoreAsync(operation.Token),
                _ => ClearCoreAsync(operation.Token),
            });
        }
        catch (OperationCanceledException) when (operation.Token.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            LogFailed(Activation.Host.Log, operation.Kind.ToString(), Name, Activation, exception);
            if (exception is OrleansException)
                throw;
            throw new OrleansException($"{operation.Kind} of state \"{Name}\" of {Activation.GrainId.ForLog()} failed: {exception.Message}", exception);
        }
    }

    [LoggerMessage(21, LogLevel.Error, "{Operation} of state {State} of {Grain} failed")]
    private static partial void LogFailed(ILogger logger, string operation, string state, Activation grain, Exception exception);

    private sealed class Operation(Kind kind, CancellationToken token)
    {
        public Kind Kind { get; } = kind;

        public CancellationToken Token { get; } = token;

        public bool Started { get; set; }

        public Task Completion { get; set; } = Task.CompletedTask;
    }
}
