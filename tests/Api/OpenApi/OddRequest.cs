using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadSail.Hosting;
using LeadSail.Lives;
using LeadSail.Webhooks;

namespace LeadSail.OpenApi;

/// <summary>A request for an operation of the document: as it says, or with a few things wrong with it.</summary>
internal sealed partial class OddRequest(Contract contract, Known known, Choices choices)
{
    /// <summary>What no JSON library would write: it goes in as a mark, and is put in its place at the end.</summary>
    private static readonly string[] OddValues =
    [
        "null", "true", "0", "-1", "7.5", "1e308", "1e999", "-1e999", "123456789012345678901234567890", "\"\"", "\" \"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\u0007\\u001b[31m\\u2028\\u202e\"", "\"\\ud83d\"", "\"\\ude00\\ud83d\"",
        "\"\\ud83d\\ude00\"", "\"../..\"", "\"' OR 1=1 --\"", "\"{{ x }}\"", "\"{% for %}\"", "\"+1\"", "\"2026-02-30\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"outbound\"", "[]", "{}", "[null]",
        "[[]]", "{\"a\":{\"b\":[1]}}", "{\"\":1}", "{\"a\":1,\"a\":2}", $"\"{new string('x', 70_000)}\"", Nested(31), Nested(40), Nested(10_000),
    ];

    private static readonly string[] OddTexts =
    [
        "", "0", "-1", "x", "..%2F..", "%00", "a%00b", "%27%20OR%201%3D1--", "%F0%9F%98%80", "%C3%28", "%ED%A0%BD", "null", "true", "101", "99999999999999999999", "1e9", "2026-13-01", "9999-12-31T23:59:59Z", "0001-01-01", "%25", "%",
        "_", "a%2Fb", "a%5Cb", "%0D%0A", "+1%202125550142", "lead_00000000000000000000000000", new('y', 3000),
    ];

    private static readonly string[] OddHeaders = ["", " ", "0", "\"0\"", "\"99999999999999999999\"", "W/\"1\"", "\"1\", \"2\"", "key with spaces", "bytes=5-1", "bytes=0-0,5-9", "bytes=-99999999999999999999", "naïve→", new('k', 255), new('k', 256), "t=1,v0=00", "t=x"];

    private static readonly string[] OddTypes = ["text/plain", "application/json; charset=utf-16", "application/xml", "multipart/form-data", "application/x-www-form-urlencoded", "nonsense"];

    private readonly BodyMaker maker = new(contract, known, choices);

    /// <summary>Makes one.</summary>
    public HttpRequestMessage Make()
    {
        var (method, path, operation) = choices.Of(contract.Operations.ToArray());
        var oddities = choices.Of(0, 1, 1, 3);
        bool IsOdd() => oddities > 0 && choices.OneIn(3) && oddities-- > 0;

        var parameters = operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray().ToArray() : [];
        var place = Parameter().Replace(path, match => known.Id(match.Groups[1].Value, path) is { } id && !IsOdd() ? Uri.EscapeDataString(id) : choices.Of(OddTexts.AsSpan(1)));
        var query = parameters.Where(parameter => parameter.Text("in") == "query" && choices.OneIn(3))
            .Select(parameter => $"{parameter.Text("name")}={(IsOdd() ? choices.Of(OddTexts) : Uri.EscapeDataString(Plain(parameter)))}");
        var request = new HttpRequestMessage(new HttpMethod(method), $"{place}?{string.Join('&', query)}");
        if (operation.TryGetProperty("requestBody", out var body))
        {
            var (type, media) = body.At("content").EnumerateObject().Select(each => (each.Name, each.Value)).First();
            var value = media.TryGetProperty("example", out var example) && choices.OneIn(path.Contains("/elevenlabs", StringComparison.Ordinal) ? 1 : 3) ? JsonNode.Parse(known.Here(example.GetRawText()))! : maker.Value(media.GetProperty("schema"), "");
            request.Content = type == "application/json" ? Json(value, IsOdd) : Form(value!.AsObject(), IsOdd);
        }

        foreach (var name in parameters.Where(parameter => parameter.Text("in") == "header").Select(parameter => parameter.Text("name")!))
        {
            var header = IsOdd() ? choices.Of(OddHeaders) : name switch
            {
                "ElevenLabs-Signature" => Signature(request),
                "Idempotency-Key" => choices.OneIn(6) ? choices.Of("key-1", "key-2", "key-3") : null,
                _ => known.Id(name) ?? (choices.OneIn(6) ? choices.Of("\"1\"", "*", "bytes=0-99") : null),
            };
            if (header is not null)
            {
                request.Headers.TryAddWithoutValidation(name, header);
            }
        }

        return request;
    }

