namespace LeadSail.Simulator.Calls;

/// <summary>One start request, in the log that is committed before anything rings. It never changes: the clock reveals the rest.</summary>
public sealed record Dial
{
    /// <summary>When the request came.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The number to dial, as the request gave it; empty when it gave none.</summary>
    public required string To { get; init; }

    /// <summary>The endpoint it came by.</summary>
    public required Transport Transport { get; init; }

    /// <summary>The number it was dialled from; null when nothing was dialled.</summary>
    public string? From { get; init; }

    /// <summary>The caller's id of the attempt (<c>user_id</c>).</summary>
    public string? AttemptId { get; init; }

    /// <summary>The agent asked for.</summary>
    public string? AgentId { get; init; }

    /// <summary>The conversation that came of it; null when nothing was dialled.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The ending that the number chose; null when the request was refused before it came to that.</summary>
    public string? Ending { get; init; }

    /// <summary>Which dial of this number it was, from 1; 0 when the request was refused before it came to that.</summary>
    public int Nth { get; init; }

    /// <summary>What the start request was told: an HTTP status, or <c>dropped</c>.</summary>
    public required string Answer { get; init; }

    /// <summary>Whether a carrier was asked to ring.</summary>
    public bool Dialled { get; init; }

    /// <summary>What was refused, why nobody was reached, or what happened on the phone.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was, or will be, picked up; null when it never is.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When the line was, or will be, free again; the request's own instant when nothing was dialled.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>How it stands at an instant, as the log shows it.</summary>
    public DialEntry At(DateTimeOffset now) => new(
        Time, To, From, AttemptId, AgentId, ConversationId, Transport, Ending, Nth, Answer, Dialled, OutcomeAt(now),
        now < EndedAt ? null : Reason, now < AnsweredAt ? null : AnsweredAt, now < EndedAt ? null : EndedAt);

    private string OutcomeAt(DateTimeOffset now) => this switch
    {
        { Dialled: false } => Answer == "dropped" ? "dropped" : "refused",
        { AnsweredAt: { } answered } when now >= EndedAt => "ended",
        { AnsweredAt: { } answered } when now >= answered => "talking",
        _ when now >= EndedAt => "not_connected",
        _ => "ringing",
    };
}

/// <summary>
/// A row of the dial log as it is read. <c>outcome</c> is refused, dropped (nothing rang), ringing, talking, ended or not_connected;
/// what lies in the future is null.
/// </summary>
public sealed record DialEntry(
    DateTimeOffset Time, string To, string? From, string? AttemptId, string? AgentId, string? ConversationId, Transport Transport,
    string? Ending, int Nth, string Answer, bool Dialled, string Outcome, string? Reason, DateTimeOffset? AnsweredAt, DateTimeOffset? EndedAt);
