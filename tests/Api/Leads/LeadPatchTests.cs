using System.Text.Json;
using LeadSail.ApiKeys;
using LeadSail.Hosting;

namespace LeadSail.Leads;

[Collection(nameof(FastHost))]
public sealed class LeadPatchTests(FastHost host)
{
    /// <summary>Every field of LeadSail's own PATCH: what is sent on an empty lead, where it shows, and as what.</summary>
    public static TheoryData<string, string, string> Fields => new()
    {
        { """{ "firstName": "Ann-Sofie", "lastName": "McDonald", "email": "A@B.C" }""", "firstName", "\"Ann-Sofie\"" },
        { """{ "lastName": "McDonald" }""", "lastName", "\"McDonald\"" },
        { """{ "email": "Ann@Example.COM" }""", "email", "\"ann@example.com\"" },
        { """{ "phone": "(415) 555-0123" }""", "phone", "\"+14155550123\"" },
        { """{ "country": "CA" }""", "country", "\"CA\"" },
        { """{ "address": { "street": "1 Main St", "unit": "2", "city": "Troy", "state": "NY", "zip": "12180", "country": "US" } }""", "address", """{ "street": "1 Main St", "unit": "2", "city": "Troy", "state": "NY", "zip": "12180", "country": "US" }""" },
        { """{ "dateOfBirth": "1984-02-29" }""", "dateOfBirth", "\"1984-02-29\"" },
        { """{ "timezone": "America/Chicago", "timezoneSource": "ip" }""", "timezone", "\"America/Chicago\"" },
        { """{ "timezone": "America/Chicago", "timezoneSource": "inferred" }""", "timezoneSource", "\"inferred\"" },
        { """{ "questionnaire": [{ "key": "roof", "question": "Which roof?", "answer": ["flat", 1] }] }""", "questionnaire", """[{ "key": "roof", "question": "Which roof?", "answer": ["flat", 1] }]""" },
        { """{ "questionnaire": { "roof": "flat" } }""", "questionnaire", """[{ "key": "roof", "question": "roof", "answer": "flat" }]""" },
        { """{ "notes": [{ "id": "note_x", "text": "Hi", "createdAt": "2026-01-02T03:04:05.000Z", "createdBy": "Ben" }] }""", "notes", """[{ "id": "note_x", "text": "Hi", "createdAt": "2026-01-02T03:04:05.000Z", "createdBy": "Ben" }]""" },
        { """{ "customFields": { "budget": 12.50, "deep": { "a": [null] } } }""", "customFields", """{ "budget": 12.50, "deep": { "a": [null] } }""" },
        { """{ "attribution": { "params": { "utm_source": "x" }, "captureUrl": "https://x.de", "referrer": "r", "ipAddress": "1.2.3.4", "userAgent": "u", "gclid": "1", "gbraid": "2", "wbraid": "3", "fbclid": "4", "fbc": "5", "fbp": "6", "ttclid": "7", "ttp": "8", "msclkid": "9", "tblci": "10", "adPlatform": "google", "capturePlatform": "web" } }""",
            "attribution", """{ "params": { "utm_source": "x" }, "captureUrl": "https://x.de", "referrer": "r", "ipAddress": "1.2.3.4", "userAgent": "u", "gclid": "1", "gbraid": "2", "wbraid": "3", "fbclid": "4", "fbc": "5", "fbp": "6", "ttclid": "7", "ttp": "8", "msclkid": "9", "tblci": "10", "adPlatform": "google", "capturePlatform": "web" }""" },
        { """{ "compliance": { "tcpaConsent": true, "tcpaText": "Yes." } }""", "compliance", """{ "tcpaConsent": true, "tcpaText": "Yes." }""" },
        { """{ "status": "pending_signature" }""", "status", "\"pending_signature\"" },
        { """{ "detail": { "why": "cap" } }""", "detail", """{ "why": "cap" }""" },
        { """{ "detail": "cap" }""", "detail", "\"cap\"" },
        { """{ "flags": { "isTest": true, "isDnc": true } }""", "flags", """{ "isTest": true, "isDnc": true }""" },
        { """{ "approval": { "status": "approved", "campaignId": "HXZ", "decidedBy": "Ben", "decidedAt": "2026-01-02T03:04:05Z", "reason": "fits" } }""", "approval", """{ "status": "approved", "campaignId": "HXZ", "decidedBy": "Ben", "decidedAt": "2026-01-02T03:04:05.000Z", "reason": "fits" }""" },
        { """{ "tags": ["hot", "roof"] }""", "tags", """["hot", "roof"]""" },
        { """{ "clientLeadId": "crm-7" }""", "clientLeadId", "\"crm-7\"" },
        { """{ "repostedTo": [{ "campaignId": "HXZ" }, "x"] }""", "repostedTo", """[{ "campaignId": "HXZ" }, "x"]""" },
        { """{ "latestSubmittedAt": "2026-01-02T03:04:05.000Z" }""", "latestSubmittedAt", "\"2026-01-02T03:04:05.000Z\"" },
        { """{ "lastActivityAt": "2026-01-02T03:04:05.678+01:00" }""", "lastActivityAt", "\"2026-01-02T02:04:05.678Z\"" },
        { """{ "deliveredAt": "2026-01-02T03:04:05.000Z" }""", "deliveredAt", "\"2026-01-02T03:04:05.000Z\"" },
        { """{ "submissionCount": 7 }""", "submissionCount", "7" },
        { """{ "files": [{ "fileKey": "bill" }] }""", "files", """[{ "fileKey": "bill" }]""" },
        { """{ "isTest": true }""", "isTest", "true" },
    };

