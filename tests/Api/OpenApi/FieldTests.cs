using System.Globalization;
using System.Text.Json;
using LeadSail.Deliveries;
using LeadSail.Hosting;

namespace LeadSail.OpenApi;

/// <summary>Bodies with every field that the document names: what goes in comes out.</summary>
[Collection(nameof(DeliveryHost))]
public sealed class FieldTests(DeliveryHost host)
{
    private const string Campaign = """
        {
          "name": "Everything", "active": false, "archived": true, "clientId": "client_2", "clientName": "Sunrise", "offerId": "offer_2", "offerName": "Rooftop", "requireConsent": true,
          "voice": {
            "agentId": "agent_01kd4p2m9v6w0q8r3t5x7y1z2a", "testAgentId": "agent_01kd4p2m9v6w0q8r3t5x7y1z2a", "promptTemplateId": "tmpl_01kd4p2m9v6w0q8r3t5x7y1z2a",
            "phoneNumberId": "num_01kd4p2m9v6w0q8r3t5x7y1z2a", "maxDurationSeconds": 600
          },
          "autoDialer": {
            "active": true, "timezone": "America/Chicago", "holidays": ["2026-12-25"], "minGapMinutes": 5, "maxAttempts": 4, "maxAttemptsPerDay": 2, "maxConcurrentCalls": 7, "callsPerMinute": 8,
            "operatingHours": {
              "monday": [{ "start": "09:00", "end": "12:00" }, { "start": "13:00", "end": "24:00" }], "tuesday": [{ "start": "09:00", "end": "18:00" }], "wednesday": [], "thursday": [], "friday": [],
              "saturday": [{ "start": "10:00", "end": "14:00" }], "sunday": []
            },
            "sequence": [{ "afterMinutes": 0, "windows": [{ "start": "10:00", "end": "11:00" }] }, { "afterMinutes": 60, "windows": [{ "start": "13:00", "end": "15:00" }] }],
            "byOutcome": {
              "no_answer": { "afterMinutes": 30 }, "busy": { "afterMinutes": 10 }, "voicemail": { "afterMinutes": 90 }, "incomplete": { "afterMinutes": 45 }, "error": { "afterMinutes": 20 }
            },
            "retryOn": ["no_answer", "busy"], "excludedStatuses": ["duplicate"], "lanes": ["callback", "first"]
          },
          "firstSubmissionAction": { "enabled": true, "type": "voice_ai_call" },
          "webhooks": {
            "inheritFromTenant": false, "enabled": true, "url": "https://hooks.example.com/x", "headers": { "X-Team": "solar" }, "retryAttempts": 5, "timeoutSeconds": 10,
            "events": { "call.started": false, "call.completed": true, "lead.status_changed": false, "lead.dnc": true, "lead.first_submission_action": false }
          },
          "postCall": {
            "enabled": true,
            "steps": [
              { "type": "extract", "name": "e", "on": ["qualified"], "retryAttempts": 1, "timeoutSeconds": 5, "continueOnFailure": false, "fields": [{ "from": "budget", "to": "customFields.budget" }] },
              {
                "type": "score", "name": "s", "on": ["qualified"], "retryAttempts": 2, "timeoutSeconds": 6, "continueOnFailure": false, "to": "customFields.score",
                "rules": [{ "when": { "field": "customFields.budget", "operator": "greater_than", "value": 500 }, "points": 10 }]
              },
              {
                "type": "analyze", "name": "a", "on": ["completed"], "retryAttempts": 3, "timeoutSeconds": 7, "continueOnFailure": false, "url": "https://models.example.com/v1/chat/completions", "model": "m",
                "headers": { "Authorization": "Bearer x" }, "instructions": "Sum it up.", "schema": { "type": "object" }, "to": { "mood": "customFields.mood" }
              },
              { "type": "webhook", "name": "w", "on": ["dnc"], "retryAttempts": 4, "timeoutSeconds": 8, "continueOnFailure": false, "url": "https://hooks.example.com/y", "headers": { "X-Team": "solar" } }
            ]
          }
        }
        """;

    private const string Organization = """
        {
          "name": "Everything", "lines": [{ "provider": "elevenlabs", "maxConcurrentCalls": 3, "callsPerSecond": 0.5 }], "numberCap": { "calls": 2, "hours": 12 }, "requireConsent": true, "dialingPaused": true,
          "retention": { "transcriptDays": 30, "rawDays": 7 },
          "webhooks": {
            "enabled": true, "url": "https://hooks.example.com/x", "headers": { "X-Team": "solar" }, "retryAttempts": 5, "timeoutSeconds": 10,
            "events": { "call.started": false, "call.completed": true, "lead.status_changed": false, "lead.dnc": true, "lead.first_submission_action": false }
          }
        }
        """;

    private const string Agent = """
        { "name": "Bea", "provider": "elevenlabs", "providerAgentId": "agent_every_field", "phoneNumberId": "num_01kd4p2m9v6w0q8r3t5x7y1z2a", "active": false, "inbound": { "enabled": true, "campaignIds": ["HXZ"] } }
        """;

    private const string Number = """
        { "phoneNumber": "+12125550177", "label": "Second", "provider": "elevenlabs", "providerPhoneNumberId": "phnum_every_field", "transport": "sip_trunk", "active": false }
        """;

    private const string Template = """{ "name": "Second", "body": "Hi {{ first_name }}.", "firstMessage": "Hi!" }""";

