using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadSail.Hosting;

namespace LeadSail.OpenApi;

/// <summary>Nonsense for every operation of the document, made from its own examples: never a fault of ours, never an answer that is not documented.</summary>
[Collection(nameof(FastHost))]
public sealed class FuzzTests(FastHost host)
{
    private const int Seed = 20261118, TriesPerOperation = 60;

    private static readonly string[] OddValues =
    [
        "null", "true", "0", "-1", "7.5", "1e308", "1e999", "-1e999", "123456789012345678901234567890", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud83d\"", "\"\\ud83d\\ude00\"", "\"../..\"",
        "\"' OR 1=1 --\"", "\"{{ x }}\"", "\"{% for %}\"", "\"+1\"", "\"+12125550142\"", "\"2026-02-30\"", "\"outbound\"", "[]", "{}", "[null]", "[[]]", "{\"a\":{\"b\":[1]}}", "{\"\":1}",
        $"\"{new string('x', 70_000)}\"", string.Concat(Enumerable.Repeat("[", 31)) + string.Concat(Enumerable.Repeat("]", 31)), string.Concat(Enumerable.Repeat("[", 40)) + string.Concat(Enumerable.Repeat("]", 40)),
    ];

    private static readonly string[] OddTexts = ["", "0", "-1", "x", "..%2F..", "%27%20OR%201%3D1--", "%F0%9F%98%80", "null", "true", "101", "99999999999999999999", "%25", "_", "a%2Fb", "%0D%0A", new('y', 3000)];

    private readonly Random chance = new(Seed);

    [Fact]
    public async Task No_input_makes_a_fault_of_ours()
    {
        var api = await host.NewOrganization();
        var scene = await Scene.Set(api);
        string[] ids = [scene.CampaignId, scene.AgentId, scene.NumberId, await scene.Lead(Scene.Phone("01")), await Scene.NewTemplate(api, "Hello"), .. OddTexts[1..]];
        var contract = Contract.Parse((await api.Get("/openapi/v1.json")).Text);
        foreach (var (method, path, operation) in contract.Operations)
        {
            for (var i = 0; i < TriesPerOperation; i++)
            {
                var place = Regex.Replace(path, @"\{\w+\}", _ => Any(ids));
                var query = operation.TryGetProperty("parameters", out var parameters)
                    ? string.Join('&', parameters.EnumerateArray().Where(parameter => parameter.Text("in") == "query" && chance.Next(3) == 0).Select(parameter => $"{parameter.Text("name")}={Any(OddTexts)}"))
                    : "";
                var body = operation.TryGetProperty("requestBody", out var described)
                    ? Spoilt(described.At("content").TryGetProperty("application/json", out var json) ? json : described, ids) : null;
                var request = new HttpRequestMessage(new HttpMethod(method), $"{place}?{query}") { Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
                var answer = await api.Send(request);
                Assert.True(answer.Status < 500, $"{method} {place}?{query} {body} → {answer.Text}");
            }
        }
    }

    /// <summary>The example with a few things wrong with it, as text; sometimes not even JSON.</summary>
    private string Spoilt(System.Text.Json.JsonElement body, string[] ids)
    {
        var text = body.TryGetProperty("example", out var example) ? example.GetRawText() : "{}";
        var root = JsonNode.Parse(text)!.AsObject();
        for (var changes = chance.Next(4); changes > 0; changes--)
        {
            var target = chance.Next(3) == 0 ? root.Select(field => field.Value).OfType<JsonObject>().FirstOrDefault() ?? root : root;
            var name = target.Count > 0 && chance.Next(5) > 0 ? Any(target.Select(field => field.Key).ToArray()) : string.Create(CultureInfo.InvariantCulture, $"field{chance.Next(3)}");
            // what is no JSON of its own goes in as a mark, and is put in its place at the end
            target[name] = chance.Next(4) == 0 ? JsonValue.Create(Uri.UnescapeDataString(Any(ids))) : JsonValue.Create($"@{chance.Next(OddValues.Length)}@");
            if (chance.Next(6) == 0)
            {
                target.Remove(name);
            }
        }

        text = Regex.Replace(root.ToJsonString(), "\"@([0-9]+)@\"", match => OddValues[int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)]);
        return chance.Next(12) switch
        {
            0 => text[..chance.Next(text.Length)],
            1 => Any(OddValues),
            _ => text,
        };
    }

    private T Any<T>(T[] items) => items[chance.Next(items.Length)];
}
