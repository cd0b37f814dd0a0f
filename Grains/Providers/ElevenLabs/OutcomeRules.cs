using LeadSail.Calls;

namespace LeadSail.Providers.ElevenLabs;

/// <summary>What a report says that bears on the outcome. Nothing in it is speech, except <see cref="CallbackAt"/>.</summary>
internal sealed record CallEvidence
{
    /// <summary>Whether the report is of a call that never connected: a failure webhook, or a failed start reply.</summary>
    public bool StartFailed { get; init; }

    /// <summary>The conversation's status.</summary>
    public string? Status { get; init; }

    /// <summary>The webhook's <c>failure_reason</c>: busy, no-answer, unknown.</summary>
    public string? FailureReason { get; init; }

    /// <summary>Twilio's <c>CallStatus</c>.</summary>
    public string? CallStatus { get; init; }

    /// <summary>The SIP response code, 300–699.</summary>
    public int? SipCode { get; init; }

    /// <summary>Whether <c>metadata.error</c> is there.</summary>
    public bool HasError { get; init; }

    /// <summary><c>metadata.error.code</c>: a SIP code or one of the provider's own.</summary>
    public int? ErrorCode { get; init; }

    /// <summary><c>metadata.error.error_type</c>; live, though not in the published schema.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The carrier's or provider's words for a failure.</summary>
    public string? Reason { get; init; }

    /// <summary>The provider's words for the end of a conversation.</summary>
    public string? TerminationReason { get; init; }

    /// <summary>How the provider judges the agent's goal: success, failure, unknown.</summary>
    public string? CallSuccessful { get; init; }

    /// <summary>The collected disposition when it is one that we define; else null.</summary>
    public InteractionStatus? Disposition { get; init; }

    /// <summary>The collected callback time, as text.</summary>
    public string? CallbackAt { get; init; }

    /// <summary>Whether the do-not-call tool was called.</summary>
    public bool DoNotCallTool { get; init; }

    /// <summary>The last turn with human words; -1 when there is none.</summary>
    public int LastWords { get; init; } = -1;

    /// <summary>The last sign of a mailbox; null when there is none.</summary>
    public MailboxSign? Mailbox { get; init; }
}

/// <summary>A sign that a machine answered.</summary>
/// <param name="Turn">At which turn; -1 when the report does not say where.</param>
/// <param name="What">Its name, for the evidence.</param>
internal readonly record struct MailboxSign(int Turn, string What);

/// <summary>The mapping table: evidence to interaction status, first row that matches. The README has the rows.</summary>
internal static class OutcomeRules
{
    private const int AgentLimitCode = 4300;

    /// <summary>Decides; null while the conversation runs.</summary>
    public static CallOutcome? Decide(CallEvidence said)
    {
        if (said.DoNotCallTool || said.Disposition == InteractionStatus.Dnc)
            return Outcome(said, 3, InteractionStatus.Dnc, spokenTo: true);
        if (!said.StartFailed && said.Status is not ("done" or "failed"))
            return null;
        if (said.ErrorCode == AgentLimitCode || SaysAgentLimit(said.Reason))
            return Error(said, 0, Codes.ProviderBusy, "The agent has used up its calls of today at the provider; nothing was dialled.");

        // Who spoke was reached, so the rows for failed starts are for those who did not.
        var spoke = said.LastWords >= 0;
        return (spoke && !said.StartFailed ? null : NotConnected(said)) ?? Talked(said, spoke);
    }

