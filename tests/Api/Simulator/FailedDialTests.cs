using System.Text.Json;

namespace LeadSail.Simulator;

/// <summary>What the product gets to see of dials that connect nobody.</summary>
public sealed class FailedDialTests
{
    [Theory]
    [InlineData("05", "no-answer", "no-answer", "487")]
    [InlineData("06", "busy", "busy", "487")]
    [InlineData("07", "busy", "busy", "487")]
    [InlineData("50", "unknown", "failed", "410")]
    [InlineData("51", "unknown", "failed", "503")]
    [InlineData("52", "unknown", "failed", "603")]
    public async Task Twilio_accepts_the_start_and_reports_the_failure(string digits, string reason, string callStatus, string sip)
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        var started = await flight.StartAsync("+121255501" + digits);
        Assert.True(started.GetProperty("success").GetBoolean());

        var webhook = await flight.NextWebhookAsync();
        Assert.True(webhook.IsSigned());
        Assert.Equal("call_initiation_failure", webhook.Type);
        Assert.Equal(started.GetProperty("conversation_id").GetString(), webhook.ConversationId);
        Assert.Equal(reason, webhook.Data.GetProperty("failure_reason").GetString());
        var metadata = webhook.Data.GetProperty("metadata");
        Assert.Equal("twilio", metadata.GetProperty("type").GetString());
        Assert.Equal(callStatus, metadata.GetProperty("body").GetProperty("CallStatus").GetString());
        Assert.Equal(sip, metadata.GetProperty("body").GetProperty("SipResponseCode").GetString());
        Assert.Equal(started.GetProperty("callSid").GetString(), metadata.GetProperty("body").GetProperty("CallSid").GetString());
        await AssertFailedAsync(flight, webhook.ConversationId);
    }

    [Theory]
    [InlineData("05", "no-answer", 480, "INVITE failed: sip status: 480: Temporarily Unavailable (SIP 480)")]
    [InlineData("50", "unknown", 410, "INVITE failed: sip status: 410: Gone (SIP 410)")]
    [InlineData("51", "unknown", 404, "INVITE failed: sip status: 404: Domain unavailable (SIP 404)")]
    [InlineData("52", "unknown", 603, "INVITE failed: sip status: 603: Decline (SIP 603)")]
    public async Task Sip_tells_the_failure_in_the_reply_and_by_webhook(string digits, string reason, int code, string message)
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        var started = await flight.StartAsync("+121255501" + digits, "sip-trunk");
        Assert.False(started.GetProperty("success").GetBoolean());
        Assert.Equal(message, started.GetProperty("message").GetString());

        var webhook = await flight.NextWebhookAsync();
        Assert.Equal("call_initiation_failure", webhook.Type);
        Assert.Equal(started.GetProperty("conversation_id").GetString(), webhook.ConversationId);
        Assert.Equal(reason, webhook.Data.GetProperty("failure_reason").GetString());
        var body = webhook.Data.GetProperty("metadata").GetProperty("body");
        Assert.Equal("sip", webhook.Data.GetProperty("metadata").GetProperty("type").GetString());
        Assert.Equal(code, body.GetProperty("sip_status_code").GetInt32());
        Assert.Equal(message, body.GetProperty("error_reason").GetString());
        await AssertFailedAsync(flight, webhook.ConversationId);
    }

    [Fact]
    public async Task Busy_by_webhook_is_accepted_on_sip_first()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        var started = await flight.StartAsync("+12125550106", "sip-trunk");
        Assert.True(started.GetProperty("success").GetBoolean());
        var webhook = await flight.NextWebhookAsync();
        Assert.Equal("busy", webhook.Data.GetProperty("failure_reason").GetString());
        Assert.Equal(486, webhook.Data.GetProperty("metadata").GetProperty("body").GetProperty("sip_status_code").GetInt32());
    }

    [Fact]
    public async Task Busy_in_the_reply_has_no_conversation_id_and_no_webhook()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        var started = await flight.StartAsync("+12125550107", "sip-trunk");
        Assert.False(started.GetProperty("success").GetBoolean());
        Assert.Equal("INVITE failed: sip status: 486: Busy Here (SIP 486)", started.GetProperty("message").GetString());
        Assert.Equal(JsonValueKind.Null, started.GetProperty("conversation_id").ValueKind);

        await flight.StartAsync("+12125550101", attempt: "int_2");
        Assert.Equal("int_2", (await flight.NextWebhookAsync()).Data.GetProperty("user_id").GetString());
    }

    private static async Task AssertFailedAsync(SimulatorFlight flight, string conversationId)
    {
        var conversation = await flight.GetAsync("/conversations/" + conversationId);
        Assert.Equal("failed", conversation.GetProperty("status").GetString());
        Assert.Equal("int_1", conversation.GetProperty("user_id").GetString());
        Assert.Equal(0, conversation.GetProperty("transcript").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, conversation.GetProperty("analysis").ValueKind);
        Assert.NotEmpty(conversation.GetProperty("metadata").GetProperty("error").GetProperty("error_type").GetString()!);
        var dial = Assert.Single(await flight.DialsAsync());
        Assert.True(dial.GetProperty("dialled").GetBoolean());
        Assert.Equal("not_connected", dial.GetProperty("outcome").GetString());
    }
}
