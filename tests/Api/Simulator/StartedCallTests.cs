using LeadSail.Simulator.Calls;
using LeadSail.Simulator.Conversations;

namespace LeadSail.Simulator;

public sealed class StartedCallTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_clock_takes_a_conversation_through_its_phases()
    {
        var call = Decide("+12125550101").Conversation!;
        Assert.Equal(Phase.Initiated, call.At(Now));
        Assert.Equal(Phase.InProgress, call.At(call.RungAt));
        Assert.Equal(Phase.Processing, call.At(call.EndedAt));
        Assert.Equal(Phase.Done, call.At(call.ReportedAt));
        Assert.True(Now < call.RungAt && call.RungAt < call.EndedAt && call.EndedAt < call.ReportedAt);
    }

    [Fact]
    public void A_dial_that_fails_rings_and_is_failed()
    {
        var call = Decide("+12125550105").Conversation!;
        Assert.Equal(Phase.Initiated, call.At(call.RungAt.AddTicks(-1)));
        Assert.Equal(Phase.Failed, call.At(call.RungAt));
        Assert.Equal(Now.AddSeconds(60), call.RungAt);
    }

    [Fact]
    public void The_log_shows_only_what_the_clock_has_revealed()
    {
        var (call, dial) = (Decide("+12125550101").Conversation!, Decide("+12125550101").Dial);
        Assert.Equal(("ringing", null, null, null), Shown(dial.At(Now)));
        Assert.Equal(("talking", null, call.RungAt, null), Shown(dial.At(call.RungAt)));
        Assert.Equal(("ended", "completed", call.RungAt, call.EndedAt), Shown(dial.At(call.EndedAt)));
        var refused = Decide("+12125550122").Dial;
        Assert.Equal(("refused", "agent_not_found", null, Now), Shown(refused.At(Now)));
        var failed = Decide("+12125550106").Dial;
        Assert.Equal(("not_connected", "busy (SIP 487)", null, failed.EndedAt), Shown(failed.At(failed.EndedAt)));

        static (string, string?, DateTimeOffset?, DateTimeOffset?) Shown(DialEntry entry) =>
            (entry.Outcome, entry.Reason, entry.AnsweredAt, entry.EndedAt);
    }

    [Fact]
    public void Twice_as_fast_takes_half_the_time()
    {
        var (slow, fast) = (Decide("+12125550142", speed: 1), Decide("+12125550142", speed: 2));
        Assert.Equal((slow.Conversation!.ReportedAt - Now).TotalSeconds / 2, (fast.Conversation!.ReportedAt - Now).TotalSeconds, 1e-5);
        Assert.Equal(TimeSpan.FromMinutes(5), slow.Webhooks[0].Due - slow.Conversation.ReportedAt);
        Assert.Equal(TimeSpan.FromMinutes(2.5), fast.Webhooks[0].Due - fast.Conversation.ReportedAt);
    }

    [Theory]
    [InlineData("+12125550140", "")]
    [InlineData("+12125550141", "0 0 30")]
    [InlineData("+12125550142", "300")]
    [InlineData("+12125550144", "0!")]
    [InlineData("+12125550101", "0")]
    public void The_ending_decides_when_which_webhooks_are_due(string to, string expected)
    {
        var call = Decide(to);
        Assert.Equal(expected, string.Join(' ', call.Webhooks.Select(webhook =>
            (webhook.Due - call.Conversation!.ReportedAt).TotalSeconds + (webhook.Forged ? "!" : ""))));
    }

    [Fact]
    public void A_failed_webhook_is_tried_five_times_in_all()
    {
        var webhook = Decide("+12125550101").Webhooks[0];
        List<double> pauses = [];
        while (webhook.After(mayRepeat: true, Now, new() { Speed = 1 }) is { } next)
        {
            pauses.Add((next.Due - Now).TotalSeconds);
            webhook = next;
        }
        Assert.Equal([30, 120, 480, 1800], pauses);
        Assert.Null(Decide("+12125550101").Webhooks[0].After(mayRepeat: false, Now, new()));
    }

    [Fact]
    public void After_the_forged_webhook_the_same_is_owed_with_a_good_signature_whatever_the_answer()
    {
        var forged = Decide("+12125550144").Webhooks[0];
        Assert.All([true, false], mayRepeat =>
            Assert.Equal(forged with { Forged = false, Due = Now.AddSeconds(5) }, forged.After(mayRepeat, Now, new() { Speed = 1 })));
    }

    [Fact]
    public void Without_a_receiver_there_are_no_webhooks() =>
        Assert.Empty(StartedCall.Decide(Request("+12125550101"), 1, Now, new()).Webhooks);

    [Fact]
    public void Ids_differ_from_dial_to_dial_and_from_attempt_to_attempt()
    {
        var ids = new[] { Decide("+12125550101"), Decide("+12125550101", nth: 2), StartedCall.Decide(Request("+12125550101") with { UserId = "int_2" }, 1, Now, new()) }
            .SelectMany(call => new[] { call.Conversation!.Id, call.Conversation.CallSid, call.Conversation.LegId });
        Assert.Equal(9, ids.Distinct().Count());
    }

    private static StartedCall Decide(string to, double speed = 1, int nth = 1) =>
        StartedCall.Decide(Request(to), nth, Now, new() { Speed = speed, WebhookUrl = "/receiver" });

    private static StartRequest Request(string to) => new()
    {
        Transport = Transport.Twilio,
        AgentId = "agent_sim_amy",
        PhoneNumberId = "phnum_sim_twilio",
        To = to,
        UserId = "int_1",
    };
}
