using LeadSail.Calls;
using LeadSail.Simulation.Checks;

namespace LeadSail.Simulation.Providers;

/// <summary>A call at the provider, as it will have been when it is over.</summary>
internal sealed record Conversation
{
    public required string Id { get; init; }

    public required Post Post { get; init; }

    public required string AgentId { get; init; }

    /// <summary>When the call is over and its report is made.</summary>
    public required TimeSpan ReportedAt { get; init; }

    /// <summary>When lists show it.</summary>
    public required TimeSpan ListedAt { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required int Seconds { get; init; }

    public required CallOutcome Outcome { get; init; }

    /// <summary>The provider never notices its end.</summary>
    public bool IsStuck { get; init; }

    public string Summary => $"What was said in {Id}.";

    /// <summary>What the provider says of it at an instant.</summary>
    public CallReport ReportAt(TimeSpan now) => now < ReportedAt || IsStuck
        ? new CallReport { ConversationId = Id, AttemptId = Post.AttemptId, ProviderAgentId = AgentId, ExternalNumber = Post.Phone, StartedAt = StartedAt }
        : Report;

    /// <summary>All that there is to say in the end.</summary>
    public CallReport Report => new()
    {
        ConversationId = Id,
        AttemptId = Post.AttemptId,
        ProviderAgentId = AgentId,
        ExternalNumber = Post.Phone,
        StartedAt = StartedAt,
        DurationSeconds = Seconds,
        Outcome = Outcome,
        Summary = Summary,
        Transcript = Outcome.SpokenTo ? [new TranscriptLine { Message = $"Hello from {Id}", Timestamp = StartedAt }] : [],
    };

    /// <summary>The event of a start that failed, which names neither attempt nor anything said.</summary>
    public CallReport Failure(DateTimeOffset now) => new()
    {
        ConversationId = Id, ProviderAgentId = AgentId, ExternalNumber = Post.Phone, SaidAt = now, Outcome = Outcome,
    };
}
