using System.Buffers;
using System.Text.Json;

namespace LeadSail.Providers.ElevenLabs;

/// <summary>What a start request looks like, and what its answer means: rows 0–2 of the mapping table, and 4–8 for a call that failed within the reply.</summary>
internal static class StartRules
{
    /// <summary>The variables that say whose call it is: by them one that a restored backup does not know is taken in again.</summary>
    public const string AttemptVariable = "interaction_id", OrganizationVariable = "organization_id", LeadVariable = "lead_id",
        CampaignVariable = "campaign_id", SourceVariable = "call_source", PhoneVariable = "phone";

    /// <summary>The path for a number's transport; null for one that we cannot serve.</summary>
    public static string? Path(string transport) => transport switch
    {
        "twilio" => "v1/convai/twilio/outbound-call",
        "sip_trunk" => "v1/convai/sip-trunk/outbound-call",
        _ => null,
    };

    /// <summary>The body. What is not set is left out: a null would ask for an override that the agent may not allow.</summary>
    public static ReadOnlyMemory<byte> Body(StartCallRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("agent_id", request.ProviderAgentId);
        json.WriteString("agent_phone_number_id", request.ProviderPhoneNumberId);
        json.WriteString("to_number", request.ToE164);
        json.WriteStartObject("telephony_call_config");
        json.WriteNumber("ringing_timeout_secs", request.RingSeconds);
        json.WriteEndObject();

        json.WriteStartObject("conversation_initiation_client_data");
        WriteClientData(json, request);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The answer to the inbound personalisation webhook, which says the same of a call that comes in.</summary>
    public static ReadOnlyMemory<byte> Context(StartCallRequest call)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("type", "conversation_initiation_client_data");
        WriteClientData(json, call);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteClientData(Utf8JsonWriter json, StartCallRequest request)
    {
        json.WriteString("user_id", request.AttemptId);
        json.WriteStartObject("dynamic_variables");
        var ours = Ours(request);
        foreach (var (name, value) in ours)
            json.WriteString(name, value);
        foreach (var (name, value) in request.Variables)
        {
            if (!ours.ContainsKey(name) && !name.StartsWith("system__", StringComparison.Ordinal))
                WriteVariable(json, name, value);
        }
        json.WriteEndObject();
        WriteOverrides(json, request);
    }

    /// <summary>The variables that no field of a lead replaces.</summary>
    private static OrderedDictionary<string, string> Ours(StartCallRequest request)
    {
        var ours = new OrderedDictionary<string, string>(StringComparer.Ordinal) { [AttemptVariable] = request.AttemptId };
        if (request.Origin is { } origin)
        {
            ours[OrganizationVariable] = origin.OrganizationId;
            ours[LeadVariable] = origin.LeadId;
            ours[CampaignVariable] = origin.CampaignId;
            ours[SourceVariable] = Enums.Name(origin.Source);
            ours[PhoneVariable] = origin.Phone;
        }

        return ours;
    }

    /// <summary>What an answer that arrived whole means.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The body, of whatever form.</param>
    public static StartCallResult Reply(int status, ReadOnlyMemory<byte> body)
    {
        using var document = TolerantJson.Parse(body);
        var json = document?.RootElement ?? default;
        return status is >= 200 and <= 299 ? Taken(json) : Refused(status, ErrorDetail.Of(json));
    }

    /// <summary>A 200 is not yet a call: <c>success:false</c> comes with it too, with or without a conversation.</summary>
    private static StartCallResult Taken(JsonElement reply)
    {
        var conversationId = reply.At("conversation_id").Text();
        var message = reply.At("message").Text() ?? "";
        if (reply.At("success").Flag() is not { } success)
            return new StartCallResult.Unknown("The provider's answer cannot be read.");
        if (success)
        {
            return conversationId is null
                ? new StartCallResult.Unknown("The provider took the call without naming a conversation.")
                : new StartCallResult.Placed(conversationId, reply.At("callSid").Text() ?? reply.At("sip_call_id").Text());
        }

        if (EvidenceRules.SipCodeIn(message) is { } sip
            && OutcomeRules.Decide(new CallEvidence { StartFailed = true, SipCode = sip, Reason = message }) is { } outcome)
            return new StartCallResult.NotConnected(outcome, conversationId);
        // "sip request timed out": seen with a call that the carrier had connected for 20 s.
        if (Says(message, "timed out", "timeout"))
            return new StartCallResult.Unknown(message);
        var kind = Kind([], message) ?? RefusalKind.Request;
        return new StartCallResult.Refused(kind, message.Length > 0 ? message : "The provider did not place the call and gives no reason.");
    }

    private static StartCallResult Refused(int status, ErrorDetail detail)
    {
        RefusalKind? kind = (Kind(detail.Codes, detail.Message), status) switch
        {
            (RefusalKind.AgentLimit, _) => RefusalKind.AgentLimit,
            (RefusalKind.Busy, _) or (_, 429) => RefusalKind.Busy,
            (_, 503) when detail.Exists => RefusalKind.Busy,
            (RefusalKind.Account, _) or (_, 401 or 402 or 403) => RefusalKind.Account,
            (_, 400 or 404 or 409 or 422) => RefusalKind.Request,
            // 408 speaks of a request that did not arrive whole: it may have come from a proxy, after the provider had it
            (_, >= 400 and < 500 and not 408) when detail.Exists => RefusalKind.Request,
            _ => null,
        };
        var message = detail.Message.Length > 0 ? $"HTTP {status}: {detail.Message}" : $"HTTP {status}";
        return kind is { } known ? new StartCallResult.Refused(known, message) : new StartCallResult.Unknown(message);
    }

    private static RefusalKind? Kind(IReadOnlyList<string> codes, string message)
    {
        if (codes.Contains("4300") || OutcomeRules.SaysAgentLimit(message))
            return RefusalKind.AgentLimit;
        if (codes.Any(code => code is "concurrent_limit_exceeded" or "too_many_concurrent_requests" or "system_busy" or "rate_limit_exceeded")
            || Says(message, "concurrent_limit_exceeded", "too_many_concurrent_requests", "system_busy", "concurrency limit", "concurrent calls"))
            return RefusalKind.Busy;
        return codes.Any(code => code is "quota_exceeded" or "insufficient_credits" or "subscription_required") || Says(message, "quota", "insufficient credits", "insufficient_credits")
            ? RefusalKind.Account
            : null;
    }

    // A variable that is missing ends the call when it is answered, so an empty one is sent as "".
    private static void WriteVariable(Utf8JsonWriter json, string name, JsonText value)
    {
        using var document = JsonDocument.Parse(value.Value ?? "null");
        var scalar = document.RootElement;
        json.WritePropertyName(name);
        if (scalar.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            scalar.WriteTo(json);
        else
            json.WriteStringValue(scalar.ValueKind == JsonValueKind.Null ? "" : scalar.GetRawText());
    }

    private static void WriteOverrides(Utf8JsonWriter json, StartCallRequest request)
    {
        var speaks = request.Prompt is not null || request.FirstMessage is not null;
        if (!speaks && request.MaxDurationSeconds is null)
            return;
        json.WriteStartObject("conversation_config_override");
        if (speaks)
        {
            json.WriteStartObject("agent");
            if (request.FirstMessage is not null)
                json.WriteString("first_message", request.FirstMessage);
            if (request.Prompt is not null)
            {
                json.WriteStartObject("prompt");
                json.WriteString("prompt", request.Prompt);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        if (request.MaxDurationSeconds is { } seconds)
        {
            json.WriteStartObject("conversation");
            json.WriteNumber("max_duration_seconds", seconds);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static bool Says(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    /// <summary>The provider's <c>detail</c>: an array (422), an object (most), or a string (older paths).</summary>
    private sealed record ErrorDetail(bool Exists, IReadOnlyList<string> Codes, string Message)
    {
        public static ErrorDetail Of(JsonElement body)
        {
            var detail = body.At("detail");
            return detail.ValueKind switch
            {
                JsonValueKind.Object => new(true, [.. CodesOf(detail)], detail.At("message").Text() ?? ""),
                JsonValueKind.Array => new(true, [], string.Join("; ", detail.Items().Select(Fault))),
                JsonValueKind.String => new(true, [], detail.Text() ?? ""),
                _ => new(false, [], ""),
            };
        }

        private static IEnumerable<string> CodesOf(JsonElement detail)
        {
            foreach (var name in (string[])["code", "status", "type"])
            {
                if (detail.At(name) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } code)
                    yield return code.ToString();
            }
        }

        private static string Fault(JsonElement fault) =>
            $"{string.Join('.', fault.At("loc").Items().Select(part => part.ToString()))}: {fault.At("msg").Text()}";
    }
}
