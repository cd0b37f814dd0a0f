using System.Net.Sockets;
using System.Text;
using Dapper;
using LeadSail.ApiKeys;
using LeadSail.Hosting;
using LeadSail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Idempotency;

[Collection(nameof(FastHost))]
public sealed class IdempotencyTests(FastHost host)
{
    [Fact]
    public async Task The_same_request_under_a_key_has_the_first_answer_again()
    {
        var (api, key) = (await host.NewOrganization(), Keyed.NewKey());
        var first = await api.Post("campaigns", new { name = "Solar" }, key);
        first.Gives(201);
        (await api.Post("campaigns", new { name = "Solar" }, key)).Repeats(first);
        Assert.Single((await api.Get("campaigns")).Gives(200).At("campaigns").EnumerateArray());
        Assert.NotEqual(first.Data.Text("campaignId"), (await api.Post("campaigns", new { name = "Solar" }, Keyed.NewKey())).Gives(201).Text("campaignId"));
    }

    [Fact]
    public async Task Of_twenty_at_once_one_is_done_and_all_have_its_answer()
    {
        var (scene, key) = (await Scene.Set(host.Api), Keyed.NewKey());
        var person = scene.Person(Scene.Phone("01"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.Api.Post("leads/submit", person, key)));
        Assert.Single(answers, answer => !answer.IsReplayed());
        var submitted = Assert.Single(answers.Select(answer => answer.Gives(201).GetRawText()).Distinct());
        var leadId = answers[0].Data.Text("leadId")!;
        Assert.Equal(1, (await scene.GetLead(leadId)).At("submissionCount").GetInt32());
        Assert.Contains(leadId, submitted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_twenty_calls_at_once_one_rings()
    {
        var (scene, key, phone) = (await Scene.Set(host.Api), Keyed.NewKey(), Scene.Phone("05"));
        var leadId = await scene.Lead(phone);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.Api.Post("voice/calls/initiate", new { leadId }, key)));
        var interactionId = Assert.Single(answers.Select(answer => answer.Gives(202).Text("interactionId")!).Distinct());
        await scene.Over(interactionId);
        (await host.Api.Post("voice/calls/initiate", new { leadId }, key)).Repeats(answers.Single(answer => !answer.IsReplayed()));
        Assert.Single(await host.Api.Dials(phone));
    }

    [Fact]
    public async Task Another_request_under_the_key_is_a_conflict_and_does_nothing()
    {
        var (scene, key) = (await Scene.Set(await host.NewOrganization()), Keyed.NewKey());
        var (api, leadId) = (scene.Api, await scene.Lead(Scene.Phone("05")));
        (await api.Post("prompt-templates", new { name = "Solar", body = "Hello" }, key)).Gives(201);
        (await api.Post("prompt-templates", new { name = "Wind", body = "Hello" }, key)).Refuses(409, "IDEMPOTENCY_CONFLICT");
        (await api.Post("prompt-templates?x=1", new { name = "Solar", body = "Hello" }, key)).Refuses(409, "IDEMPOTENCY_CONFLICT");
        (await api.Post("voice-agents", new { name = "Solar", body = "Hello" }, key)).Refuses(409, "IDEMPOTENCY_CONFLICT");
        (await api.Post("voice/calls/initiate", new { leadId }, key)).Refuses(409, "IDEMPOTENCY_CONFLICT");
        Assert.Single((await api.Get("prompt-templates")).Gives(200).At("promptTemplates").EnumerateArray());
    }

    [Fact]
    public async Task Keys_of_two_organizations_never_meet()
    {
        var (one, other, key) = (await host.NewOrganization(), await host.NewOrganization(), Keyed.NewKey());
        var ids = new[] { one, other }.Select(async api => (await api.Post("prompt-templates", new { name = "Solar", body = "Hello" }, key)).Gives(201).Text("promptTemplateId"));
        Assert.Equal(2, (await Task.WhenAll(ids)).Distinct().Count());
    }

    [Fact]
    public async Task A_refusal_is_an_answer_too()
    {
        var key = Keyed.NewKey();
        var refused = await host.Api.Post("leads", new { campaignId = "NONE" }, key);
        refused.Refuses(400, "VALIDATION_ERROR");
        (await host.Api.Post("leads", new { campaignId = "NONE" }, key)).Repeats(refused);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("tab\there")]
    [InlineData("one, two")]
    public async Task A_key_that_is_none_is_told(string key) =>
        (await host.Api.Post("campaigns", new { name = "Solar" }, key)).FindsFault("Idempotency-Key: must have 1 to 255 visible ASCII characters");

