namespace LeadSail.Simulator.Endings;

/// <summary>What happens on the phone.</summary>
public enum Story
{
    /// <summary>The conversation reaches its goal.</summary>
    Completed,

    /// <summary>The callee hangs up in mid-talk.</summary>
    Incomplete,

    /// <summary>Somebody picks up and nobody speaks.</summary>
    Silence,

    /// <summary>A mailbox picks up.</summary>
    Voicemail,

    /// <summary>It rings until the ringing time is over.</summary>
    NoAnswer,

    /// <summary>The line is busy.</summary>
    Busy,

    /// <summary>The callee asks to be called tomorrow at 15:00.</summary>
    Callback,

    /// <summary>The callee asks to be called another time, without saying when.</summary>
    CallbackOpen,

    /// <summary>The callee fits.</summary>
    Qualified,

    /// <summary>The callee does not fit.</summary>
    Disqualified,

    /// <summary>A person has to follow up.</summary>
    FollowUp,

    /// <summary>The callee asks not to be called again.</summary>
    DoNotCall,

    /// <summary>The number belongs to somebody else.</summary>
    WrongPerson,

    /// <summary>The number does not exist.</summary>
    NumberGone,

    /// <summary>Our own trunk cannot place the call.</summary>
    TrunkFault,

    /// <summary>The callee declines without picking up.</summary>
    Declined,
}
