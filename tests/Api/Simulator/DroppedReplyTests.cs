namespace LeadSail.Simulator;

public sealed class DroppedReplyTests
{
    [Theory]
    [InlineData("twilio")]
    [InlineData("sip-trunk")]
    public async Task The_reply_is_dropped_and_the_call_is_found_by_our_id(string transport)
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => flight.PostStartAsync("+12125550130", transport, "int_lost"));
        var webhook = await flight.NextWebhookAsync();
        Assert.Equal("int_lost", webhook.Data.GetProperty("user_id").GetString());
        var found = (await flight.GetAsync("/conversations?user_id=int_lost")).GetProperty("conversations");
        Assert.Equal(webhook.ConversationId, Assert.Single(found.EnumerateArray()).GetProperty("conversation_id").GetString());
        var dial = Assert.Single(await flight.DialsAsync());
        Assert.Equal("dropped", dial.GetProperty("answer").GetString());
        Assert.Equal("ended", dial.GetProperty("outcome").GetString());
        Assert.True(dial.GetProperty("dialled").GetBoolean());
    }

    [Theory]
    [InlineData("twilio")]
    [InlineData("sip-trunk")]
    public async Task The_reply_is_dropped_and_nothing_rang(string transport)
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => flight.PostStartAsync("+12125550131", transport, "int_lost"));
        Assert.Equal(0, (await flight.GetAsync("/conversations?user_id=int_lost")).GetProperty("conversations").GetArrayLength());
        var dial = Assert.Single(await flight.DialsAsync());
        Assert.Equal("dropped", dial.GetProperty("outcome").GetString());
        Assert.Equal("int_lost", dial.GetProperty("attemptId").GetString());
        Assert.False(dial.GetProperty("dialled").GetBoolean());
    }
}
