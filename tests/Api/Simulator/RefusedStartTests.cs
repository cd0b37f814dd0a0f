using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace LeadSail.Simulator;

public sealed class RefusedStartTests
{
    [Theory]
    [InlineData("20", HttpStatusCode.TooManyRequests, "concurrent_limit_exceeded")]
    [InlineData("21", HttpStatusCode.ServiceUnavailable, "service_unavailable")]
    public async Task Two_requests_are_refused_as_busy_and_the_third_completes(string digits, HttpStatusCode status, string code)
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        for (var i = 0; i < 2; i++)
        {
            using var refused = await flight.PostStartAsync("+121255501" + digits);
            Assert.Equal(status, refused.StatusCode);
            Assert.Equal(code, (await DetailAsync(refused)).GetProperty("code").GetString());
        }
        await flight.StartAsync("+121255501" + digits);
        Assert.Equal("done", (await flight.NextWebhookAsync()).Data.GetProperty("status").GetString());
        Assert.Equal(["refused", "refused", "ended"], (await flight.DialsAsync()).Select(dial => dial.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task A_bad_agent_and_a_spent_quota_are_refused_in_the_provider_s_words()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        using var agent = await flight.PostStartAsync("+12125550122");
        Assert.Equal(HttpStatusCode.NotFound, agent.StatusCode);
        Assert.Equal("agent_not_found", (await DetailAsync(agent)).GetProperty("code").GetString());
        using var credits = await flight.PostStartAsync("+12125550123");
        Assert.Equal(HttpStatusCode.PaymentRequired, credits.StatusCode);
        Assert.Equal("insufficient_credits", (await DetailAsync(credits)).GetProperty("code").GetString());
        using var quota = await flight.PostStartAsync("+12125550123");
        Assert.Equal(HttpStatusCode.Unauthorized, quota.StatusCode);
        Assert.Equal("quota_exceeded", (await DetailAsync(quota)).GetProperty("status").GetString());
        Assert.All(await flight.DialsAsync(), dial => Assert.False(dial.GetProperty("dialled").GetBoolean()));
    }

    [Theory]
    [InlineData("agent_missing", "phnum_sim_twilio", HttpStatusCode.NotFound, "agent_not_found")]
    [InlineData("amy", "phnum_sim_twilio", HttpStatusCode.NotFound, "agent_not_found")]
    [InlineData("agent_other", "phnum_unknown", HttpStatusCode.NotFound, "phone_number_not_found")]
    [InlineData("agent_other", "phnum_sim_sip", HttpStatusCode.BadRequest, "invalid_parameters")]
    [InlineData("agent_other", "phnum_other", HttpStatusCode.OK, null)]
    public async Task Ids_are_known_by_their_beginning(string agent, string number, HttpStatusCode status, string? code)
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        using var response = await PostAsync(flight, new { agent_id = agent, agent_phone_number_id = number, to_number = "+12125550101" });
        Assert.Equal(status, response.StatusCode);
        if (code is not null) Assert.Equal(code, (await DetailAsync(response)).GetProperty("code").GetString());
        Assert.Equal(((int)status).ToString(), Assert.Single(await flight.DialsAsync()).GetProperty("answer").GetString());
    }

    [Fact]
    public async Task A_request_without_its_fields_is_a_422_that_names_them()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        using var response = await PostAsync(flight, new
        {
            agent_id = 5,
            to_number = "2125550101",
            telephony_call_config = new { ringing_timeout_secs = 1000 },
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var detail = await DetailAsync(response);
        Assert.Equal(
            ["agent_id", "agent_phone_number_id", "to_number", "telephony_call_config"],
            detail.EnumerateArray().Select(fault => fault.GetProperty("loc")[1].GetString()));
    }

    [Fact]
    public async Task A_body_that_is_not_json_is_a_422()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        using var response = await flight.Http.PostAsync(
            new Uri("/simulator/elevenlabs/v1/convai/twilio/outbound-call", UriKind.Relative), new StringContent("{ nonsense"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("json_invalid", (await DetailAsync(response))[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Nothing_is_told_or_dialled_without_a_key_and_the_attempt_is_logged()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        flight.Http.DefaultRequestHeaders.Remove("xi-api-key");
        using var start = await flight.PostStartAsync("+12125550101");
        Assert.Equal(HttpStatusCode.Unauthorized, start.StatusCode);
        Assert.Equal("needs_authorization", (await DetailAsync(start)).GetProperty("status").GetString());
        foreach (var path in (string[])["conversations", "conversations/conv_1", "conversations/conv_1/audio", "agents", "agents/agent_sim_amy", "phone-numbers"])
        {
            using var response = await flight.Http.GetAsync(new Uri("/simulator/elevenlabs/v1/convai/" + path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
        var dial = Assert.Single(await flight.DialsAsync());
        Assert.Equal("401", dial.GetProperty("answer").GetString());
        Assert.Equal("+12125550101", dial.GetProperty("to").GetString());
    }

    private static Task<HttpResponseMessage> PostAsync(SimulatorFlight flight, object body) =>
        flight.Http.PostAsJsonAsync("/simulator/elevenlabs/v1/convai/twilio/outbound-call", body);

    private static async Task<JsonElement> DetailAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail");
}
