using LeadSail.Calls;
using LeadSail.Providers;
using LeadSail.Simulation.Worlds;

namespace LeadSail.Simulation.Providers;

/// <summary>The provider as one process reaches it. A process that is dead hears nothing any more.</summary>
internal sealed class ProviderPort(World world, LiveProcess process) : IVoiceProvider
{
    public string Key => Provider.Key;

    public Task<StartCallResult> StartCallAsync(StartCallRequest request, CancellationToken cancellationToken)
    {
        world.Guard.RequireTurn("the provider");
        var reply = new TaskCompletionSource<StartCallResult>();
        world.Provider.Start(request, () => process.IsAlive && !reply.Task.IsCompleted, result => reply.TrySetResult(result));
        return reply.Task.WaitAsync(cancellationToken);
    }

    public Task<CallReport?> GetCallAsync(string conversationId, CancellationToken cancellationToken) => AskAsync(() => world.Provider.Find(conversationId), cancellationToken);

    public Task<IReadOnlyList<CallReport>> FindCallsAsync(string attemptId, string? providerAgentId, CancellationToken cancellationToken) =>
        AskAsync(() => world.Provider.FindByAttempt(attemptId), cancellationToken);

    public Task<IReadOnlyCollection<string>> ListCallsAsync(DateTimeOffset since, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyCollection<string>>([]);

    public Task<Recording?> OpenRecordingAsync(string conversationId, CancellationToken cancellationToken) => Task.FromResult<Recording?>(null);

    public Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ProviderNumber>>([]);

    private async Task<T> AskAsync<T>(Func<T> look, CancellationToken cancellationToken)
    {
        world.Guard.RequireTurn("the provider");
        var (wait, answers) = world.Provider.Asked();
        await Task.Delay(wait / 2, process.Clock, cancellationToken);
        var found = answers ? look() : throw new ProviderUnavailableException("The connection was reset.");
        await Task.Delay(wait / 2, process.Clock, cancellationToken);
        return found;
    }
}