    private const string Lead = """
        {
          "campaignId": "HXZ", "firstName": "Ada", "lastName": "Byron", "email": "ada@example.com", "phone": "+12125550178", "dateOfBirth": "1990-02-28", "country": "US", "timezone": "America/New_York",
          "timezoneSource": "ip", "isTest": true, "tags": ["hot"], "flags": { "isTest": true, "isDnc": true },
          "address": { "street": "350 5th Ave", "unit": "2", "city": "New York", "state": "NY", "zip": "10118", "country": "US" },
          "questionnaire": [{ "key": "roof", "question": "Which roof?", "answer": { "kind": "flat" } }], "customFields": { "budget": 500 },
          "attribution": { "params": { "utm_source": "mail" }, "gclid": "g" }, "compliance": { "tcpaConsent": true }, "files": [{ "name": "bill.pdf" }],
          "notes": [{ "id": "n1", "text": "Prefers mornings.", "createdAt": "2026-11-01T10:00:00.000Z", "createdBy": "crm" }],
          "detail": "From the fair.", "approval": { "status": "approved", "campaignId": "HXZ", "decidedBy": "Ann", "decidedAt": "2026-11-02T10:00:00.000Z", "reason": "Complete." },
          "clientLeadId": "crm-7", "repostedTo": [{ "campaignId": "B" }], "submissionCount": 3, "latestSubmittedAt": "2026-11-03T10:00:00.000Z", "lastActivityAt": "2026-11-04T10:00:00.000Z",
          "deliveredAt": "2026-11-05T10:00:00.000Z"
        }
        """;

    [Theory]
    [InlineData("POST", "/api/v1/campaigns", Campaign, "campaignId")]
    [InlineData("PATCH", "/api/v1/campaigns/{campaignId}", Campaign)]
    [InlineData("PATCH", "/api/v1/organization", Organization)]
    [InlineData("POST", "/api/v1/voice-agents", Agent)]
    [InlineData("PATCH", "/api/v1/voice-agents/{id}", Agent)]
    [InlineData("POST", "/api/v1/phone-numbers", Number)]
    [InlineData("PATCH", "/api/v1/phone-numbers/{id}", Number)]
    [InlineData("POST", "/api/v1/prompt-templates", Template)]
    [InlineData("PATCH", "/api/v1/prompt-templates/{id}", Template)]
    [InlineData("POST", "/api/v1/leads", Lead)]
    [InlineData("POST", "/api/v1/leads/submit", Lead, "leadId")]
    public async Task Every_field_that_goes_in_comes_out(string method, string path, string body, params string[] elsewhere)
    {
        var known = await Known.Make(host);
        var sent = JsonElement.Parse(known.Here(body));
        var operation = host.Contract.Operations.Single(each => (each.Method, each.Path) == (method, path)).Operation;
        Assert.Equal(elsewhere, Missing(operation.At("requestBody.content").GetProperty("application/json").GetProperty("schema"), sent, ""));

        var place = path.Replace("{id}", known.Id("id", path), StringComparison.Ordinal).Replace("{campaignId}", known.Id("campaignId"), StringComparison.Ordinal);
        var answer = await known.Api.Send(new HttpMethod(method), place, sent.GetRawText());
        var shown = answer.Gives(method == "POST" ? 201 : 200);
        if (path.StartsWith("/api/v1/leads", StringComparison.Ordinal))
        {
            shown = (await known.Api.Get($"leads/{shown.Text("leadId")}")).Gives(200);
            Assert.Equal(known.Id("campaignId"), shown.Text("campaign.campaignId"));
        }

        Assert.Empty(Different(sent, shown, "").Except(["campaignId"]));
    }

    /// <summary>The fields of a schema that a value does not have.</summary>
    private IEnumerable<string> Missing(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("$ref", out _))
        {
            return Missing(host.Contract.Resolve(schema), value, at);
        }

        if (schema.TryGetProperty("oneOf", out var either) || (schema.TryGetProperty("anyOf", out either) && either[0].TryGetProperty("$ref", out _)))
        {
            return Missing(either.EnumerateArray().First(each => host.Contract.RequestFaults(each, value) is []), value, at);
        }

        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany((item, i) => Missing(schema.GetProperty("items"), item, string.Create(CultureInfo.InvariantCulture, $"{at}[{i}]")))
            : !schema.TryGetProperty("properties", out var fields) ? []
            : fields.EnumerateObject().SelectMany(field => value.TryGetProperty(field.Name, out var given) ? Missing(field.Value, given, $"{at}.{field.Name}") : [$"{at}.{field.Name}".TrimStart('.')]);
    }

    /// <summary>What was sent and is shown otherwise, or not at all. Of headers the names are shown, not what they hold.</summary>
    private static IEnumerable<string> Different(JsonElement sent, JsonElement shown, string at) => (sent.ValueKind, shown.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => sent.EnumerateObject().SelectMany(field =>
            !shown.TryGetProperty(field.Name, out var other) ? [$"{at}.{field.Name}".TrimStart('.')] : at.EndsWith(".headers", StringComparison.Ordinal) ? [] : Different(field.Value, other, $"{at}.{field.Name}")),
        (JsonValueKind.Array, JsonValueKind.Array) when sent.GetArrayLength() == shown.GetArrayLength() =>
            sent.EnumerateArray().Zip(shown.EnumerateArray()).SelectMany((pair, i) => Different(pair.First, pair.Second, string.Create(CultureInfo.InvariantCulture, $"{at}[{i}]"))),
        _ => JsonElement.DeepEquals(sent, shown) ? [] : [$"{at}: {sent} is shown as {shown}".TrimStart('.')],
    };
}
