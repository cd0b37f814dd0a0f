using System.Text.Json.Nodes;
using LeadSail.Calls;

namespace LeadSail.Providers.ElevenLabs;

/// <summary>Every field of every report, taken away or turned into something else: nothing throws, and what a report still says still counts.</summary>
public sealed class MutationTests
{
    private static readonly string[] Strangers =
        ["null", "true", "false", "\"\"", "\"x\"", "\"12\"", "0", "-1", "12.5", "1e300", "9007199254740993", "[]", "{}", "[null,[{}]]", """{"value":{"a":[1]}}""", $"\"{Samples.HalfCharacter}\""];

    public static TheoryData<string> Reports => [.. All.Keys];

    private static readonly Dictionary<string, Func<JsonNode>> All = new()
    {
        ["documented webhook"] = () => Samples.Json("webhook_post_call_transcription.official_docs.json"),
        ["captured conversation"] = () => Samples.Pushed(Samples.Json("conversation_get.captured_outbound_twilio.redacted.json")),
        ["captured sip metadata"] = () => Samples.Pushed(new JsonObject { ["metadata"] = Samples.Json("conversation_metadata.captured_inbound_sip.redacted.json") }),
        ["captured text metadata"] = () => Samples.Pushed(new JsonObject { ["metadata"] = Samples.Json("conversation_metadata.captured_text_only_charging.json") }),
        ["audio"] = () => Samples.Json("webhook_post_call_audio.official_docs.json"),
        ["twilio failure"] = () => Samples.Json("webhook_call_initiation_failure.twilio.official_docs.json"),
        ["sip failure"] = () => Samples.SipFailure(),
        ["do not call, collected"] = () =>
        {
            var webhook = Samples.Json("webhook_post_call_transcription.official_docs.json");
            webhook["data"]!["analysis"]!["data_collection_results"] = JsonNode.Parse("""{ "disposition": { "data_collection_id": "disposition", "value": "do_not_call", "rationale": "r" } }""");
            return webhook;
        },
        ["do not call, by tool"] = () =>
        {
            var webhook = Samples.Pushed(Samples.Json("conversation_get.captured_outbound_twilio.redacted.json"));
            webhook["data"]!["transcript"]![1]!["tool_calls"] = JsonNode.Parse("""[{ "type": "client", "request_id": "r", "tool_name": "mark_do_not_call", "params_as_json": "{}", "tool_has_been_called": true }]""");
            return webhook;
        },
    };

    [Theory]
    [MemberData(nameof(Reports))]
    public void Any_field_may_be_missing_or_of_another_type(string name)
    {
        foreach (var path in Paths(All[name]()))
        {
            Read(Mutate(All[name](), path, null), name, path);
            foreach (var stranger in Strangers)
                Read(Mutate(All[name](), path, stranger), name, path);
        }
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void Unknown_fields_and_another_order_change_nothing(string name)
    {
        var plain = Samples.Read(All[name]());
        var shuffled = Samples.Read(Shuffled(All[name](), new Random(11)));
        Assert.Equal(plain.Report is null, shuffled.Report is null);
        Assert.Equal(plain.Report?.Outcome, shuffled.Report?.Outcome);
        Assert.Equal(plain with { Report = plain.Report is null ? null : plain.Report with { Transcript = [] } }, shuffled with { Report = shuffled.Report is null ? null : shuffled.Report with { Transcript = [] } });
        Assert.Equal(plain.Report?.Transcript.AsEnumerable(), shuffled.Report?.Transcript.AsEnumerable());
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void Many_changes_at_once(string name)
    {
        var random = new Random(23);
        for (var i = 0; i < 60; i++)
        {
            var webhook = All[name]();
            var touched = new List<string[]>();
            for (var n = random.Next(1, 8); n > 0; n--)
            {
                var paths = Paths(webhook).ToArray();
                if (paths.Length == 0)
                    break;
                var path = paths[random.Next(paths.Length)];
                touched.Add(path);
                webhook = Mutate(webhook, path, random.Next(3) == 0 ? null : Strangers[random.Next(Strangers.Length)]);
            }
            Read(webhook, name, [.. touched]);
        }
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void Broken_bytes_are_a_format_error_at_worst(string name)
    {
        var random = new Random(31);
        var receiver = Samples.Receiver();
        for (var i = 0; i < 250; i++)
        {
            var bytes = Samples.Bytes(All[name]());
            for (var n = random.Next(1, 4); n > 0; n--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                receiver.Read(bytes.AsMemory(0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length));
            }
            catch (FormatException)
            {
                // says that it is not a JSON object
            }
        }
    }

    private static void Read(JsonNode webhook, string name, params string[][] touched)
    {
        var where = $"{name}: {string.Join("; ", touched.Select(path => string.Join('.', path)))}";
        var said = Samples.Read(webhook);
        if (said.Report is not { } report)
        {
            Assert.True(name == "audio" || touched.Any(path => path[0] == "type"), where);
            return;
        }

        Assert.IsType<JsonObject>(JsonNode.Parse(report.Collected.Value));
        Assert.NotEqual(InteractionStatus.InProgress, report.Outcome?.Status ?? InteractionStatus.Error);
        if (name.EndsWith("failure", StringComparison.Ordinal))
            Assert.True(report.Outcome is { SpokenTo: false, Status: InteractionStatus.Busy or InteractionStatus.NoAnswer or InteractionStatus.Error }, where);

        string[]? evidence = name switch
        {
            "do not call, collected" => ["data", "analysis", "data_collection_results", "disposition", "value"],
            "do not call, by tool" => ["data", "transcript", "1", "tool_calls", "0", "tool_name"],
            _ => null,
        };
        if (evidence is not null && !touched.Any(path => evidence.Take(path.Length).SequenceEqual(path)))
            Assert.True(report.Outcome?.Status == InteractionStatus.Dnc, where);
    }

    private static IEnumerable<string[]> Paths(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Below(field.Key, field.Value)),
        JsonArray items => items.SelectMany((item, i) => Below(i.ToString(System.Globalization.CultureInfo.InvariantCulture), item)),
        _ => [],
    };

    private static IEnumerable<string[]> Below(string name, JsonNode? value) => Paths(value).Select(path => (string[])[name, .. path]).Prepend([name]);

    /// <summary>Replaces a value by another, or removes it; of an array an entry is only replaced, so that paths stay what they are.</summary>
    private static JsonNode Mutate(JsonNode root, string[] path, string? with)
    {
        var node = root;
        foreach (var name in path[..^1])
            node = node is JsonArray items ? items[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]! : node[name]!;
        var last = path[^1];
        if (node is JsonArray array)
            array[int.Parse(last, System.Globalization.CultureInfo.InvariantCulture)] = with is null ? null : JsonNode.Parse(with);
        else if (with is null)
            node.AsObject().Remove(last);
        else
            node[last] = JsonNode.Parse(with);
        return root;
    }

    private static JsonNode Shuffled(JsonNode node, Random random) => node switch
    {
        JsonObject fields => new JsonObject(fields
            .Select(field => KeyValuePair.Create(field.Key, field.Value is null ? null : Shuffled(field.Value, random)))
            .Append(KeyValuePair.Create("unheard_of", (JsonNode?)new JsonObject { ["message"] = "do_not_call", ["status"] = 7 }))
            .OrderBy(_ => random.Next())),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Shuffled(item, random))]),
        _ => node.DeepClone(),
    };
}
