namespace LeadSail.Simulation.Checks;

/// <summary>One start request, as the provider and the wire know it. Times are those that have passed since the world began, unless they are called wall.</summary>
internal sealed class Post
{
    /// <summary>Counts start requests, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Which attempt it says it is.</summary>
    public required string AttemptId { get; init; }

    /// <summary>Whom it calls, E.164.</summary>
    public required string Phone { get; init; }

    /// <summary>When it left.</summary>
    public required TimeSpan SentAt { get; init; }

    /// <summary>What the machine's clock showed then.</summary>
    public required DateTimeOffset SentAtWall { get; init; }

    /// <summary>Whether a phone rang, or may have as far as anybody can tell from outside.</summary>
    public bool Rang { get; set; }

    /// <summary>When the phone began to ring.</summary>
    public TimeSpan RangAt { get; set; }

    /// <summary>When the line was free again.</summary>
    public TimeSpan OverAt { get; set; }

    /// <summary>The conversation, if there was one.</summary>
    public string? ConversationId { get; set; }

    /// <summary>Whether the product was told, beyond doubt, that nothing was dialled.</summary>
    public bool RefusalHeard { get; set; }

    /// <summary>Whether somebody spoke.</summary>
    public bool SpokenTo { get; set; }

    /// <summary>When the person asked to be called back; null when nobody did, or no time was said.</summary>
    public DateTimeOffset? CallbackAt { get; set; }

    /// <summary>What came of it, in a word.</summary>
    public string Fate { get; set; } = "on its way";
}
