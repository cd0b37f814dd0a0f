using System.Text.Json;
using System.Text.Json.Nodes;
using LeadSail.Deliveries;
using LeadSail.Hosting;
using LeadSail.Readme;

namespace LeadSail.OpenApi;

/// <summary>
/// What receivers are sent is in the document, under <c>webhooks</c>, event by event. Its examples were really sent: <c>LEADSAIL_APPROVE=1</c> writes those that are sent now into the product's
/// <c>sent.json</c>.
/// </summary>
[Collection(nameof(DeliveryHost))]
public sealed class SentTests(DeliveryHost host)
{
    private IEnumerable<(string Event, JsonElement Media)> Documented =>
        host.Contract.Document.GetProperty("webhooks").EnumerateObject().Select(told => (told.Name, told.Value.At("post.requestBody.content").GetProperty("application/json")));

    [Fact]
    public async Task Every_event_is_sent_as_the_document_says()
    {
        var scene = await host.Telling("/sent");
        var settings = new
        {
            firstSubmissionAction = new { enabled = true, type = "voice_ai_call" },
            postCall = new { enabled = true, steps = new[] { new { name = "crm", type = "webhook", url = host.Receiver.Url("/sent") } } },
        };
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", settings)).Gives(200);
        (await host.Api.Post("leads/submit", scene.Person(Scene.Phone("13")))).Gives(201); // who is called, speaks, and wants to hear no more

        var known = Documented.ToDictionary(told => told.Event, told => told.Media);
        Assert.Equal([.. OutgoingEvent.Names, OutgoingEvent.PostCall], known.Keys);
        var sent = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (name, media) in known)
        {
            var one = (await host.Receiver.Sees(request => request.Path == "/sent" && request.Json.Text("event") == name))[0];
            Assert.Empty(host.Contract.AnswerFaults(media.GetProperty("schema"), one.Json));
            sent[name] = JsonNode.Parse(one.Body);
        }

        if (Environment.GetEnvironmentVariable("LEADSAIL_APPROVE") == "1")
        {
            await File.WriteAllTextAsync(Path.Combine(ReadmeFile.Repository, "ApiHost", "OpenApi", "sent.json"), JsonSerializer.Serialize(sent, ExampleTests.Readable) + "\n");
        }
    }

    [Fact]
    public void Every_event_has_an_example() => Assert.All(Documented, told =>
    {
        Assert.Equal(told.Event, told.Media.At("example").Text("event"));
        Assert.Empty(host.Contract.AnswerFaults(told.Media.GetProperty("schema"), told.Media.GetProperty("example")));
    });
}
