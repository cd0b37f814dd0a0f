namespace LeadSail.Simulation.Checks;

/// <summary>Something that a client asked of the product.</summary>
internal sealed class Ask
{
    public required AskKind Kind { get; init; }

    public required TimeSpan SentAt { get; init; }

    /// <summary>The number, lead or campaign it is about; empty for all of them.</summary>
    public required string About { get; init; }

    /// <summary>For a switch, where to; for a limit, how many.</summary>
    public int Value { get; init; }

    /// <summary>When it was answered with success; null when it was refused, or never answered.</summary>
    public TimeSpan? DoneAt { get; set; }

    /// <summary>The code of a refusal.</summary>
    public string? Refusal { get; set; }

    /// <summary>The call that the answer names.</summary>
    public string? InteractionId { get; set; }
}

/// <summary>What can be asked.</summary>
internal enum AskKind
{
    /// <summary>Call a lead.</summary>
    Call,

    /// <summary>Put a number on the do-not-call list.</summary>
    List,

    /// <summary>Take it off.</summary>
    Unlist,

    /// <summary>Enter or change a lead.</summary>
    Lead,

    /// <summary>Give a lead another name, by number.</summary>
    Rename,

    /// <summary>Let the dialer have a lead.</summary>
    Dialer,

    /// <summary>Pause all dialling (1), or let it go on (0).</summary>
    PauseAll,

    /// <summary>Pause a campaign's dialer (1), or let it go on (0).</summary>
    PauseDialer,

    /// <summary>Switch a campaign on (1) or off (0).</summary>
    Activate,

    /// <summary>At most so many calls to a number in 24 h; 0: no limit of ours.</summary>
    Cap,
}
