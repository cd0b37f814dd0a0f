using System.Text.Json;
using LeadSail.Deliveries;
using LeadSail.Hosting;
using Microsoft.AspNetCore.Http;

namespace LeadSail.PostCall;

/// <summary>What a campaign does with calls that are over.</summary>
[Collection(nameof(DeliveryHost))]
public sealed class PipelineTests(DeliveryHost host)
{
    private static readonly object Schema = new { type = "object", properties = new { mood = new { type = "string" }, next = new { type = "string" } } };

    [Fact]
    public async Task Steps_run_in_order_once_the_lead_has_its_status_and_show_what_came_of_them()
    {
        host.Receiver.Answer = (context, request) => request.Path == "/v1/chat/completions"
            ? context.Response.WriteAsJsonAsync(new { choices = new[] { new { message = new { content = """{"mood":"glad","next":"send an offer"}""" } } } }) : Task.CompletedTask;
        var scene = await After(
            new { type = "score", name = "points", to = "customFields.score", rules = new object[] { Rule("status", "equals", "qualified", 40), Rule("interaction.call.spokenTo", "equals", true, 10), Rule("firstName", "contains", "MART", 2), Rule("customFields.none", "exists", null, 1000) } },
            new { name = "reading", url = host.Receiver.Url("/v1/chat/completions"), model = "small", instructions = "How was it?", schema = Schema, headers = new { Authorization = "Bearer k" }, to = new { mood = "customFields.mood", next = "notes" }, type = "analyze" },
            new { type = "webhook", name = "crm", url = host.Receiver.Url("/crm") });
        var interactionId = await scene.Call(await scene.Lead(Scene.Phone("10")));

        var over = await Done(scene, interactionId);

        Assert.Equal("completed", over.Text("postCall.status"));
        Assert.Equal(["points score succeeded 1", "reading analyze succeeded 1", "crm webhook succeeded 1"], Steps(over));
        Assert.Equal(52, over.At("postCall.steps")[0].At("output").GetProperty("customFields.score").GetDouble());
        var lead = await scene.GetLead(over.Text("leadId")!);
        Assert.Equal((52d, "glad", "send an offer"), (lead.At("customFields.score").GetDouble(), lead.Text("customFields.mood"), lead.At("notes")[0].Text("text")));
        var asked = Assert.Single(host.Receiver.All, request => request.Path == "/v1/chat/completions" && request.Body.Contains("How was it?", StringComparison.Ordinal));
        Assert.Equal(("small", "Bearer k", "json_schema", "How was it?"), (asked.Json.Text("model"), asked.Headers["Authorization"], asked.Json.Text("response_format.type"), asked.Json.At("messages")[0].Text("content")));
        Assert.Contains("agent: ", asked.Json.At("messages")[1].Text("content"), StringComparison.Ordinal);
        var told = Assert.Single(host.Receiver.All, request => request.Path == "/crm");
        Assert.Equal(("post_call", interactionId, "qualified"), (told.Json.Text("event"), told.Json.Text("interaction.interactionId"), told.Json.Text("status")));
        Assert.Contains("v1=", told.Headers["X-LeadSail-Signature"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_were_collected_go_into_the_lead()
    {
        var scene = await After(new { type = "extract", name = "take", fields = new[] { new { from = "callback_time", to = "customFields.when" }, new { from = "never_asked", to = "customFields.never" } } });
        var interactionId = await scene.Call(await scene.Lead(Scene.Phone("08")));

        var over = await Done(scene, interactionId);

        Assert.Equal(["take extract succeeded 1"], Steps(over));
        var collected = over.At("collected");
        var lead = await scene.GetLead(over.Text("leadId")!);
        Assert.Equal(collected.TryGetProperty("callback_time", out var when) ? when.ToString() : null, lead.At("customFields").TryGetProperty("when", out var kept) ? kept.ToString() : null);
        Assert.False(lead.At("customFields").TryGetProperty("never", out _));
    }

    [Fact]
    public async Task Steps_run_after_the_outcomes_that_they_name_and_else_where_somebody_spoke()
    {
        var scene = await After(
            new { type = "webhook", name = "any talk", url = host.Receiver.Url("/talk") },
            new { type = "webhook", name = "no answer", url = host.Receiver.Url("/no-answer"), on = new[] { "no_answer", "busy" } });

        var unanswered = await Done(scene, await scene.Call(await scene.Lead(Scene.Phone("05"))));
        Assert.Equal(["any talk webhook skipped 0", "no answer webhook succeeded 1"], Steps(unanswered));
        var voicemail = await scene.Call(await scene.Lead(Scene.Phone("04")));
        await scene.Over(voicemail);
        Assert.Equal(JsonValueKind.Null, (await scene.Interaction(voicemail)).At("postCall").ValueKind);
    }

    [Fact]
    public async Task A_step_that_fails_is_tried_again_and_those_behind_it_run_if_it_says_so()
    {
        host.Receiver.Answer = (context, request) =>
        {
            context.Response.StatusCode = request.Path is "/broken" ? 503 : 200;
            return request.Path == "/v1/nonsense" ? context.Response.WriteAsync("I would rather not say.") : Task.CompletedTask;
        };
        var scene = await After(
            new { type = "analyze", name = "reading", url = host.Receiver.Url("/v1/nonsense"), model = "small", instructions = "How was it?", schema = Schema, retryAttempts = 1 },
            new { type = "webhook", name = "broken", url = host.Receiver.Url("/broken"), retryAttempts = 2, continueOnFailure = false },
            new { type = "webhook", name = "behind", url = host.Receiver.Url("/behind") });
        var interactionId = await scene.Call(await scene.Lead(Scene.Phone("01")));

        var over = await Done(scene, interactionId);

        Assert.Equal("failed", over.Text("postCall.status"));
        Assert.Equal(["reading analyze failed 1", "broken webhook failed 2", "behind webhook skipped 0"], Steps(over));
        Assert.Contains("I would rather not say.", over.At("postCall.steps")[0].Text("lastError"), StringComparison.Ordinal);
        Assert.Equal("The receiver answered 503.", over.At("postCall.steps")[1].Text("lastError"));
        Assert.Single((await host.Receiver.Sees(request => request.Path == "/broken", 2)).Select(request => request.Json.Text("eventId")).Distinct());
        Assert.DoesNotContain(host.Receiver.All, request => request.Path == "/behind");
    }

    [Fact]
    public async Task Keys_in_headers_are_not_shown_and_stay_when_they_come_back_as_they_were_shown()
    {
        var scene = await After(new { type = "webhook", name = "crm", url = host.Receiver.Url("/secret"), headers = new Dictionary<string, string> { ["X-Token"] = "abc" } });
        var shown = (await host.Api.Get($"campaigns/{scene.CampaignId}")).Gives(200);
        Assert.Equal("***", shown.At("postCall.steps")[0].Text("headers.X-Token"));

        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { postCall = shown.GetProperty("postCall") })).Gives(200);
        await Done(scene, await scene.Call(await scene.Lead(Scene.Phone("01"))));

        Assert.Equal("abc", Assert.Single(host.Receiver.All, request => request.Path == "/secret").Headers["X-Token"]);
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { postCall = new { steps = new[] { new { type = "webhook", name = "another", url = host.Receiver.Url("/secret"), headers = new Dictionary<string, string> { ["X-Token"] = "***" } } } } }))
            .FindsFault("postCall.steps[0].headers.X-Token: must be given anew: *** stands for a value that is known for this host, and there is none");
        var history = (await host.Api.Get($"campaigns/{scene.CampaignId}/events")).Text;
        Assert.DoesNotContain("abc", history, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"type":"guess","name":"x"}]""", "postCall.steps[0].type: must be one of extract, score, analyze, webhook")]
    [InlineData("""[{"name":"x"}]""", "postCall.steps[0].type: must be one of extract, score, analyze, webhook")]
    [InlineData("""[{"type":"webhook"}]""", "postCall.steps[0].name: is required", "postCall.steps[0].url: is required")]
    [InlineData("""[{"type":"webhook","name":"x","url":"ftp://x"}]""", "postCall.steps[0].url: must be an http or https address")]
    [InlineData("""[{"type":"webhook","name":"x","url":"http://u:p@x/"}]""", "postCall.steps[0].url: must be an http or https address without user and password")]
    [InlineData("""[{"type":"webhook","name":"x","url":"http://x/","headers":{"Host":"y"}}]""", "postCall.steps[0].headers.Host: is set by the server")]
    [InlineData("""[{"type":"webhook","name":"x","url":"http://x/"},{"type":"webhook","name":"X","url":"http://x/"}]""", "postCall.steps[1].name: another step has it")]
    [InlineData("""[{"type":"extract","name":"x","fields":[{"from":"a","to":"phone"}]}]""", "postCall.steps[0].fields[0].to: must be one of address.city, address.country, address.state, address.street, address.unit, address.zip, dateOfBirth, email, firstName, lastName, notes, or customFields., questionnaire. or attribution. and a key")]
    [InlineData("""[{"type":"score","name":"x","to":"customFields.s","rules":[{"when":{"field":"a","operator":"like","value":1},"points":1}]}]""", "postCall.steps[0].rules[0].when.operator: must be one of equals, not_equals, contains, greater_than, less_than, exists")]
    [InlineData("""[{"type":"score","name":"x","to":"customFields.s","rules":[{"when":{"field":"a","operator":"equals"},"points":1}]}]""", "postCall.steps[0].rules[0].when.value: is required")]
    [InlineData("""[{"type":"webhook","name":"x","url":"http://x/","on":["ringing"]}]""", "postCall.steps[0].on[0]: must be one of in_progress, completed, incomplete, voicemail, no_answer, busy, no_contact, scheduled_callback, follow_up, qualified, disqualified, dnc, error")]
    [InlineData("""[{"type":"webhook","name":"x","url":"http://x/","retryAttempts":11,"timeoutSeconds":0,"extra":1}]""", "postCall.steps[0].retryAttempts: must be from 1 to 10", "postCall.steps[0].timeoutSeconds: must be from 1 to 120", "postCall.steps[0].extra: unknown field")]
    [InlineData("[]", "postCall.steps: is required when post-call is enabled")]
    public async Task Steps_that_make_no_sense_are_refused(string steps, params string[] faults)
    {
        var scene = await Scene.Set(host.Api);
        (await host.Api.Send(HttpMethod.Patch, $"campaigns/{scene.CampaignId}", $$$"""{"postCall":{"enabled":true,"steps":{{{steps}}}}}""")).FindsFault(faults);
    }

    private static object Rule(string field, string @operator, object? value, int points) => new { when = new { field, @operator, value }, points };

    private async Task<Scene> After(params object[] steps)
    {
        var scene = await Scene.Set(host.Api);
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { postCall = new { enabled = true, steps } })).Gives(200);
        return scene;
    }

    private static Task<JsonElement> Done(Scene scene, string interactionId) => Eventually.Sees(
        () => scene.Interaction(interactionId), seen => seen.At("postCall") is { ValueKind: JsonValueKind.Object } run && run.Text("status") != "running", "the steps to be over");

    private static string[] Steps(JsonElement interaction) =>
        [.. interaction.At("postCall.steps").EnumerateArray().Select(step => FormattableString.Invariant($"{step.Text("name")} {step.Text("type")} {step.Text("status")} {step.At("attempts").GetInt32()}"))];
}
