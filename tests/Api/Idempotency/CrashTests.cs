using System.Text.Json;
using LeadSail.Hosting;
using LeadSail.Imports;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Idempotency;

/// <summary>A request that was cut off between what it did and the record of its answer: a repeat runs it again, and nothing is done twice.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    private readonly CrashingHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_lead_is_entered_once()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = (await Crashed("leads", scene.Person(Scene.Phone("01")), 201)).Text("leadId")!;
        Assert.Equal(leadId, Assert.Single((await Leads(scene)).EnumerateArray()).Text("leadId"));
    }

    [Fact]
    public async Task A_submission_counts_once_of_a_new_lead_and_of_a_known_one()
    {
        var scene = await Scene.Set(host.Api);
        var first = await Crashed("leads/submit", scene.Person(Scene.Phone("01")), 201);
        var leadId = first.Text("leadId")!;
        Assert.Equal(1, Assert.Single((await Leads(scene)).EnumerateArray()).At("submissionCount").GetInt32());

        var second = await Crashed("leads/submit", new { campaignId = scene.CampaignId, leadId, notes = "Once more" }, 201);
        var lead = await scene.GetLead(leadId);
        Assert.Equal((leadId, 2, 1), (second.Text("leadId"), lead.At("submissionCount").GetInt32(), lead.At("notes").GetArrayLength()));
    }

    [Fact]
    public async Task A_call_is_made_once_also_when_it_is_over_by_then()
    {
        var (scene, phone) = (await Scene.Set(host.Api), Scene.Phone("22")); // refused by the provider: no attempt of the lead remembers it
        foreach (var number in new[] { phone, Scene.Phone("01") })
        {
            var leadId = await scene.Lead(number);
            var interactionId = (await Crashed("voice/calls/initiate", new { leadId }, 202)).Text("interactionId")!;
            await scene.Over(interactionId);
            Assert.Equal(interactionId, Assert.Single((await host.Api.Get($"interactions/lead/{leadId}")).Gives(200).At("interactions").EnumerateArray()).Text("interactionId"));
            Assert.Single(await host.Api.Dials(number));
        }
    }

    [Fact]
    public async Task A_call_that_still_runs_is_answered_and_stands_in_nobody_s_way()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("31")); // asked about until its deadline
        var interactionId = (await Crashed("voice/calls/initiate", new { leadId }, 202)).Text("interactionId")!;
        Assert.Equal(interactionId, (await scene.GetLead(leadId)).Text("activeInteractionId"));
        (await host.Api.Post("voice/calls/initiate", new { leadId })).Refuses(409, "CALL_IN_PROGRESS");
    }

    [Theory]
    [InlineData("voice-agents", "voiceAgents", """{ "name": "Amy", "providerAgentId": "agent_x" }""")]
    [InlineData("phone-numbers", "phoneNumbers", """{ "phoneNumber": "+12125550100", "providerPhoneNumberId": "phnum_x" }""")]
    [InlineData("prompt-templates", "promptTemplates", """{ "name": "Solar", "body": "Hello" }""")]
    [InlineData("campaigns", "campaigns", """{ "name": "Solar" }""")]
    [InlineData("campaigns", "campaigns", """{ "name": "Solar", "campaignId": "SOLAR" }""")]
    public async Task A_setting_is_made_once_and_no_conflict(string path, string list, string body)
    {
        var made = await Crashed(path, new JsonText(body), 201);
        Assert.Equal(1, made.At("version").GetInt32());
        Assert.Equal(made.GetRawText(), Assert.Single((await host.Api.Get(path)).Gives(200).At(list).EnumerateArray()).GetRawText());
    }

    [Fact]
    public async Task A_code_that_another_request_has_taken_is_a_conflict_all_the_same()
    {
        (await host.Api.Post("campaigns", new { name = "Solar", campaignId = "SOLAR" }, Keyed.NewKey())).Gives(201);
        (await host.Api.Post("campaigns", new { name = "Solar", campaignId = "SOLAR" }, Keyed.NewKey())).Refuses(409, "CONFLICT");
    }

    [Fact]
    public async Task A_key_is_made_once_and_the_one_that_is_shown_works()
    {
        var made = await Crashed("api-keys", new { name = "CRM", scopes = new[] { "read" } }, 201);
        Assert.Equal(200, (await host.Client(made.Text("apiKey")).Get("campaigns")).Status);
        Assert.Single((await host.Api.Get("api-keys")).Gives(200).At("apiKeys").EnumerateArray(), key => key.Text("name") == "CRM");
        var organization = await Crashed("organizations", new { name = "Sunrise" }, 201);
        var theirs = host.Client(organization.Text("apiKey"));
        Assert.Equal("Sunrise", (await theirs.Get("organization")).Gives(200).Text("name"));
        Assert.Single((await theirs.Get("api-keys")).Gives(200).At("apiKeys").EnumerateArray());
    }

    [Fact]
    public async Task Leads_are_sent_to_their_dialer_and_started_over_once()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        Assert.Equal(1, (await Crashed("leads/send-to-auto-dialer", new { leadIds = new[] { leadId }, restart = true }, 200)).At("succeeded").GetInt32());
        Assert.Equal(["submitted", "sequence_restarted", "dialer_entered"], await Events(leadId));

        // out again before the repeat: it stays out
        var key = Keyed.NewKey();
        await Die("leads/send-to-auto-dialer", new { leadIds = new[] { leadId }, restart = true }, key);
        (await host.Api.Post("leads/remove-from-auto-dialer", new { leadIds = new[] { leadId } })).Gives(200);
        host.Pass(TimeSpan.FromSeconds(31));
        (await host.Api.Post("leads/send-to-auto-dialer", new { leadIds = new[] { leadId }, restart = true }, key)).Gives(200);
        Assert.Equal("null", (await scene.GetLead(leadId)).At("autoDialer").GetRawText());
    }

    [Fact]
    public async Task A_job_begins_once_and_numbers_are_taken_over_once()
    {
        var scene = await Scene.Set(host.Api);
        await scene.Lead(Scene.Phone("01"));
        var job = await Crashed($"campaigns/{scene.CampaignId}/auto-dialer/enter", new { filter = new { } }, 202);
        Assert.Equal(1, job.At("total").GetInt32());

        var before = (await host.Api.Get("phone-numbers?limit=100")).Gives(200).At("phoneNumbers").GetArrayLength();
        var synced = await Crashed("phone-numbers/sync", new { }, 200);
        var numbers = (await host.Api.Get("phone-numbers?limit=100")).Gives(200).At("phoneNumbers").EnumerateArray().Select(number => number.Text("providerPhoneNumberId")).ToArray();
        Assert.Equal(synced.At("phoneNumbers").GetArrayLength(), numbers.Length);
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
        Assert.True(numbers.Length > before);
    }

    [Fact]
    public async Task The_list_pauses_and_previews_are_as_if_done_once()
    {
        var scene = await Scene.Set(host.Api);
        var (leadId, phone) = (await scene.Lead(Scene.Phone("01")), Scene.Phone("01"));
        Assert.Equal(phone, (await Crashed("dnc", new { phone, reason = "asked" }, 200)).Text("phone")); // on the list already, so 200
        Assert.Equal(1, (await CrashedUpload("dnc/import", $"phone\n{phone}\n")).At("existing").GetInt32());
        Assert.True((await Crashed($"campaigns/{scene.CampaignId}/auto-dialer/pause", new { }, 200)).At("paused").GetBoolean());
        Assert.True((await Crashed("dialer/pause", new { }, 200)).At("paused").GetBoolean());
        Assert.False((await Crashed("dialer/resume", new { }, 200)).At("paused").GetBoolean());
        Assert.Equal("Hello", (await Crashed("prompt-templates/preview", new { body = "Hello", leadId }, 200)).Text("prompt"));
        Assert.Equal(1, (await Crashed("leads/remove-from-auto-dialer", new { leadIds = new[] { leadId } }, 200)).At("succeeded").GetInt32());
        Assert.Single((await host.Api.Get("dnc")).Gives(200).At("entries").EnumerateArray());
    }

    [Fact]
    public async Task A_file_is_imported_once_and_nothing_of_it_is_left()
    {
        var scene = await Scene.Set(host.Api);
        var (key, file) = (Keyed.NewKey(), $"firstName,lastName,email,phone\nMarta,Keller,m@example.com,{Scene.Phone("01")}\n");
        Task<Answer> Upload() => host.Api.UploadUnder("leads/import", file, key, ("campaignId", scene.CampaignId), ("purpose", "add_all"));
        host.Dies = true;
        Assert.Equal(500, (await Upload()).Status);
        host.Dies = false;
        var imports = new ImportScene(scene);
        var importId = Assert.Single((await host.Api.Get("leads/imports")).Gives(200).At("imports").EnumerateArray()).Text("importId")!;
        Assert.Equal((1, 0, 0, 0), ImportScene.Counts(await imports.Done(importId)));

        host.Pass(TimeSpan.FromSeconds(31));
        var second = await Upload();
        Assert.Equal(importId, second.Gives(202).Text("importId"));
        (await Upload()).Repeats(second);

        Assert.Equal((1, 0, 0, 0), ImportScene.Counts(await imports.Done(importId)));
        Assert.Single(await imports.Leads());
        Assert.Empty(await host.Services.GetRequiredService<IImportRows>().WaitingAsync(host.OrganizationId, importId, 0, 10));
    }

    [Fact]
    public async Task A_file_that_could_not_be_stored_is_imported_by_the_repeat()
    {
        var scene = await Scene.Set(host.Api);
        Task<Answer> Upload() => host.Api.UploadUnder("leads/import", "firstName,lastName,email,phone\nMarta,Keller,m@example.com,555\n", "import-again", ("campaignId", scene.CampaignId), ("purpose", "add_all"));
        host.Broken = "import_rows/";
        Assert.Equal(500, (await Upload()).Status);
        host.Broken = null;
        Assert.Equal((0, 0, 0, 1), ImportScene.Counts(await new ImportScene(scene).Done((await Upload()).Gives(202).Text("importId")!)));
    }

    [Fact]
    public async Task A_webhook_is_replayed_once_and_its_secret_changed_once()
    {
        await using var receiver = await Receiver.StartAsync();
        var scene = await Scene.Set(host.Api);
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { webhooks = new { inheritFromTenant = false, enabled = true, url = receiver.Url() } })).Gives(200);
        var leadId = await scene.Lead(Scene.Phone("01"));
        (await host.Api.Patch($"leads/{leadId}", new { status = "accepted" })).Gives(200);
        var deliveryId = (await Delivered(leadId, 1)).Text("deliveryId")!;

        var (path, key) = ($"webhook-deliveries/{deliveryId}/replay", Keyed.NewKey());
        await Die(path, new { }, key);
        await Delivered(leadId, 2);
        host.Pass(TimeSpan.FromSeconds(31));
        var second = await host.Api.Post(path, new { }, key);
        Assert.Equal("delivered", second.Gives(202).Text("state"));
        (await host.Api.Post(path, new { }, key)).Repeats(second);
        (await host.Api.Post(path, new { }, Keyed.NewKey())).Gives(202);
        await Delivered(leadId, 3);
        Assert.Equal(3, receiver.All.Count);

        var before = (await host.Api.Get("organization/webhook-secret")).Gives(200).Text("secret");
        await Die("organization/webhook-secret/rotate", new { }, key = Keyed.NewKey());
        var after = (await host.Api.Get("organization/webhook-secret")).Gives(200);
        host.Pass(TimeSpan.FromSeconds(31));
        Assert.NotEqual(before, after.Text("secret"));
        Assert.Equal(after.GetRawText(), (await host.Api.Post("organization/webhook-secret/rotate", new { }, key)).Gives(200).GetRawText());
    }

    [Fact]
    public async Task A_fault_of_ours_is_no_last_word()
    {
        var (scene, key) = (await Scene.Set(host.Api), Keyed.NewKey());
        var person = scene.Person(Scene.Phone("01"));
        host.Broken = "state/lead/";
        (await host.Api.Post("leads", person, key)).Refuses(503, "UNAVAILABLE");
        host.Broken = null;
        var answer = await host.Api.Post("leads", person, key);
        answer.Gives(201);
        Assert.False(answer.IsReplayed());
        (await host.Api.Post("leads", person, key)).Repeats(answer);
        Assert.Single((await Leads(scene)).EnumerateArray());
    }

    [Fact]
    public async Task After_a_day_a_key_is_as_new()
    {
        var (scene, key) = (await Scene.Set(host.Api), Keyed.NewKey());
        var person = scene.Person(Scene.Phone("01"));
        var first = (await host.Api.Post("leads", person, key)).Gives(201).Text("leadId");
        host.Pass(TimeSpan.FromHours(23.9));
        Assert.Equal(first, (await host.Api.Post("leads", person, key)).Gives(201).Text("leadId"));
        host.Pass(TimeSpan.FromHours(0.2));
        Assert.NotEqual(first, (await host.Api.Post("leads", person, key)).Gives(201).Text("leadId"));
    }

    [Fact]
    public async Task A_client_that_leaves_finds_its_answer_later()
    {
        var (scene, key) = (await Scene.Set(host.Api), Keyed.NewKey());
        var person = scene.Person(Scene.Phone("01"));
        host.Held = "state/lead/";
        using (var client = new HttpClient())
        using (var gone = new CancellationTokenSource())
        {
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, "/api/v1/leads")) { Content = new StringContent(JsonSerializer.Serialize(person, Json.Options), System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Add("X-API-Key", RunningHost.ApiKey);
            request.Headers.Add("Idempotency-Key", key);
            var sending = client.SendAsync(request, gone.Token);
            await host.Reached.Task;
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        }

        var repeat = host.Api.Post("leads", person, key);
        host.Gate.SetResult();
        Assert.True((await repeat).IsReplayed(), (await repeat).Text);
        Assert.Single((await Leads(scene)).EnumerateArray());
    }

    [Fact]
    public async Task A_repeat_waits_for_the_answer_of_another_host()
    {
        var requests = host.Services.GetRequiredService<IKeyedRequests>();
        (await host.Api.Post("dialer/resume", new { }, "known")).Gives(200);
        var fingerprint = (await requests.FindAsync(host.OrganizationId, "known"))!.Fingerprint;
        var theirs = await requests.BeginAsync(new(host.OrganizationId, "elsewhere", fingerprint, host.Now, "another host", host.Now.AddSeconds(30)), host.Now.AddDays(-1));

        var repeats = Enumerable.Range(0, 3).Select(_ => host.Api.Post("dialer/resume", new { }, "elsewhere")).ToArray();
        await requests.CompleteAsync(theirs, new KeptAnswer(200, new JsonText("""{"Content-Type":"application/json"}"""), """{"success":true,"data":{"paused":false}}"""u8.ToArray()));
        Assert.All(await Task.WhenAll(repeats), answer => Assert.True(answer.IsReplayed()));
    }

    /// <summary>Sends a request that dies before its answer is recorded, then a repeat after the lease, and one more.</summary>
    private async Task<JsonElement> Crashed(string path, object body, int status)
    {
        var key = Keyed.NewKey();
        await Die(path, body, key);
        host.Pass(TimeSpan.FromSeconds(31));
        var second = await host.Api.Post(path, body, key);
        var data = second.Gives(status);
        (await host.Api.Post(path, body, key)).Repeats(second);
        return data;
    }

    private async Task<JsonElement> CrashedUpload(string path, string file)
    {
        var key = Keyed.NewKey();
        host.Dies = true;
        Assert.Equal(500, (await host.Api.UploadUnder(path, file, key)).Status);
        host.Dies = false;
        host.Pass(TimeSpan.FromSeconds(31));
        return (await host.Api.UploadUnder(path, file, key)).Gives(200);
    }

    private async Task<JsonElement> Delivered(string leadId, int attempts) => (await Eventually.Sees(
        async () => (await host.Api.Get($"webhook-deliveries?leadId={leadId}&state=delivered")).Gives(200).At("deliveries").EnumerateArray().ToArray(),
        seen => seen.Length == 1 && seen[0].At("attempts").GetArrayLength() == attempts, $"{attempts} attempts"))[0];

    private async Task Die(string path, object body, string key)
    {
        host.Dies = true;
        Assert.Equal(500, (await host.Api.Post(path, body, key)).Status);
        host.Dies = false;
    }

    private async Task<JsonElement> Leads(Scene scene) => (await host.Api.Get($"leads?campaignIds={scene.CampaignId}")).Gives(200).At("leads");

    private async Task<IEnumerable<string>> Events(string leadId) => (await host.Api.Get($"leads/{leadId}/events")).Gives(200).At("events").EnumerateArray().Select(entry => entry.Text("type")!);
}
