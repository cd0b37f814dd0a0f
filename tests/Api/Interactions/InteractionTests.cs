using LeadSail.Hosting;

namespace LeadSail.Interactions;

[Collection(nameof(FastHost))]
public sealed class InteractionTests(FastHost host)
{
    private static readonly string[] Fields =
    [
        "interactionId", "leadId", "campaignId", "clientId", "offerId", "type", "status", "isTest", "phone", "telephony", "call", "summary", "transcript",
        "collected", "dialled", "deadlineAt", "errorCode", "errorMessage", "createdAt", "updatedAt",
    ];

    [Fact]
    public async Task An_interaction_shows_all_that_came_of_the_call()
    {
        var scene = await Scene.Set(host.Api);
        var phone = Scene.Phone("10");
        var leadId = await scene.Lead(phone);
        var interactionId = await scene.Call(leadId);
        var (seen, _) = await scene.Over(interactionId);
        Assert.Equal(Fields.Order(StringComparer.Ordinal), seen.EnumerateObject().Select(field => field.Name).Except(["postCall"]).Order(StringComparer.Ordinal));
        Assert.Equal(
            (interactionId, leadId, scene.CampaignId, "client_1", "offer_1", "call", "qualified", phone),
            (seen.Text("interactionId"), seen.Text("leadId"), seen.Text("campaignId"), seen.Text("clientId"), seen.Text("offerId"), seen.Text("type"), seen.Text("status"), seen.Text("phone")));
        Assert.False(seen.At("isTest").GetBoolean());
        Assert.Equal(("elevenlabs", scene.NumberId, "+12125550100"), (seen.Text("telephony.provider"), seen.Text("telephony.phoneNumberId"), seen.Text("telephony.phoneNumber")));
        Assert.StartsWith("CA", seen.Text("telephony.callId"), StringComparison.Ordinal);
        Assert.Equal(("api", "outbound", 1), (seen.Text("call.source"), seen.Text("call.direction"), seen.At("call.attempt").GetInt32()));
        Assert.Equal(("elevenlabs", scene.AgentId, "agent_sim_amy"), (seen.Text("call.voiceAI.provider"), seen.Text("call.voiceAI.agentId"), seen.Text("call.voiceAI.providerAgentId")));
        Assert.StartsWith("conv_", seen.Text("call.voiceAI.conversationId"), StringComparison.Ordinal);
        Assert.True(seen.At("call.startedAt").GetDateTimeOffset() <= seen.At("call.endedAt").GetDateTimeOffset());
        Assert.True(seen.At("call.duration").GetInt32() > 0);
        Assert.NotEqual("", seen.Text("summary"));
        Assert.Equal("qualified", seen.Text("collected.disposition"));
        Assert.Null(seen.Text("errorCode"));

        var lines = seen.At("transcript").EnumerateArray().ToArray();
        Assert.True(lines.Length > 3);
        Assert.All(lines, line => Assert.Equal("voice_ai", line.Text("source")));
        Assert.Equal(["agent", "user"], lines.Select(line => line.Text("role")).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(lines.Select(line => line.At("timestamp").GetDateTimeOffset()).Order(), lines.Select(line => line.At("timestamp").GetDateTimeOffset()));
    }

    [Fact]
    public async Task A_call_back_shows_when_and_an_error_shows_why()
    {
        var scene = await Scene.Set(host.Api);
        var (callback, _) = await scene.Over(await scene.Call(await scene.Lead(Scene.Phone("08"))));
        Assert.Equal("scheduled_callback", callback.Text("status"));
        Assert.True(callback.At("call.callbackAt").GetDateTimeOffset() > callback.At("call.endedAt").GetDateTimeOffset());

        var (error, _) = await scene.Over(await scene.Call(await scene.Lead(Scene.Phone("22"))));
        Assert.Equal(("error", "PROVIDER_REFUSED", false), (error.Text("status"), error.Text("errorCode"), error.At("dialled").GetBoolean()));
        Assert.NotEqual("", error.Text("errorMessage"));
        Assert.Equal((null, null, null), (error.Text("call.startedAt"), error.Text("call.recordingUrl"), error.Text("telephony.callId")));
    }

    [Fact]
    public async Task The_interactions_of_a_lead_come_newest_first()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("05"));
        Assert.Equal(0, (await host.Api.Get($"interactions/lead/{leadId}")).Gives(200).At("interactions").GetArrayLength());
        var calls = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            calls.Add(await scene.Call(leadId));
            await scene.Over(calls[^1]);
        }

        var listed = (await host.Api.Get($"interactions/lead/{leadId}")).Gives(200).At("interactions").EnumerateArray().ToArray();
        Assert.Equal(Enumerable.Reverse(calls), listed.Select(interaction => interaction.Text("interactionId")));
        Assert.Equal([3, 2, 1], listed.Select(interaction => interaction.At("call.attempt").GetInt32()));
        Assert.Equal((await scene.Interaction(calls[0])).GetRawText(), listed[2].GetRawText());
    }

    [Fact]
    public async Task The_history_of_a_call_comes_oldest_first_and_in_pages()
    {
        var scene = await Scene.Set(host.Api);
        var interactionId = await scene.Call(await scene.Lead(Scene.Phone("01")));
        await scene.Over(interactionId);
        var all = (await host.Api.Get($"interactions/{interactionId}/events")).Gives(200);
        var events = all.At("events").EnumerateArray().ToArray();
        Assert.Equal(["call_queued", "dialling", "conversation_bound", "call_finished"], events.Select(entry => entry.Text("type")));
        Assert.Equal(events.Select(entry => entry.At("seq").GetInt64()).Order(), events.Select(entry => entry.At("seq").GetInt64()));
        Assert.StartsWith("key_", events[0].Text("actor"), StringComparison.Ordinal);
        Assert.Equal("completed", events[3].Text("data.status"));
        Assert.False(all.At("hasMore").GetBoolean());
        Assert.Null(all.Text("nextCursor"));

        List<string?> paged = [];
        for (string? cursor = null; paged.Count == 0 || cursor is not null;)
        {
            var page = (await host.Api.Get($"interactions/{interactionId}/events?limit=1&cursor={cursor}")).Gives(200);
            paged.Add(Assert.Single(page.At("events").EnumerateArray()).Text("type"));
            cursor = page.Text("nextCursor");
            Assert.Equal(cursor is not null, page.At("hasMore").GetBoolean());
        }

        Assert.Equal(events.Select(entry => entry.Text("type")), paged);
        (await host.Api.Get($"interactions/{interactionId}/events?cursor=abc")).FindsFault("cursor: is none of ours");
    }
}
