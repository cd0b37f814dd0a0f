using System.Text.Json;
using LeadSail.Hosting;

namespace LeadSail.Leads;

[Collection(nameof(FastHost))]
public sealed class LeadTests(FastHost host)
{
    [Fact]
    public async Task A_lead_comes_back_as_it_was_entered()
    {
        var scene = await Scene.Set(host.Api);
        var phone = Scene.Phone("01");
        var answer = await host.Api.Post("leads", new { campaignId = scene.CampaignId, firstName = "  marta ", lastName = "KELLER-HUBER", email = "Marta.Keller@Example.COM", phone });
        var created = answer.Gives(201);
        Assert.StartsWith("sub_", created.Text("submissionId"), StringComparison.Ordinal);
        Assert.Equal($"/api/v1/leads/{created.Text("leadId")}", answer.Headers.Location!.ToString());
        var lead = await scene.GetLead(created.Text("leadId")!);
        Assert.Equal(
            ("Marta", "Keller-Huber", "marta.keller@example.com", phone, "new", scene.CampaignId, "Solar Spring"),
            (lead.Text("firstName"), lead.Text("lastName"), lead.Text("email"), lead.Text("phone"), lead.Text("status"), lead.Text("campaign.campaignId"), lead.Text("campaign.name")));
    }

    [Fact]
    public async Task Every_field_of_a_lead_is_kept()
    {
        var scene = await Scene.Set(host.Api);
        var lead = await Created(scene, $$"""
            {
              "campaignId": "{{scene.CampaignId}}", "firstName": "Seán", "lastName": "McDonald", "email": "s@x.ie", "phone": "(212) 555-0142",
              "address": { "street": "350 5th Ave", "unit": "7", "city": "New York", "state": "NY", "zip": "10118", "country": "US" },
              "dateOfBirth": "1984-02-29", "country": "US", "timezone": "America/New_York", "timezoneSource": "ip",
              "questionnaire": { "timeline": "soon", "rooms": 3, "roof": { "kind": "flat" } },
              "customFields": { "budget": 1200.50, "tags": ["a"], "none": null }, "attribution": { "gclid": "x" }, "compliance": { "tcpaConsent": true },
              "files": [{ "fileKey": "bill", "documentUrl": "https://example.com/bill.pdf" }],
              "notes": ["first", { "text": "second" }], "isTest": true, "tags": ["hot", "roof"],
              "clientLeadId": "crm-7", "detail": "from the fair", "approval": { "status": "approved", "decidedBy": "Ann" }, "repostedTo": [{ "campaignId": "B" }],
              "submissionCount": 3, "latestSubmittedAt": "2026-11-17T10:00:00.000Z", "lastActivityAt": "2026-11-17T11:00:00.000Z", "deliveredAt": "2026-11-17T12:00:00.000Z"
            }
            """);
        Assert.Equal(("Seán", "McDonald", "+12125550142"), (lead.Text("firstName"), lead.Text("lastName"), lead.Text("phone")));
        Assert.Equal(("10118", "1984-02-29", "America/New_York", "ip"), (lead.Text("address.zip"), lead.Text("dateOfBirth"), lead.Text("timezone"), lead.Text("timezoneSource")));
        Same("""[{ "key": "timeline", "question": "timeline", "answer": "soon" }, { "key": "rooms", "question": "rooms", "answer": 3 }, { "key": "roof", "question": "roof", "answer": { "kind": "flat" } }]""", lead.At("questionnaire"));
        Same("""{ "budget": 1200.50, "tags": ["a"], "none": null }""", lead.At("customFields"));
        Same("""{ "gclid": "x" }""", lead.At("attribution"));
        Same("""{ "tcpaConsent": true }""", lead.At("compliance"));
        Same("""[{ "fileKey": "bill", "documentUrl": "https://example.com/bill.pdf" }]""", lead.At("files"));
        Same("""["hot", "roof"]""", lead.At("tags"));
        Same("""{ "isTest": true, "isDnc": false }""", lead.At("flags"));
        Assert.Equal(["first", "second"], lead.At("notes").EnumerateArray().Select(note => note.Text("text")));
        Assert.All(lead.At("notes").EnumerateArray(), note => Assert.StartsWith("key_", note.Text("createdBy"), StringComparison.Ordinal));
        Assert.Equal(("crm-7", "from the fair", "approved", "Ann", "B"), (lead.Text("clientLeadId"), lead.Text("detail"), lead.Text("approval.status"), lead.Text("approval.decidedBy"), lead.At("repostedTo")[0].Text("campaignId")));
        Assert.Equal(
            (3, "2026-11-17T10:00:00.000Z", "2026-11-17T11:00:00.000Z", "2026-11-17T12:00:00.000Z"),
            (lead.At("submissionCount").GetInt32(), lead.Text("latestSubmittedAt"), lead.Text("lastActivityAt"), lead.Text("deliveredAt")));
        Assert.Null(lead.Text("activeInteractionId"));
        Assert.Equal(0, lead.At("attempts.total").GetInt32());
    }

