using LeadSail.Calls;

namespace LeadSail.Providers;

/// <summary>The provider: outside of all processes, and a witness. Phones ring until a test hangs up.</summary>
public sealed class PhoneCompany : IVoiceProvider
{
    private readonly Lock gate = new();
    private readonly List<PhoneCall> calls = [];
    private readonly Dictionary<string, Reply> replies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> most = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Key => "elevenlabs";

    /// <summary>What start requests of an agent come to from now on.</summary>
    public void Answer(string agentId, Reply reply)
    {
        lock (gate)
        {
            replies[agentId] = reply;
        }
    }

    /// <summary>All that an agent was asked to dial, in order.</summary>
    public IReadOnlyList<PhoneCall> CallsOf(string agentId)
    {
        lock (gate)
        {
            return [.. calls.Where(call => call.AgentId == agentId)];
        }
    }

    /// <summary>How many phones of an agent rang at once at most.</summary>
    public int MostAtOnce(string agentId)
    {
        lock (gate)
        {
            return most.GetValueOrDefault(agentId);
        }
    }

    /// <inheritdoc/>
    public Task<StartCallResult> StartCallAsync(StartCallRequest request, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var agentId = request.ProviderAgentId;
            var reply = replies.GetValueOrDefault(agentId);
            var call = new PhoneCall($"conv_{calls.Count}", request, reply != Reply.NothingRings);
            calls.Add(call);
            most[agentId] = Math.Max(most.GetValueOrDefault(agentId), calls.Count(other => other.AgentId == agentId && other.IsRinging));
            return reply switch
            {
                Reply.Placed => Task.FromResult<StartCallResult>(new StartCallResult.Placed(call.ConversationId, null)),
                Reply.Never => Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith<StartCallResult>(_ => throw new OperationCanceledException(cancellationToken), TaskScheduler.Default),
                Reply.Broken => Task.FromException<StartCallResult>(new HttpRequestException("The connection was reset.")),
                _ => Task.FromResult<StartCallResult>(new StartCallResult.Unknown("The connection was lost.")),
            };
        }
    }

    /// <inheritdoc/>
    public Task<CallReport?> GetCallAsync(string conversationId, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(calls.Find(call => call.Rang && call.ConversationId == conversationId)?.Report());
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CallReport>> FindCallsAsync(string attemptId, string? providerAgentId, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<CallReport>>([.. calls.Where(call => call.Rang && call.AttemptId == attemptId).Select(call => call.Report())]);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyCollection<string>> ListCallsAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyCollection<string>>([.. calls.Where(call => call.Rang).Select(call => call.ConversationId)]);
        }
    }

    /// <inheritdoc/>
    public Task<Recording?> OpenRecordingAsync(string conversationId, CancellationToken cancellationToken) => Task.FromResult<Recording?>(null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ProviderNumber>>([]);
}

/// <summary>What a start request comes to.</summary>
public enum Reply
{
    /// <summary>The phone rings, and the reply says so.</summary>
    Placed,

    /// <summary>The phone rings, and whoever asked waits for the reply until it gives up.</summary>
    Never,

    /// <summary>The phone rings, and the reply is lost.</summary>
    Lost,

    /// <summary>The phone rings, and waiting for the reply ends with an exception.</summary>
    Broken,

    /// <summary>Nothing rings, and the reply is lost.</summary>
    NothingRings,
}
