namespace LeadSail.Calls;

/// <summary>What came of an interaction. Everything but <see cref="InProgress"/> is final, and a final status never changes.</summary>
public enum InteractionStatus
{
    /// <summary>Not final: queued, dialling, ringing or talking.</summary>
    InProgress,

    /// <summary>A positive conversation.</summary>
    Completed,

    /// <summary>Started, did not finish.</summary>
    Incomplete,

    /// <summary>A voicemail was left or reached.</summary>
    Voicemail,

    /// <summary>Nobody answered.</summary>
    NoAnswer,

    /// <summary>The line was busy.</summary>
    Busy,

    /// <summary>The sequence is used up without reaching the lead, or the number does not exist.</summary>
    NoContact,

    /// <summary>The lead asked to be called back.</summary>
    ScheduledCallback,

    /// <summary>The agent found that a follow-up is needed.</summary>
    FollowUp,

    /// <summary>The agent qualified the lead.</summary>
    Qualified,

    /// <summary>The agent disqualified the lead.</summary>
    Disqualified,

    /// <summary>The lead asked not to be called again.</summary>
    Dnc,

    /// <summary>A technical error.</summary>
    Error,
}
