using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace LeadSail.Simulator;

public sealed class ConversationTests
{
    [Fact]
    public async Task A_running_call_shows_nothing_of_its_talk()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync(speed: 1);
        var id = (await flight.StartAsync("+12125550101")).GetProperty("conversation_id").GetString();
        var conversation = await flight.GetAsync("/conversations/" + id);
        Assert.Equal("initiated", conversation.GetProperty("status").GetString());
        Assert.Equal(0, conversation.GetProperty("transcript").GetArrayLength());
        Assert.Equal(0, conversation.GetProperty("metadata").GetProperty("call_duration_secs").GetInt32());
        Assert.False(conversation.GetProperty("has_audio").GetBoolean());
        Assert.Equal(JsonValueKind.Null, conversation.GetProperty("analysis").ValueKind);
        using var audio = await AudioAsync(flight, id!);
        Assert.Equal(HttpStatusCode.NotFound, audio.StatusCode);
    }

    [Fact]
    public async Task A_recording_is_a_wav_file_as_long_as_the_call_and_can_be_read_in_part()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        await flight.StartAsync("+12125550104");
        var webhook = await flight.NextWebhookAsync();
        using var audio = await AudioAsync(flight, webhook.ConversationId);
        Assert.Equal("audio/wav", audio.Content.Headers.ContentType!.MediaType);
        var file = await audio.Content.ReadAsByteArrayAsync();
        Assert.Equal("RIFF", Encoding.ASCII.GetString(file, 0, 4));
        Assert.Equal("WAVE", Encoding.ASCII.GetString(file, 8, 4));
        Assert.Equal(file.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)));
        Assert.Equal(file.Length - 44, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(40)));
        var seconds = webhook.Data.GetProperty("metadata").GetProperty("call_duration_secs").GetInt32();
        Assert.Equal(Math.Min(seconds, 60), (file.Length - 44) / 16_000);
        Assert.Contains(file.Skip(44), sample => sample != 0);

        using var part = await AudioAsync(flight, webhook.ConversationId, new(0, 3));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("RIFF", await part.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_is_not_there_is_a_404_also_for_a_malformed_id()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        foreach (var path in (string[])["conversations/conv_none", "conversations/5", "conversations/conv_none/audio"])
        {
            using var response = await flight.Http.GetAsync(new Uri("/simulator/elevenlabs/v1/convai/" + path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            var detail = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail");
            Assert.Equal("conversation_history_not_found", detail.GetProperty("status").GetString());
        }
    }

    [Fact]
    public async Task The_list_is_filtered_and_paged_from_the_newest()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync(webhookUrl: "");
        for (var i = 0; i < 5; i++) await flight.StartAsync("+12125550101", attempt: $"int_{i}");

        List<string?> seen = [];
        for (string? cursor = null; ;)
        {
            var page = await flight.GetAsync($"/conversations?page_size=2&agent_id=agent_sim_amy{(cursor is null ? "" : "&cursor=" + cursor)}");
            seen.AddRange(page.GetProperty("conversations").EnumerateArray().Select(row => row.GetProperty("conversation_id").GetString()));
            cursor = page.GetProperty("next_cursor").GetString();
            Assert.Equal(cursor is not null, page.GetProperty("has_more").GetBoolean());
            if (cursor is null) break;
        }
        var dialled = (await flight.DialsAsync()).Select(dial => dial.GetProperty("conversationId").GetString());
        Assert.Equal(dialled.Reverse(), seen);

        var start = (await flight.GetAsync("/conversations?user_id=int_0")).GetProperty("conversations")[0].GetProperty("start_time_unix_secs").GetInt64();
        Assert.Equal(0, await CountAsync("agent_id=agent_sim_test"));
        Assert.Equal(1, await CountAsync($"user_id=int_0&call_start_after_unix={start}&call_start_before_unix={start}"));
        Assert.Equal(0, await CountAsync($"user_id=int_0&call_start_after_unix={start + 1}"));
        Assert.Equal(0, await CountAsync($"user_id=int_0&call_start_before_unix={start - 1}"));

        async Task<int> CountAsync(string query) => (await flight.GetAsync("/conversations?" + query)).GetProperty("conversations").GetArrayLength();
    }

    [Fact]
    public async Task A_bad_page_size_is_a_422()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        foreach (var query in (string[])["page_size=0", "page_size=101", "page_size=x", "cursor=x"])
        {
            using var response = await flight.Http.GetAsync(new Uri("/simulator/elevenlabs/v1/convai/conversations?" + query, UriKind.Relative));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        }
    }

    [Fact]
    public async Task Numbers_and_agents_are_listed_under_stable_ids()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        var numbers = (await flight.GetAsync("/phone-numbers")).EnumerateArray()
            .Select(number => (number.GetProperty("phone_number_id").GetString(), number.GetProperty("provider").GetString()));
        Assert.Equal([("phnum_sim_twilio", "twilio"), ("phnum_sim_sip", "sip_trunk")], numbers);
        var agents = (await flight.GetAsync("/agents")).GetProperty("agents").EnumerateArray().Select(agent => agent.GetProperty("agent_id").GetString());
        Assert.Equal(["agent_sim_amy", "agent_sim_test"], agents);
        Assert.Equal("Amy", (await flight.GetAsync("/agents/agent_sim_amy")).GetProperty("name").GetString());
        using var missing = await flight.Http.GetAsync(new Uri("/simulator/elevenlabs/v1/convai/agents/agent_missing", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    private static async Task<HttpResponseMessage> AudioAsync(SimulatorFlight flight, string id, RangeHeaderValue? range = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/simulator/elevenlabs/v1/convai/conversations/{id}/audio");
        request.Headers.Range = range;
        return await flight.Http.SendAsync(request);
    }
}
