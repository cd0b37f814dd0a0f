using System.Text.Json;
using System.Text.RegularExpressions;

namespace LeadSail.Simulator.Calls;

/// <summary>What a start request asks for. Texts are empty where the request lacks them.</summary>
public sealed partial record StartRequest
{
    /// <summary>The endpoint it came by.</summary>
    public required Transport Transport { get; init; }

    /// <summary>The agent that is to talk.</summary>
    public string AgentId { get; init; } = "";

    /// <summary>The number to call from.</summary>
    public string PhoneNumberId { get; init; } = "";

    /// <summary>Whom to call, E.164.</summary>
    public string To { get; init; } = "";

    /// <summary>The caller's own id of this attempt.</summary>
    public string? UserId { get; init; }

    /// <summary>Seconds to let it ring, 1–999.</summary>
    public int RingingTimeout { get; init; } = 60;

    /// <summary><c>conversation_initiation_client_data</c> as it came.</summary>
    public JsonElement? ClientData { get; init; }

    /// <summary>The first message to say, when the request overrides it.</summary>
    public string? FirstMessage => ClientData is { } data
        ? Text(Member(Member(Member(data, "conversation_config_override"), "agent"), "first_message"))
        : null;

    /// <summary>The dynamic variables as text; nested objects under names with a dot.</summary>
    public IReadOnlyDictionary<string, string> Variables()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (ClientData is { } data) Collect(Member(data, "dynamic_variables"), "", found);
        return found;
    }

    /// <summary>Reads a body, as far as it can be read, with every fault that a 422 would name.</summary>
    /// <param name="transport">The endpoint.</param>
    /// <param name="body">The raw body.</param>
    /// <param name="faults">What is wrong with it.</param>
    public static StartRequest Read(Transport transport, ReadOnlyMemory<byte> body, out IReadOnlyList<FieldFault> faults)
    {
        var found = new List<FieldFault>();
        faults = found;
        JsonElement root;
        try
        {
            root = JsonElement.Parse(body.Span);
        }
        catch (JsonException e)
        {
            found.Add(new(["body", e.BytePositionInLine ?? 0], "JSON decode error", "json_invalid"));
            return new() { Transport = transport };
        }

        string Required(string name)
        {
            var member = Member(root, name);
            if (member is null) found.Add(new(["body", name], "Field required", "missing"));
            else if (Text(member) is null) found.Add(new(["body", name], "Input should be a valid string", "string_type"));
            return Text(member) ?? "";
        }

        var request = new StartRequest
        {
            Transport = transport,
            AgentId = Required("agent_id"),
            PhoneNumberId = Required("agent_phone_number_id"),
            To = Required("to_number"),
            ClientData = Member(root, "conversation_initiation_client_data") is { ValueKind: JsonValueKind.Object } data ? data : null,
        };
        if (request.To.Length > 0 && !E164().IsMatch(request.To))
            found.Add(new(["body", "to_number"], "Value error, to_number must be in E.164 format", "value_error"));
        if (Member(Member(root, "telephony_call_config"), "ringing_timeout_secs") is { } ringing)
        {
            if (ringing.ValueKind == JsonValueKind.Number && ringing.TryGetInt32(out var seconds) && seconds is >= 1 and <= 999)
                request = request with { RingingTimeout = seconds };
            else
                found.Add(new(["body", "telephony_call_config", "ringing_timeout_secs"], "Input should be from 1 to 999", "int_range"));
        }
        return request with { UserId = request.ClientData is { } client ? Text(Member(client, "user_id")) : null };
    }

    private static JsonElement? Member(JsonElement? value, string name) =>
        value is { ValueKind: JsonValueKind.Object } some && some.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement? value) => value is { ValueKind: JsonValueKind.String } some ? some.GetString() : null;

    private static void Collect(JsonElement? value, string name, Dictionary<string, string> found)
    {
        if (value is not { } some) return;
        if (some.ValueKind != JsonValueKind.Object) found[name] = some.ToString();
        else foreach (var member in some.EnumerateObject()) Collect(member.Value, name.Length == 0 ? member.Name : $"{name}.{member.Name}", found);
    }

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z")]
    private static partial Regex E164();
}