    private string Plain(JsonElement parameter) => Plain(maker.Value(parameter.GetProperty("schema"), parameter.Text("name")!));

    private static string Plain(JsonNode? value) => value switch
    {
        null => "",
        JsonArray items => string.Join(',', items.Select(Plain)),
        _ when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => value.ToJsonString(),
    };

    private string Signature(HttpRequestMessage request)
    {
        using var bytes = new MemoryStream();
        request.Content!.CopyTo(bytes, null, default);
        return SignedWebhook.Sign(known.Host.Now, bytes.ToArray());
    }

    private ByteArrayContent Json(JsonNode? value, Func<bool> isOdd)
    {
        while (isOdd())
        {
            Spoil(value);
        }

        var text = Mark().Replace(value?.ToJsonString() ?? "null", match => match.Groups[1].Value.Length > 0 ? $"\"{match.Groups[1].Value}\"" : OddValues[int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)]);
        byte[] bytes = Encoding.UTF8.GetBytes(!isOdd() ? text : choices.Below(3) switch
        {
            0 => text[..choices.Below(text.Length + 1)],
            1 => choices.Of(OddValues),
            _ => text + text,
        });
        if (isOdd() && bytes.Length > 0)
        {
            bytes[choices.Below(bytes.Length)] = (byte)choices.Of(0x00, 0xff, 0xc3, 0x1b);
        }

        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", isOdd() ? choices.Of(OddTypes) : "application/json");
        return content;
    }

    /// <summary>Takes a field out, puts another value in its place, has it twice, or adds one that is none; somewhere in the body.</summary>
    private void Spoil(JsonNode? body)
    {
        var fields = Objects(body).SelectMany(place => place.Select(field => (Place: place, Name: field.Key))).ToArray();
        if (fields.Length == 0)
        {
            return;
        }

        var (place, name) = choices.Of(fields);
        switch (choices.Below(5))
        {
            case 0:
                place.Remove(name);
                break;
            case 1:
                place[$"@{name}@"] = place[name]?.DeepClone();
                break;
            case 2:
                place[choices.Of("noSuchField", "", "__proto__", "a\u0000b", new string('n', 500), name.ToUpperInvariant())] = name;
                break;
            default:
                place[name] = $"@@{choices.Below(OddValues.Length)}@";
                break;
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject place => place.Select(field => field.Value).SelectMany(Objects).Prepend(place),
        JsonArray items => items.SelectMany(Objects),
        _ => [],
    };

    private MultipartFormDataContent Form(JsonObject fields, Func<bool> isOdd)
    {
        var form = isOdd() ? new MultipartFormDataContent("b") : [];
        foreach (var (name, value) in fields.Where(_ => !isOdd()))
        {
            var text = isOdd() ? JsonElement.Parse(choices.Of(OddValues.AsSpan(0, 12))).ToString() : (string?)value ?? "";
            if (name == "file")
            {
                form.Add(new ByteArrayContent(isOdd() ? [0xff, 0xfe, 0x00, 0x22] : Encoding.UTF8.GetBytes(text.Length == 1 ? "phone,firstName\n(212) 555-0142,\"Ma\"\"rta\"\n" : text)), name, "people.csv");
            }
            else
            {
                form.Add(new StringContent(text), name);
            }
        }

        if (isOdd())
        {
            form.Headers.Remove("Content-Type");
            form.Headers.TryAddWithoutValidation("Content-Type", choices.Of(OddTypes));
        }

        return form;
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("\"@(?:([^@\"]+)|@([0-9]+))@\"")]
    private static partial Regex Mark();
}