    [Fact]
    public async Task A_key_has_255_characters_at_most()
    {
        (await host.Api.Post("prompt-templates/preview", new { }, new string('k', 256))).FindsFault("Idempotency-Key: must have 1 to 255 visible ASCII characters");
        (await host.Api.Post("campaigns", new { name = "Solar" }, $"!~{new string('k', 253)}")).Gives(201);
    }

    [Fact]
    public async Task A_key_is_given_once()
    {
        using var socket = new TcpClient(host.Address.Host, host.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/dialer/resume HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-API-Key: {RunningHost.ApiKey}\r\nIdempotency-Key: one\r\nIdempotency-Key: two\r\nContent-Length: 0\r\n\r\n"));
        var answer = await new StreamReader(stream).ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("Idempotency-Key: must be given once", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_file_is_the_same_request_whatever_its_boundary()
    {
        var (api, key, file) = (await host.NewOrganization(), Keyed.NewKey(), $"phone\n{string.Join('\n', Enumerable.Range(0, 2_000).Select(_ => Scene.Phone("01")))}\n");
        var first = await api.UploadUnder("dnc/import", file, key);
        Assert.Equal(2_000, first.Gives(200).At("added").GetInt32());
        (await api.UploadUnder("dnc/import", file, key)).Repeats(first);
        (await api.UploadUnder("dnc/import", file + Scene.Phone("01"), key)).Refuses(409, "IDEMPOTENCY_CONFLICT");
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_before_anything_is_kept()
    {
        var key = Keyed.NewKey();
        (await host.Api.Post("dialer/resume", new { x = new string('x', 1024 * 1024) }, key)).Refuses(413, "PAYLOAD_TOO_LARGE");
        Assert.False((await host.Api.Post("dialer/resume", new { }, key)).IsReplayed());
    }

    [Theory]
    [InlineData("api-keys", """{ "name": "CRM", "scopes": ["read"] }""")]
    [InlineData("organizations", """{ "name": "Sunrise" }""")]
    public async Task A_secret_is_shown_again_to_whoever_asked_for_it_and_is_stored_for_nobody(string path, string body)
    {
        var (api, key) = (host.Api, Keyed.NewKey());
        var first = await api.Post(path, new JsonText(body), key);
        var secret = first.Gives(201).Text("apiKey")!;
        (await api.Post(path, new JsonText(body), key)).Repeats(first);
        Assert.Equal(200, (await host.Client(secret).Get("campaigns")).Status);

        var colleague = await host.ClientWith(Scope.Read, Scope.Write, Scope.Admin);
        (await colleague.Post(path, new JsonText(body), key)).Refuses(409, "IDEMPOTENCY_CONFLICT");
        await using var connection = await host.Services.GetRequiredService<IReadDatabase>().OpenAsync();
        var kept = Encoding.Latin1.GetString(await connection.QuerySingleAsync<byte[]>("SELECT body FROM keyed_requests WHERE key = @key", new { key }));
        Assert.DoesNotContain(secret, kept, StringComparison.Ordinal);
        Assert.DoesNotContain("success", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_not_do_it_uses_no_key_up()
    {
        var key = Keyed.NewKey();
        (await (await host.ClientWith(Scope.Read)).Post("campaigns", new { name = "Solar" }, key)).Refuses(403, "FORBIDDEN");
        (await host.Client(null).Post("campaigns", new { name = "Solar" }, key)).Refuses(401, "UNAUTHORIZED");
        Assert.False((await host.Api.Post("campaigns", new { name = "Solar" }, key)).IsReplayed());
    }

    [Fact]
    public async Task Ids_follow_from_the_key_and_differ_from_each_other()
    {
        var (scene, key) = (await Scene.Set(host.Api), Keyed.NewKey());
        var made = (await host.Api.Post("leads", new { campaignId = scene.CampaignId, firstName = "Ada", lastName = "Byron", email = "ada@example.com", phone = Scene.Phone("01"), notes = new[] { "one", "two" } }, key)).Gives(201);
        var row = await host.Services.GetRequiredService<IKeyedRequests>().FindAsync(host.OrganizationId, key);
        Assert.Equal(Ids.Derived("lead", row!.CreatedAt, $"{host.OrganizationId}\n{key}\n1"), made.Text("leadId"));
        Assert.Equal(2, (await scene.GetLead(made.Text("leadId")!)).At("notes").EnumerateArray().Select(note => note.Text("id")).Distinct().Count());
    }
}
