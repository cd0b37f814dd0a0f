namespace LeadSail.Simulator.Endings;

/// <summary>Why a dial connected nobody, in the words that the provider uses for it.</summary>
/// <param name="Reason">The webhook's <c>failure_reason</c>: busy, no-answer or unknown.</param>
/// <param name="SipCode">The SIP status.</param>
/// <param name="SipText">Its reason phrase.</param>
/// <param name="ErrorType">The conversation's <c>metadata.error.error_type</c>.</param>
/// <param name="TwilioStatus">Twilio's <c>CallStatus</c>.</param>
public sealed record Failure(string Reason, int SipCode, string SipText, string ErrorType, string TwilioStatus)
{
    /// <summary>The text as measured in the reply of a failed SIP start.</summary>
    public string Message => $"INVITE failed: sip status: {SipCode}: {SipText} (SIP {SipCode})";

    /// <summary>
    /// The failure of a story, or null when somebody or something picks up. Twilio cancels what rings too long (487), says 487 with a busy
    /// status too (the official sample), and has no trunk of ours that could fail: its own network fault is a 503.
    /// </summary>
    public static Failure? Of(Story story, Transport transport) => (story, transport) switch
    {
        (Story.NoAnswer, Transport.Twilio) => new("no-answer", 487, "Request Terminated", "no_answer", "no-answer"),
        (Story.NoAnswer, _) => new("no-answer", 480, "Temporarily Unavailable", "no_answer", "no-answer"),
        (Story.Busy, Transport.Twilio) => new("busy", 487, "Request Terminated", "line_busy", "busy"),
        (Story.Busy, _) => new("busy", 486, "Busy Here", "line_busy", "busy"),
        (Story.NumberGone, _) => new("unknown", 410, "Gone", "call_initialization_error", "failed"),
        (Story.TrunkFault, Transport.Twilio) => new("unknown", 503, "Service Unavailable", "call_initialization_error", "failed"),
        (Story.TrunkFault, _) => new("unknown", 404, "Domain unavailable", "call_initialization_error", "failed"),
        (Story.Declined, _) => new("unknown", 603, "Decline", "call_rejected", "failed"),
        _ => null,
    };
}