    [Theory, MemberData(nameof(Fields))]
    public async Task Every_field_goes_in_and_comes_out(string patch, string field, string shown)
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        var answer = (await host.Api.Send(HttpMethod.Patch, $"leads/{leadId}", patch)).Gives(200);
        Same(shown, answer.At(field));
        Assert.Equal(answer.GetRawText(), (await scene.GetLead(leadId)).GetRawText());
        var again = (await host.Api.Send(HttpMethod.Patch, $"leads/{leadId}", patch)).Gives(200); // a repeat changes nothing
        Assert.Equal(answer.GetRawText(), again.GetRawText());
    }

    [Fact]
    public async Task The_table_has_every_field_of_the_document()
    {
        var named = host.Contract.Document.At("components.schemas.LeadPatch.properties").EnumerateObject().Select(field => field.Name);
        var sent = Fields.Select(row => JsonElement.Parse((string)row[0])).SelectMany(patch => patch.EnumerateObject()).Select(field => field.Name);
        Assert.Equal(named.Except(["campaign", "deleteQuestionnaireKeys"]).Order(StringComparer.Ordinal), sent.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_given_is_laid_over_what_is_known()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        await Change(leadId, """
            { "address": { "street": "1 Main St", "unit": "2" }, "customFields": { "a": 1, "b": 2 }, "compliance": { "tcpaConsent": true }, "notes": ["first"], "tags": ["x"], "approval": { "status": "pending", "reason": "new" },
              "questionnaire": [{ "key": "roof", "question": "Which roof?", "answer": "flat" }, { "key": "age", "question": "How old?", "answer": 40 }, { "key": "gone", "answer": 1 }] }
            """);
        var first = (await scene.GetLead(leadId)).At("notes")[0];
        var lead = await Change(leadId, $$"""
            { "address": { "city": "Troy", "unit": null }, "customFields": { "b": 3 }, "compliance": { "text": "ok" }, "tags": ["y"], "approval": { "status": "approved" }, "deleteQuestionnaireKeys": ["gone", "never", "age"],
              "questionnaire": { "roof": "steep", "age": 41 }, "notes": [{ "id": "{{first.Text("id")}}", "text": "corrected" }, "second"] }
            """);
        Same("""{ "street": "1 Main St", "unit": null, "city": "Troy", "state": null, "zip": null, "country": null }""", lead.At("address"));
        Same("""{ "a": 1, "b": 3 }""", lead.At("customFields"));
        Same("""{ "tcpaConsent": true, "text": "ok" }""", lead.At("compliance"));
        Same("""["y"]""", lead.At("tags"));
        Assert.Equal(("approved", "new"), (lead.Text("approval.status"), lead.Text("approval.reason")));
        Same("""[{ "key": "roof", "question": "Which roof?", "answer": "steep" }, { "key": "age", "question": "age", "answer": 41 }]""", lead.At("questionnaire"));
        Assert.Equal(["corrected", "second"], lead.At("notes").EnumerateArray().Select(note => note.Text("text")));
    }

    [Fact]
    public async Task What_was_read_can_be_sent_back_as_it_is()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        var lead = await Change(leadId, """{ "notes": ["one"], "questionnaire": { "roof": "flat" }, "address": { "zip": "10001" }, "customFields": { "a": 1 }, "tags": ["x"], "detail": "d" }""");
        var fields = typeof(LeadPatch).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).ToHashSet();
        var sent = lead.EnumerateObject().Where(field => fields.Contains(field.Name) && field.Value.ValueKind != JsonValueKind.Null).ToDictionary(field => field.Name, field => field.Value);
        var after = await Change(leadId, JsonSerializer.Serialize(sent));
        Assert.All(lead.EnumerateObject().Where(field => field.Name != "updatedAt"), field => Assert.Equal(field.Value.GetRawText(), after.At(field.Name).GetRawText()));
    }

    [Fact]
    public async Task A_null_empties_what_may_be_empty_and_is_refused_where_nothing_may()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        await Change(leadId, """{ "dateOfBirth": "1984-02-29", "deliveredAt": "2026-01-02T03:04:05Z", "submissionCount": 9, "approval": { "status": "pending" }, "detail": "x", "clientLeadId": "y", "customFields": { "a": 1 }, "timezone": "UTC", "address": { "zip": "10001" } }""");
        var lead = await Change(leadId, """{ "dateOfBirth": null, "deliveredAt": null, "submissionCount": null, "approval": null, "detail": null, "clientLeadId": null, "customFields": null, "timezone": null, "address": null }""");
        Assert.All(["dateOfBirth", "deliveredAt", "approval", "detail", "clientLeadId", "timezone", "timezoneSource", "address"], field => Assert.Equal(JsonValueKind.Null, lead.At(field).ValueKind));
        Assert.Equal((1, "{}"), (lead.At("submissionCount").GetInt32(), lead.At("customFields").GetRawText()));
        (await host.Api.Send(HttpMethod.Patch, $"leads/{leadId}", """{ "firstName": null, "email": null, "phone": null, "status": null, "campaign": null, "flags": null, "notes": null }""")).FindsFault(
            "firstName: must not be null", "email: must not be null", "phone: must not be null", "status: must not be null", "campaign: must not be null", "flags: must not be null", "notes: must not be null");
    }

    [Theory]
    [InlineData("""{ "firstName": "" }""", "firstName: must not be empty")]
    [InlineData("""{ "phone": "+1 911 555 0101" }""", "phone: 911 is not an area code.")]
    [InlineData("""{ "phone": "555-0101" }""", "phone: must have at least 10 characters")]
    [InlineData("""{ "status": "lost" }""", null)]
    [InlineData("""{ "submissionCount": -1 }""", "submissionCount: must be from 0 to 2147483647")]
    [InlineData("""{ "deliveredAt": "yesterday" }""", "deliveredAt: must be an ISO 8601 instant")]
    [InlineData("""{ "deliveredAt": "2026-11-18T10:00:00" }""", "deliveredAt: must be an instant with its zone, e.g. 2026-11-18T17:00:00Z")]
    [InlineData("""{ "approval": { "status": "maybe" } }""", "approval.status: must be one of pending, approved, rejected")]
    [InlineData("""{ "campaign": { "name": "x" } }""", "campaign.campaignId: must be the id of a campaign")]
    [InlineData("""{ "campaign": { "campaignId": "HXZ", "color": 1 } }""", "campaign.color: unknown field")]
    [InlineData("""{ "leadId": "lead_2" }""", "leadId: unknown field")]
    [InlineData("""{ "flags": { "isDnc": "no" } }""", "flags.isDnc: must be true or false")]
    [InlineData("""{ "tags": ["ok", " "] }""", "tags[1]: must have 1 to 200 characters")]
    [InlineData("""{ "notes": [{ "text": "x", "createdAt": "soon" }] }""", "notes[0].createdAt: must be an ISO 8601 instant, not soon")]
    [InlineData("""{ "detail": 5 }""", "detail: must be a string or an object or an array")]
    public async Task What_is_wrong_is_told_and_nothing_is_changed(string patch, string? fault)
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        var before = (await scene.GetLead(leadId)).GetRawText();
        var answer = await host.Api.Send(HttpMethod.Patch, $"leads/{leadId}", patch);
        answer.Refuses(400, "VALIDATION_ERROR");
        Assert.Equal(fault ?? answer.Details[0], Assert.Single(answer.Details));
        Assert.Equal(before, (await scene.GetLead(leadId)).GetRawText());
    }

    [Fact]
    public async Task A_lead_moves_to_another_campaign()
    {
        var (scene, other) = (await Scene.Set(host.Api), await Scene.Set(host.Api));
        var leadId = await scene.Lead(Scene.Phone("01"));
        var moved = await Change(leadId, $$"""{ "campaign": "{{other.CampaignId}}" }""");
        Assert.Equal((other.CampaignId, "Solar Spring", "client_1", "offer_1"), (moved.Text("campaign.campaignId"), moved.Text("campaign.name"), moved.Text("campaign.clientId"), moved.Text("campaign.offerId")));
        Assert.Equal(scene.CampaignId, (await Change(leadId, $$"""{ "campaign": { "campaignId": "{{scene.CampaignId}}", "name": "Whatever" } }""")).Text("campaign.campaignId"));
        (await host.Api.Patch($"leads/{leadId}", new { campaign = "NOPE", firstName = "Not" })).Refuses(404, "NOT_FOUND");
        Assert.Equal("Marta", (await scene.GetLead(leadId)).Text("firstName"));
        (await host.Api.Patch("leads/lead_nobody", new { firstName = "Not" })).Refuses(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Status_and_do_not_call_are_independent_and_only_an_admin_takes_the_latter_back()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        var lead = await Change(leadId, """{ "status": "dnc" }""");
        Assert.Equal(("dnc", false), (lead.Text("status"), lead.At("flags.isDnc").GetBoolean()));
        (await host.Api.Post("voice/calls/initiate", new { leadId })).Refuses(422, "LEAD_DNC");
        lead = await Change(leadId, """{ "status": "new", "flags": { "isDnc": true } }""");
        Assert.Equal(("new", true), (lead.Text("status"), lead.At("flags.isDnc").GetBoolean()));
        Assert.StartsWith("key_", lead.Text("dnc.by"), StringComparison.Ordinal);
        (await host.Api.Post("voice/calls/initiate", new { leadId })).Refuses(422, "LEAD_DNC");

        var writer = await host.ClientWith(Scope.Read, Scope.Write);
        (await writer.Patch($"leads/{leadId}", new { flags = new { isDnc = false }, firstName = "Not" })).Refuses(403, "FORBIDDEN");
        Assert.Equal(("Marta", true), ((await scene.GetLead(leadId)).Text("firstName"), (await scene.GetLead(leadId)).At("flags.isDnc").GetBoolean()));
        (await writer.Patch($"leads/{leadId}", new { flags = new { isDnc = true }, firstName = "Ann" })).Gives(200);
        Assert.Equal(JsonValueKind.Null, (await Change(leadId, """{ "flags": { "isDnc": false } }""")).At("dnc").ValueKind);
        (await writer.Patch($"leads/{leadId}", new { flags = new { isDnc = false } })).Gives(200);
        (await host.Api.Post("voice/calls/initiate", new { leadId })).Gives(202);
    }

    [Fact]
    public async Task A_changed_phone_is_for_calls_to_come()
    {
        var scene = await Scene.Set(host.Api);
        var (old, changed) = (Scene.Phone("01"), Scene.Phone("01"));
        var leadId = await scene.Lead(old);
        var first = await scene.Call(leadId);
        await scene.Over(first);
        await Change(leadId, $$"""{ "phone": "{{changed}}" }""");
        var (second, lead) = await scene.Over(await scene.Call(leadId));
        Assert.Equal((old, changed), ((await scene.Interaction(first)).Text("phone"), second.Text("phone")));
        Assert.Equal((2, 2, "completed"), (lead.At("attempts.total").GetInt32(), lead.At("attempts.today").GetInt32(), lead.Text("attempts.lastOutcome")));
        Assert.Equal(JsonValueKind.Null, lead.At("nextCallTime").ValueKind);
    }

    [Fact]
    public async Task What_a_lead_may_hold_is_limited_as_a_whole()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        var half = new string('x', 40 * 1024);
        await Change(leadId, JsonSerializer.Serialize(new { customFields = new { a = half }, questionnaire = new { a = half } }));
        (await host.Api.Patch($"leads/{leadId}", new { customFields = new { b = half }, questionnaire = new { b = half } })).FindsFault(
            "customFields: would be larger than 64 kB", "questionnaire: would be larger than 64 kB");
        (await host.Api.Post("leads/submit", new { leadId, campaignId = scene.CampaignId, customFields = new { b = half } })).FindsFault("customFields: would be larger than 64 kB");
        (await host.Api.Patch($"leads/{leadId}", new { notes = new[] { new string('n', 10_001) } })).FindsFault("notes[0]: must have at most 10000 characters");
        var note = new string('n', 10_000);
        for (var i = 0; i < 4; i++)
        {
            await Change(leadId, JsonSerializer.Serialize(new { notes = Enumerable.Repeat(note, 10) }));
        }

        (await host.Api.Patch($"leads/{leadId}", new { notes = Enumerable.Repeat(note, 10) })).FindsFault("body: the lead would be larger than 512 kB");
        (await host.Api.Patch($"leads/{leadId}", new { tags = Enumerable.Repeat("t", 101) })).FindsFault("tags: must have at most 100 items");
    }

    [Fact]
    public async Task Its_history_says_who_changed_which_fields_and_not_what_they_hold()
    {
        var (scene, other) = (await Scene.Set(host.Api), await Scene.Set(host.Api));
        var leadId = await scene.Lead(Scene.Phone("01"));
        await Change(leadId, $$"""{ "firstName": "Secretname", "tags": ["x"], "status": "qualified", "campaign": "{{other.CampaignId}}", "flags": { "isDnc": true } }""");
        await Change(leadId, """{ "firstName": "Secretname" }""");
        var events = (await host.Api.Get($"leads/{leadId}/events")).Gives(200).At("events").EnumerateArray().ToArray();
        Assert.Equal(["submitted", "lead_changed", "campaign_moved", "status_changed", "dnc_set"], events.Select(entry => entry.Text("type")));
        Assert.All(events, entry => Assert.StartsWith("key_", entry.Text("actor"), StringComparison.Ordinal));
        Same("""{ "fields": ["firstName", "tags"] }""", events[1].At("data"));
        Same($$"""{ "from": "{{scene.CampaignId}}", "to": "{{other.CampaignId}}" }""", events[2].At("data"));
        Assert.Equal(("new", "qualified"), (events[3].Text("data.from"), events[3].Text("data.to")));
        Assert.DoesNotContain("Secretname", string.Concat(events.Select(entry => entry.GetRawText())), StringComparison.Ordinal);
        var page = (await host.Api.Get($"leads/{leadId}/events?limit=2")).Gives(200);
        Assert.Equal(events[2].At("seq").GetInt64(), (await host.Api.Get($"leads/{leadId}/events?cursor={page.Text("nextCursor")}")).Gives(200).At("events")[0].At("seq").GetInt64());
        (await host.Api.Get("leads/lead_nobody/events")).Refuses(404, "NOT_FOUND");
    }

    private async Task<JsonElement> Change(string leadId, string patch) => (await host.Api.Send(HttpMethod.Patch, $"leads/{leadId}", patch)).Gives(200);

    private static void Same(string expected, JsonElement actual) => Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), actual.GetRawText());
}
