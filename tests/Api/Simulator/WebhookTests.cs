using System.Net;
using System.Net.Sockets;
using LeadSail.Simulator.Webhooks;

namespace LeadSail.Simulator;

public sealed class WebhookTests
{
    [Fact]
    public void The_signature_is_that_of_the_provider_s_own_sdk()
    {
        // signature vector checked against construct_event of elevenlabs-python
        const string body = """{"event_type": "speech.completed", "id": "123456"}""";
        Assert.Equal(
            "t=1739537319,v0=d3b978b67e6cfee519f3b25439ef7360b703a1ac539089168f7b36e9ede8252a",
            WebhookSignature.Sign("test_secret", DateTimeOffset.FromUnixTimeSeconds(1739537319), body));
    }

    [Fact]
    public async Task A_lost_webhook_never_comes_though_the_call_is_done()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        var lost = (await flight.StartAsync("+12125550140")).GetProperty("conversation_id").GetString();
        await flight.StartAsync("+12125550142", attempt: "int_2");
        Assert.Equal("int_2", (await flight.NextWebhookAsync()).Data.GetProperty("user_id").GetString());
        Assert.Equal("done", (await flight.GetAsync("/conversations/" + lost)).GetProperty("status").GetString());
        Assert.False(flight.HasArrived(out _));
    }

    [Fact]
    public async Task A_tripled_webhook_comes_three_times_alike()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        await flight.StartAsync("+12125550141");
        var first = await flight.NextWebhookAsync();
        for (var i = 0; i < 2; i++) Assert.Equal(first.Body, (await flight.NextWebhookAsync()).Body);
    }

    [Theory]
    [InlineData("twilio")]
    [InlineData("sip-trunk")]
    public async Task A_webhook_can_come_before_the_reply(string transport)
    {
        await using var flight = await SimulatorFlight.TakeOffAsync(speed: 1);
        var started = await flight.StartAsync("+12125550143", transport);
        Assert.True(flight.HasArrived(out var webhook));
        Assert.Equal(started.GetProperty("conversation_id").GetString(), webhook!.ConversationId);
        Assert.NotEqual(0, webhook.Data.GetProperty("metadata").GetProperty("call_duration_secs").GetInt32());
    }

    [Fact]
    public async Task A_forged_webhook_is_followed_by_a_good_one()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync(answers: 401);
        await flight.StartAsync("+12125550144");
        var (forged, good) = (await flight.NextWebhookAsync(), await flight.NextWebhookAsync());
        Assert.False(forged.IsSigned());
        Assert.True(good.IsSigned());
        Assert.Equal(forged.Body, good.Body);
    }

    [Fact]
    public async Task A_report_is_repeated_alike_until_the_receiver_takes_it()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync(answers: [503, 429, 408, 500]);
        await flight.StartAsync("+12125550101");
        var first = await flight.NextWebhookAsync();
        for (var i = 0; i < 4; i++)
        {
            var again = await flight.NextWebhookAsync();
            Assert.Equal(first.Body, again.Body);
            Assert.True(again.IsSigned());
        }
    }

    [Theory]
    [InlineData("05", 503)]
    [InlineData("01", 401)]
    [InlineData("01", 302)]
    public async Task A_failure_or_a_refused_report_is_not_repeated(string digits, int answer)
    {
        await using var flight = await SimulatorFlight.TakeOffAsync(answers: answer);
        await flight.StartAsync("+121255501" + digits);
        var first = await flight.NextWebhookAsync();
        // 42 is delivered ten times later than a first repetition would be.
        await flight.StartAsync("+12125550142");
        Assert.NotEqual(first.ConversationId, (await flight.NextWebhookAsync()).ConversationId);
    }

    [Fact]
    public async Task Calls_that_start_at_once_are_all_reported_and_all_logged()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        var starts = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => flight.StartAsync($"+1212{i:00000}01", i % 2 == 0 ? "twilio" : "sip-trunk")));
        var reported = new HashSet<string>();
        while (reported.Count < 100) reported.Add((await flight.NextWebhookAsync()).ConversationId);
        Assert.Equal(starts.Select(start => start.GetProperty("conversation_id").GetString()!).ToHashSet(), reported);
        Assert.Equal(100, (await flight.DialsAsync()).Length);
    }

    [Fact]
    public async Task A_receiver_that_cannot_be_reached_is_tried_again()
    {
        using var folder = new TempFolder();
        await using (var unheard = await SimulatorFlight.TakeOffAsync(folder: folder, webhookUrl: $"http://127.0.0.1:{UnusedPort()}/"))
        {
            // 43 waits for its first attempt: when it is answered, that attempt has failed.
            await unheard.StartAsync("+12125550143");
        }
        await using var flight = await SimulatorFlight.TakeOffAsync(folder: folder, ahead: TimeSpan.FromHours(1));
        Assert.Equal("post_call_transcription", (await flight.NextWebhookAsync()).Type);
    }

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