    [Fact]
    public async Task A_questionnaire_may_come_as_a_list_and_notes_as_a_text()
    {
        var scene = await Scene.Set(host.Api);
        var lead = await Created(scene, $$"""
            {
              "campaignId": "{{scene.CampaignId}}", "firstName": "A", "lastName": "B", "email": "a@b.c", "phone": "{{Scene.Phone("01")}}", "flags": { "isTest": true },
              "questionnaire": [{ "key": "timeline", "question": "When?", "answer": "soon" }, { "key": "open" }], "notes": "one note"
            }
            """);
        Same("""[{ "key": "timeline", "question": "When?", "answer": "soon" }, { "key": "open", "question": "open", "answer": null }]""", lead.At("questionnaire"));
        Assert.Equal("one note", Assert.Single(lead.At("notes").EnumerateArray()).Text("text"));
        Assert.True(lead.At("flags.isTest").GetBoolean());
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_lead_is_told_at_once()
    {
        var answer = await host.Api.Send(HttpMethod.Post, "leads", """
            {
              "firstName": " ", "email": "no at all", "phone": "call me!", "country": "us", "dateOfBirth": "2026-02-30", "timezone": "Mars/Olympus", "timezoneSource": "guess",
              "address": { "zip": 10118, "planet": "Earth" }, "questionnaire": "text", "customFields": [], "notes": 3, "tags": "hot", "flags": { "isDnc": 1 }, "colour": "red"
            }
            """);
        answer.FindsFault(
            "campaignId: is required", "lastName: is required",
            "firstName: must not be empty", "email: must be an e-mail address", "phone: must have at least 10 characters", "country: must be two upper-case letters (ISO 3166)",
            "dateOfBirth: must be a date, YYYY-MM-DD", "timezone: must be an IANA zone, e.g. America/New_York", "timezoneSource: must be one of ip, zip, area_code, user_input, inferred",
            "address.zip: must be a string", "address.planet: unknown field", "questionnaire: must be an object or an array", "customFields: must be an object",
            "notes: must be a string or an array", "tags: must be an array", "flags.isDnc: must be true or false", "colour: unknown field");
    }

    [Theory]
    [InlineData("\"phone\": \"+1 911 555 0101\"", "phone: 911 is not an area code.")]
    [InlineData("\"phone\": \"0301234567\", \"country\": \"DE\"", "phone: Without + and country code a phone is read only in North America, not in DE.")]
    [InlineData("\"phone\": \"2125550101\", \"compliance\": { \"tcpaConsent\": \"yes\" }", "compliance.tcpaConsent: must be true or false")]
    [InlineData("\"phone\": \"2125550101\", \"isTest\": true, \"flags\": { \"isTest\": false }", "isTest: contradicts flags.isTest")]
    [InlineData("\"phone\": \"2125550101\", \"questionnaire\": [{ \"question\": \"When?\" }]", "questionnaire[0]: must be an object with key, question and answer")]
    [InlineData("\"phone\": \"2125550101\", \"notes\": [\"ok\", 7]", "notes[1]: must be a text, or an object with text")]
    [InlineData("\"phone\": \"2125550101\", \"questionnaire\": [{ \"key\": \"k\", \"question\": 5, \"answer\": 1 }]", "questionnaire[0].question: must be a string")]
    [InlineData("\"phone\": \"2125550101\", \"questionnaire\": [{ \"key\": \"k\", \"answer\": [7], \"bogus\": 1 }]", "questionnaire[0].bogus: unknown field")]
    [InlineData("\"phone\": \"2125550101\", \"notes\": [{ \"text\": \"t\", \"createdBy\": 7 }]", "notes[0].createdBy: must be a string")]
    [InlineData("\"phone\": \"2125550101\", \"notes\": [{ \"text\": \"t\", \"createdAt\": 3 }]", "notes[0].createdAt: must be a string")]
    [InlineData("\"phone\": \"2125550101\", \"notes\": [{ \"text\": \"t\", \"author\": \"me\" }]", "notes[0].author: unknown field")]
    public async Task What_only_the_whole_can_tell_is_told_too(string fields, string fault)
    {
        var scene = await Scene.Set(host.Api);
        (await host.Api.Send(HttpMethod.Post, "leads", $$"""{ "campaignId": "{{scene.CampaignId}}", "firstName": "A", "lastName": "B", "email": "a@b.c", {{fields}} }""")).FindsFault(fault);
    }

    [Fact]
    public async Task What_is_too_large_is_told_by_its_field()
    {
        var scene = await Scene.Set(host.Api);
        var large = new string('x', 64 * 1024);
        (await host.Api.Post("leads", new
        {
            campaignId = scene.CampaignId, firstName = "A", lastName = "B", email = new string('e', 250) + "@x.de", phone = Scene.Phone("01"),
            customFields = new { large }, questionnaire = new { large }, tags = Enumerable.Repeat("t", 101),
        })).FindsFault("email: must have at most 254 characters", "customFields: is larger than 64 kB", "questionnaire: is larger than 64 kB", "tags: must have at most 100 items");
        (await host.Api.Post("leads", new { campaignId = scene.CampaignId, firstName = "A", lastName = "B", email = "a@b.c", phone = Scene.Phone("01"), notes = new string('n', 10_001) }))
            .FindsFault("notes: must have at most 10000 characters");
    }

    [Theory]
    [InlineData("leads")]
    [InlineData("leads/submit")]
    public async Task A_campaign_that_nobody_has_is_not_found(string path) =>
        (await host.Api.Post(path, new { campaignId = "NOPE", firstName = "A", lastName = "B", email = "a@b.c", phone = "+12125550101" })).Refuses(404, "NOT_FOUND");

    private async Task<JsonElement> Created(Scene scene, string body) =>
        await scene.GetLead((await host.Api.Send(HttpMethod.Post, "leads", body)).Gives(201).Text("leadId")!);

    private static void Same(string expected, JsonElement actual) => Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), actual.GetRawText());
}
