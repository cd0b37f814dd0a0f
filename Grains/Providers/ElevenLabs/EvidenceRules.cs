using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeadSail.Calls;

namespace LeadSail.Providers.ElevenLabs;

/// <summary>Picks out of a conversation body or a failure webhook what bears on the outcome.</summary>
internal static partial class EvidenceRules
{
    private const string DoNotCallTool = "mark_do_not_call";
    private const string VoicemailTool = "voicemail_detection";

    /// <summary>Reads the evidence.</summary>
    /// <param name="data">A conversation, or <c>data</c> of a webhook.</param>
    /// <param name="startFailed">Whether it is of a call that never connected.</param>
    /// <param name="isOver">Whether a body without status is of a call that is over.</param>
    public static CallEvidence Read(JsonElement data, bool startFailed = false, bool isOver = false)
    {
        var metadata = data.At("metadata");
        var error = metadata.At("error");
        var carrier = metadata.At("body");
        var reason = carrier.At("error_reason").Text() ?? error.At("reason").Text() ?? error.Text();
        var termination = metadata.At("termination_reason").Text();
        var dispositions = Collected(data, "disposition").Select(Disposition).ToArray();
        var turns = data.At("transcript").Items().ToArray();

        return new CallEvidence
        {
            StartFailed = startFailed,
            Status = data.At("status").Text() ?? (isOver ? "done" : null),
            FailureReason = data.At("failure_reason").Text(),
            CallStatus = carrier.At("CallStatus").Text(),
            SipCode = SipCode(carrier.At("sip_status_code").Integer()) ?? SipCode(carrier.At("SipResponseCode").Integer())
                ?? SipCode(error.At("code").Integer()) ?? SipCodeIn(reason),
            HasError = error.ValueKind == JsonValueKind.Object || error.Text() is not null,
            ErrorCode = error.At("code").Integer(),
            ErrorType = error.At("error_type").Text(),
            Reason = reason,
            TerminationReason = termination,
            CallSuccessful = data.At("analysis", "call_successful").Text(),
            Disposition = dispositions.Contains(InteractionStatus.Dnc) ? InteractionStatus.Dnc : Array.Find(dispositions, known => known is not null),
            CallbackAt = Collected(data, "callback_at").FirstOrDefault(text => text is not null),
            DoNotCallTool = turns.Any(turn => Tools(turn).Any(tool => Named(tool, DoNotCallTool))),
            LastWords = Array.FindLastIndex(turns, turn => HeardIn(turn) == Heard.Words),
            Mailbox = Mailbox(data, turns, termination),
        };
    }

    /// <summary>The SIP code that the provider puts into a text: <c>INVITE failed: sip status: 486: Busy Here (SIP 486)</c>.</summary>
    public static int? SipCodeIn(string? text) =>
        text is not null && SipStatus().Match(text) is { Success: true } match ? SipCode(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)) : null;

    // 200 stands in callbacks of calls that went through; error codes below 300 and above 699 are the provider's own.
    private static int? SipCode(int? code) => code is >= 300 and <= 699 ? code : null;

    [GeneratedRegex(@"sip status: ([0-9]{3})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SipStatus();

    private static InteractionStatus? Disposition(string? text) => OutcomeRules.Letters(text) switch
    {
        "donotcall" or "dnc" => InteractionStatus.Dnc,
        "qualified" => InteractionStatus.Qualified,
        "disqualified" or "wrongperson" => InteractionStatus.Disqualified,
        "followup" => InteractionStatus.FollowUp,
        "completed" => InteractionStatus.Completed,
        "callback" => InteractionStatus.ScheduledCallback,
        _ => null,
    };

    private static IEnumerable<string?> Collected(JsonElement data, string id) =>
        ReportRules.CollectedValues(data).Where(value => value.Id == id).Select(value => value.Value.Text());

    /// <summary>The last sign of a mailbox. One whose place is unknown counts as the first thing that happened: any human words outweigh it.</summary>
    private static MailboxSign? Mailbox(JsonElement data, JsonElement[] turns, string? termination)
    {
        if (termination?.Contains(VoicemailTool + " tool", StringComparison.OrdinalIgnoreCase) == true)
            return new MailboxSign(int.MaxValue, "ended by voicemail_detection");

        var detected = Array.FindLastIndex(turns, FoundVoicemail);
        var greeted = Array.FindLastIndex(turns, turn => HeardIn(turn) == Heard.Mailbox);
        if (Math.Max(detected, greeted) is var turn and >= 0)
            return new MailboxSign(turn, detected > greeted ? "voicemail_detection" : "mailbox greeting");
        if (data.At("metadata", "features_usage", VoicemailTool, "used").Flag() == true)
            return new MailboxSign(-1, "voicemail_detection used");
        return AnsweredBy(data) is { } machine ? new MailboxSign(-1, $"answered by {machine}") : null;
    }

    /// <summary>The machine that answered, in Twilio's words. Where it is reported is published nowhere; these are the places where third parties read it.</summary>
    public static string? AnsweredBy(JsonElement data)
    {
        var said = data.At("metadata", "body", "AnsweredBy").Text() ?? data.At("metadata", "phone_call", "answered_by").Text()
            ?? data.At("metadata", "answered_by").Text() ?? data.At("answered_by").Text();
        return said is "fax" or "machine_start" or "machine_end_beep" or "machine_end_silence" or "machine_end_other" ? said : null;
    }

    private static Heard HeardIn(JsonElement turn) =>
        turn.At("role").Text() == "user" && turn.At("message").Text() is { } message ? SpeechRules.Classify(message) : Heard.Nothing;

    private static IEnumerable<JsonElement> Tools(JsonElement turn) => turn.At("tool_calls").Items().Concat(turn.At("tool_results").Items());

    private static bool Named(JsonElement tool, string name) => string.Equals(tool.At("tool_name").Text(), name, StringComparison.OrdinalIgnoreCase);

    // A call of the tool without a result in the same turn counts: older reports carry no results.
    private static bool FoundVoicemail(JsonElement turn)
    {
        var results = turn.At("tool_results").Items().Where(tool => Named(tool, VoicemailTool)).ToArray();
        return turn.At("tool_results").Items().Any(tool => tool.At("result", "result_type").Text() == "voicemail_detection_success")
            || (results.Length > 0 ? results.Any(tool => tool.At("is_error").Flag() != true)
                : turn.At("tool_calls").Items().Any(tool => Named(tool, VoicemailTool) && tool.At("tool_has_been_called").Flag() != false));
    }
}
