using System.Globalization;
using LeadSail.Simulator.Conversations;
using LeadSail.Simulator.Endings;

namespace LeadSail.Simulator.Webhooks;

/// <summary>What a webhook says: the same at every attempt, since it follows from the conversation alone.</summary>
public static class WebhookBody
{
    /// <summary>The type of the webhook of a conversation.</summary>
    public static string TypeOf(Conversation conversation) =>
        conversation.Plan.Failure is null ? "post_call_transcription" : "call_initiation_failure";

    /// <summary>The body as sent.</summary>
    public static string Write(Conversation conversation) => SimulatorJson.Write(new
    {
        type = TypeOf(conversation),
        event_timestamp = conversation.ReportedAt.ToUnixTimeSeconds(),
        data = conversation.Plan.Failure is { } failure
            ? FailureBody(conversation, failure)
            : ConversationBody.Of(conversation, conversation.ReportedAt),
    });

    /// <summary>The documented body: it has neither <c>user_id</c> nor variables.</summary>
    private static object FailureBody(Conversation conversation, Failure failure) => new
    {
        agent_id = conversation.AgentId,
        conversation_id = conversation.Id,
        failure_reason = failure.Reason,
        metadata = conversation.Transport == Transport.Twilio
            ? (object)new { type = "twilio", body = TwilioForm(conversation, failure) }
            : new { type = "sip", body = SipBody(conversation, failure) },
    };

    /// <summary>Twilio's status callback, a form: every value is text.</summary>
    private static Dictionary<string, string> TwilioForm(Conversation conversation, Failure failure) => new()
    {
        ["Called"] = conversation.ExternalNumber,
        ["Direction"] = "outbound-api",
        ["Timestamp"] = conversation.EndedAt.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture),
        ["CallbackSource"] = "call-progress-events",
        ["SipResponseCode"] = failure.SipCode.ToString(CultureInfo.InvariantCulture),
        ["SequenceNumber"] = "2",
        ["CallSid"] = conversation.CallSid,
        ["To"] = conversation.ExternalNumber,
        ["ApiVersion"] = "2010-04-01",
        ["CallStatus"] = failure.TwilioStatus,
        ["Duration"] = "0",
        ["From"] = conversation.AgentNumber,
        ["CallDuration"] = "0",
        ["AccountSid"] = Chance.Sid("AC", "simulator"),
        ["Caller"] = conversation.AgentNumber,
    };

    private static object SipBody(Conversation conversation, Failure failure) => new
    {
        from_number = conversation.AgentNumber,
        to_number = conversation.ExternalNumber,
        sip_status_code = failure.SipCode,
        error_reason = failure.Message,
        call_sid = conversation.CallSid,
        sip_status = failure.SipText,
    };
}