    /// <summary>Whether a text is the provider's for an agent beyond its daily limit.</summary>
    public static bool SaysAgentLimit(string? text) => text?.Contains("daily call limit", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Rows 4–8.</summary>
    private static CallOutcome? NotConnected(CallEvidence said)
    {
        // Carriers end a busy call with SIP 487 too, so the named reasons go before the code.
        string?[] named = [Letters(said.FailureReason), Letters(said.CallStatus)];
        if (named.Contains("busy"))
            return Outcome(said, 4, InteractionStatus.Busy);
        if (named.Contains("noanswer"))
            return Outcome(said, 5, InteractionStatus.NoAnswer);
        if (named.Contains("canceled") || named.Contains("cancelled"))
            return Outcome(said, 7, InteractionStatus.NoAnswer);

        return (said.SipCode, said.ErrorType) switch
        {
            (486 or 600, _) or (_, "line_busy") => Outcome(said, 4, InteractionStatus.Busy),
            (408 or 480 or 487, _) or (_, "no_answer") => Outcome(said, 5, InteractionStatus.NoAnswer),
            (410 or 484 or 604, _) => NoSuchNumber(said),
            (404, _) when !Names(said.Reason, "domain", "rout") => NoSuchNumber(said),
            (603 or 607 or 608, _) or (_, "call_rejected" or "blocked_by_user") => Outcome(said, 7, InteractionStatus.NoAnswer),
            (403, _) when !IsAboutUs(said.Reason) => Outcome(said, 7, InteractionStatus.NoAnswer),
            _ when said.StartFailed || said.SipCode is not null || said.ErrorCode is 1011 or 3000 or 1002 => Failed(said, 8),
            _ => null,
        };
    }

    /// <summary>Rows 9–17.</summary>
    private static CallOutcome Talked(CallEvidence said, bool spoke)
    {
        if (said.Disposition is { } disposition and not InteractionStatus.ScheduledCallback)
            return Outcome(said, 9, disposition, spokenTo: true);
        if (said.Disposition == InteractionStatus.ScheduledCallback || said.CallbackAt?.Any(char.IsAsciiDigit) == true)
            return Outcome(said, 10, InteractionStatus.ScheduledCallback, spokenTo: true) with { CallbackAt = said.CallbackAt };
        if (said.Status == "failed" || said.HasError)
            return spoke ? Outcome(said, 11, InteractionStatus.Incomplete, spokenTo: true) : Failed(said, 11);
        if (CouldNotTalk(said.TerminationReason))
            return Failed(said, 12);
        if (said.Mailbox is { } mailbox && mailbox.Turn >= said.LastWords)
            return Outcome(said, 13, InteractionStatus.Voicemail);
        if (!spoke)
            return Outcome(said, 14, InteractionStatus.Incomplete);
        if (said.CallSuccessful == "success")
            return Outcome(said, 16, InteractionStatus.Completed, spokenTo: true);
        return Outcome(said, WasCutOff(said.TerminationReason) ? 15 : 17, InteractionStatus.Incomplete, spokenTo: true);
    }

    private static CallOutcome Outcome(CallEvidence said, int row, InteractionStatus status, bool spokenTo = false) => new()
    {
        Status = status,
        SpokenTo = spokenTo,
        TerminationReason = Cut(said.TerminationReason ?? said.Reason ?? said.FailureReason ?? said.CallStatus, 500),
        SipCode = said.SipCode,
        Evidence = $"{row}: {string.Join(", ", Facts(said))}",
    };

    private static CallOutcome Error(CallEvidence said, int row, string code, string message) =>
        Outcome(said, row, InteractionStatus.Error, spokenTo: said.LastWords >= 0) with { ErrorCode = code, ErrorMessage = message };

    private static CallOutcome Failed(CallEvidence said, int row) =>
        Error(said, row, Codes.ProviderError, $"The provider could not hold the call: {Cut(said.Reason ?? said.TerminationReason, 400) ?? "it gives no reason"}");

    private static CallOutcome NoSuchNumber(CallEvidence said) =>
        Error(said, 6, Codes.BadNumber, $"The carrier says that the number does not exist (SIP {said.SipCode}).") with { BadNumber = true };

    private static IEnumerable<string> Facts(CallEvidence said)
    {
        if (said.Status is { } status) yield return $"status {Cut(status, 40)}";
        if (said.FailureReason is { } failure) yield return $"failure_reason {Cut(failure, 40)}";
        if (said.CallStatus is { } call) yield return $"CallStatus {Cut(call, 40)}";
        if (said.SipCode is { } sip) yield return $"sip {sip}";
        if (said.ErrorCode is { } code && code != said.SipCode) yield return $"error {code}";
        if (said.ErrorType is { } type) yield return $"error_type {Cut(type, 40)}";
        if (said.DoNotCallTool) yield return "mark_do_not_call called";
        if (said.Disposition is { } disposition) yield return $"disposition {disposition}";
        if (said.Mailbox is { } mailbox) yield return mailbox.What;
        if (CouldNotTalk(said.TerminationReason)) yield return "agent could not talk";
        if (WasCutOff(said.TerminationReason)) yield return "cut off";
        if (said.CallSuccessful is { } judged) yield return $"call_successful {Cut(judged, 40)}";
        if (!said.StartFailed) yield return said.LastWords >= 0 ? "human words" : "no human words";
    }

    // 403 of a carrier means either the callee's refusal or ours: "Unverified origination number D51".
    private static bool IsAboutUs(string? reason) =>
        Names(reason, "account", "caller id", "caller-id", "callerid", "originat", "from number", "from_number", "verified", "permission", "credit", "balance");

    private static bool CouldNotTalk(string? termination) =>
        Begins(termination, "Missing required dynamic variables") || Begins(termination, "All LLMs") || Begins(termination, "This request exceeds your quota");

    private static bool WasCutOff(string? termination) =>
        Names(termination, "remote party", "client disconnected", "hung up", "hangup", "hang-up")
        || (Names(termination, "max") && Names(termination, "duration"));

    private static bool Begins(string? text, string start) => text?.TrimStart().StartsWith(start, StringComparison.OrdinalIgnoreCase) == true;

    private static bool Names(string? text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true)
                return true;
        }
        return false;
    }

    /// <summary>The letters of a name in lower case: <c>no-answer</c> and <c>No_Answer</c> are one.</summary>
    public static string? Letters(string? name) =>
        name is null ? null : new string([.. name.Where(char.IsAsciiLetter).Select(char.ToLowerInvariant)]);

    private static string? Cut(string? text, int length) =>
        text is null || text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
