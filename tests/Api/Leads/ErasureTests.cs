using System.Text.Json;
using Dapper;
using LeadSail.Hosting;
using LeadSail.Storage;
using LeadSail.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Leads;

[Collection(nameof(FastHost))]
public sealed class ErasureTests(FastHost host)
{
    private const string Secret = "Zebulon";

    [Fact]
    public async Task An_erased_person_is_gone_everywhere_and_the_record_of_calls_stays()
    {
        var api = await host.NewOrganization();
        var (scene, phone, leadId, interactionId) = await Called(api);
        var before = await scene.Interaction(interactionId);
        Assert.NotEqual(0, before.At("transcript").GetArrayLength());

        Assert.Equal(leadId, (await Delete(api, leadId)).Gives(200).Text("leadId"));

        foreach (var gone in new[]
        {
            await api.Get($"leads/{leadId}"), await api.Get($"leads/{leadId}/events"), await api.Get($"interactions/lead/{leadId}"), await api.Patch($"leads/{leadId}", new { firstName = "Not" }),
            await Delete(api, leadId), await api.Post("leads/submit", new { leadId, campaignId = scene.CampaignId }), await api.Post("voice/calls/initiate", new { leadId }),
        })
        {
            gone.Refuses(404, "NOT_FOUND");
        }

        Assert.Equal(0, (await api.Get("leads")).Gives(200).At("leads").GetArrayLength());
        Assert.Equal(0, (await api.Get($"leads?search={Secret}")).Gives(200).At("leads").GetArrayLength());

        var after = await Erased(scene, interactionId);
        Assert.Equal(("completed", phone, 0, "{}", null), (after.Text("status"), after.Text("phone"), after.At("transcript").GetArrayLength(), after.At("collected").GetRawText(), after.Text("summary")));
        Assert.Equal((before.Text("call.startedAt"), before.Text("call.endedAt"), null), (after.Text("call.startedAt"), after.Text("call.endedAt"), after.Text("call.recordingUrl")));
        (await api.Get($"interactions/{interactionId}/recording")).Refuses(404, "NOT_FOUND");
        var events = (await api.Get($"interactions/{interactionId}/events")).Gives(200).At("events").EnumerateArray().ToArray();
        Assert.Equal("call_erased", events[^1].Text("type"));
        Assert.All(events, entry => Assert.Equal("{}", entry.At("data").GetRawText()));
    }

    [Fact]
    public async Task Nothing_personal_is_left_in_the_database()
    {
        var (scene, _, leadId, interactionId) = await Called(host.Api);
        Assert.NotEqual(0, await RowsWith(leadId, interactionId));
        (await Delete(host.Api, leadId)).Gives(200);
        await Erased(scene, interactionId);
        Assert.Equal(0, await RowsWith(leadId, interactionId));
    }

    [Fact]
    public async Task A_late_report_brings_nothing_back_but_a_do_not_call_request_counts()
    {
        var (scene, phone, leadId, interactionId) = await Called(host.Api, ending: "05"); // nobody answered, and of that came another kind of webhook
        (await Delete(host.Api, leadId)).Gives(200);
        var erased = await Erased(scene, interactionId);
        (await host.Deliver(new
        {
            type = "post_call_transcription",
            data = new
            {
                conversation_id = erased.Text("call.voiceAI.conversationId"), status = "done", has_audio = true,
                transcript = new[] { new { role = "user", message = Secret, time_in_call_secs = 1 } },
                analysis = new { transcript_summary = Secret, data_collection_results = new { disposition = new { value = "do_not_call", rationale = Secret } } },
            },
        })).Gives(200);
        await LastEvent(host.Api, interactionId, "late_report");
        var after = await scene.Interaction(interactionId);
        Assert.Equal((0, null, null), (after.At("transcript").GetArrayLength(), after.Text("summary"), after.Text("call.recordingUrl")));
        Assert.Equal(0, await RowsWith(leadId, interactionId));
        var again = await scene.Lead(phone);
        await Eventually.Sees(async () => (await host.Api.Post("voice/calls/initiate", new { leadId = again })).Status, status => status == 422, "the number to be listed");
    }

    [Fact]
    public async Task Who_comes_again_within_a_day_is_somebody_new()
    {
        var scene = await Scene.Set(host.Api);
        var person = scene.Person(Scene.Phone("01"));
        var first = (await host.Api.Post("leads/submit", person)).Gives(201).Text("leadId")!;
        (await Delete(host.Api, first)).Gives(200);
        var second = (await host.Api.Post("leads/submit", person)).Gives(201).Text("leadId")!;
        Assert.NotEqual(first, second);
        Assert.Equal(second, (await host.Api.Post("leads/submit", person)).Gives(201).Text("leadId"));
    }

    private static Task<Answer> Delete(ApiClient api, string leadId) => api.Send(new HttpRequestMessage(HttpMethod.Delete, $"leads/{leadId}"));

    private static async Task<(Scene Scene, string Phone, string LeadId, string InteractionId)> Called(ApiClient api, string ending = "01")
    {
        var scene = await Scene.Set(api, prompt: "You call {{ first_name }} {{ lead.customFields.pet }}.");
        var phone = Scene.Phone(ending);
        var leadId = (await api.Post("leads", new
        {
            campaignId = scene.CampaignId, firstName = Secret, lastName = Secret, email = $"{Secret}@x.de", phone, notes = Secret, customFields = new { pet = Secret }, questionnaire = new { pet = Secret },
        })).Gives(201).Text("leadId")!;
        var interactionId = (await api.Post("voice/calls/initiate", new { leadId, additionalInstructions = Secret })).Gives(202).Text("interactionId")!;
        await scene.Over(interactionId);
        return (scene, phone, leadId, interactionId);
    }

    private static async Task<JsonElement> Erased(Scene scene, string interactionId)
    {
        await LastEvent(scene.Api, interactionId, "call_erased");
        return await scene.Interaction(interactionId);
    }

    private static Task LastEvent(ApiClient api, string interactionId, string type) => Eventually.Sees(
        async () => (await api.Get($"interactions/{interactionId}/events")).Gives(200).At("events").EnumerateArray().Last().Text("type"), last => last == type, type);

    /// <summary>How many rows of the lead and its call, in any table, have the secret in them.</summary>
    private async Task<long> RowsWith(string leadId, string interactionId)
    {
        await using var connection = await host.Services.GetRequiredService<IReadDatabase>().OpenAsync();
        return await connection.ExecuteScalarAsync<long>(
            """
            SELECT (SELECT count(*) FROM grain_state WHERE (key LIKE '%/' || @leadId OR key LIKE '%/' || @interactionId) AND state LIKE '%' || @Secret || '%')
                 + (SELECT count(*) FROM events WHERE stream IN (@leadId, @interactionId) AND data LIKE '%' || @Secret || '%')
                 + (SELECT count(*) FROM leads WHERE id = @leadId)
            """,
            new { leadId, interactionId, Secret });
    }
}

[Collection(nameof(LifelikeHost))]
public sealed class ErasureDuringCallTests(LifelikeHost host)
{
    [Fact]
    public async Task While_a_call_runs_nobody_is_erased()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        var interactionId = await scene.Call(leadId);
        var answer = await host.Api.Send(new HttpRequestMessage(HttpMethod.Delete, $"leads/{leadId}"));
        Assert.Equal(interactionId, answer.Refuses(409, "CALL_IN_PROGRESS").Text("interactionId"));
        Assert.Equal("Marta", (await scene.GetLead(leadId)).Text("firstName"));
    }
}
