using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadSail.Deliveries;
using LeadSail.Hosting;
using LeadSail.Readme;
using LeadSail.Webhooks;

namespace LeadSail.OpenApi;

/// <summary>
/// Sends the document's examples, and asks for what its paths name. The answers' examples are answers of this server: <c>LEADSAIL_APPROVE=1</c> writes those that it gives now into the product's
/// <c>answers.json</c>.
/// </summary>
[Collection(nameof(DeliveryHost))]
public sealed class ExampleTests(DeliveryHost host)
{
    internal static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>First what makes something, then what reads, changes, and takes away.</summary>
    private static readonly string[] Order = ["POST", "GET", "PUT", "PATCH", "DELETE"];

    [Fact]
    public async Task Every_operation_answers_its_example_with_success()
    {
        var known = await Known.Make(host);
        var answers = new SortedDictionary<string, SortedDictionary<string, JsonNode?>>(StringComparer.Ordinal);
        foreach (var (method, path, operation) in host.Contract.Operations.OrderBy(each => Array.IndexOf(Order, each.Method)).ThenByDescending(each => each.Method == "DELETE" ? each.Path.Length : 0))
        {
            var client = path == "/api/v1/organizations" ? host.Api : known.Api; // the first organization's admin makes others
            var answer = await client.Send(Example(method, path, operation, known));
            Assert.True(answer.Status is >= 200 and < 300, $"{method} {path}: {answer.Text}");
            if (answer.ContentHeaders.ContentType?.MediaType == "application/json")
            {
                answers[operation.Text("operationId")!] = new(StringComparer.Ordinal) { [$"{answer.Status}"] = Shortened(JsonNode.Parse(known.Documented(answer.Text))) };
            }

            if (method == "POST")
            {
                await known.Rest();
            }
        }

        if (Environment.GetEnvironmentVariable("LEADSAIL_APPROVE") == "1")
        {
            await File.WriteAllTextAsync(Path.Combine(ReadmeFile.Repository, "ApiHost", "OpenApi", "answers.json"), JsonSerializer.Serialize(answers, Readable) + "\n");
        }
    }

    [Fact]
    public void Every_success_in_JSON_has_an_example_that_is_as_its_schema_says()
    {
        foreach (var (method, path, operation) in host.Contract.Operations)
        {
            var bodies = operation.At("responses").EnumerateObject().Where(response => response.Name[0] == '2' && response.Value.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out _))
                .Select(response => response.Value.At("content").GetProperty("application/json")).ToArray();
            var examples = bodies.Where(body => body.TryGetProperty("example", out _)).ToArray();
            Assert.True(bodies is [] || examples is not [], $"{method} {path} has no example of its answer; run this class with LEADSAIL_APPROVE=1 twice, and look at the difference.");
            Assert.All(examples, body => Assert.Empty(host.Contract.AnswerFaults(body.GetProperty("schema"), body.GetProperty("example"))));
        }
    }

    private static HttpRequestMessage Example(string method, string path, JsonElement operation, Known known)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), Regex.Replace(path, @"\{(\w+)\}", match => Uri.EscapeDataString(known.Id(match.Groups[1].Value, path)!)));
        if (operation.TryGetProperty("requestBody", out var body))
        {
            var (type, media) = body.At("content").EnumerateObject().Select(each => (each.Name, each.Value)).Single();
            var example = known.Here(media.GetProperty("example").GetRawText());
            request.Content = new StringContent(example, System.Text.Encoding.UTF8, type);
            if (type == "multipart/form-data")
            {
                var form = new MultipartFormDataContent();
                foreach (var field in JsonElement.Parse(example).EnumerateObject())
                {
                    form.Add(new StringContent(field.Value.GetString()!), field.Name);
                }

                request.Content = form;
            }

            request.Headers.Add("X-Inbound-Secret", DeliveryHost.InboundSecret);
            request.Headers.Add("ElevenLabs-Signature", SignedWebhook.Sign(known.Host.Now, System.Text.Encoding.UTF8.GetBytes(example)));
        }

        return request;
    }

    /// <summary>An example need not have every item of a long list, nor a key that would open something.</summary>
    private static JsonNode? Shortened(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray items:
                return new JsonArray([.. items.Take(2).Select(Shortened)]);
            case JsonObject fields:
                return new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, field.Key is "apiKey" or "secret" ? "…" : Shortened(field.Value))));
            default:
                return node?.DeepClone();
        }
    }
}
