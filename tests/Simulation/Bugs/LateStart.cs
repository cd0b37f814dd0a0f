using LeadSail.Calls;
using LeadSail.Providers;
using LeadSail.Simulation.Worlds;

namespace LeadSail.Simulation.Bugs;

/// <summary>Every fifth start request waits half a minute before it leaves.</summary>
internal sealed class LateStart : Bug
{
    private int started;

    public override IVoiceProvider Provider(IVoiceProvider provider, LiveProcess process) => new Late(this, provider, process);

    private sealed class Late(LateStart bug, IVoiceProvider provider, LiveProcess process) : IVoiceProvider
    {
        public string Key => provider.Key;

        public async Task<StartCallResult> StartCallAsync(StartCallRequest request, CancellationToken cancellationToken)
        {
            if (bug.started++ % 5 == 4)
            {
                await Task.Delay(TimeSpan.FromSeconds(30), process.Clock, cancellationToken);
            }

            return await provider.StartCallAsync(request, cancellationToken);
        }

        public Task<CallReport?> GetCallAsync(string conversationId, CancellationToken cancellationToken) => provider.GetCallAsync(conversationId, cancellationToken);

        public Task<IReadOnlyList<CallReport>> FindCallsAsync(string attemptId, string? providerAgentId, CancellationToken cancellationToken) =>
            provider.FindCallsAsync(attemptId, providerAgentId, cancellationToken);

        public Task<IReadOnlyCollection<string>> ListCallsAsync(DateTimeOffset since, CancellationToken cancellationToken) => provider.ListCallsAsync(since, cancellationToken);

        public Task<Recording?> OpenRecordingAsync(string conversationId, CancellationToken cancellationToken) => provider.OpenRecordingAsync(conversationId, cancellationToken);

        public Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(CancellationToken cancellationToken) => provider.ListNumbersAsync(cancellationToken);
    }
}
