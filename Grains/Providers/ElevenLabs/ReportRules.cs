using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using LeadSail.Calls;

namespace LeadSail.Providers.ElevenLabs;

/// <summary>A conversation body or a failure webhook, as our report.</summary>
internal static class ReportRules
{
    /// <summary>Reads a conversation, as it is answered by GET and pushed by <c>post_call_transcription</c>.</summary>
    /// <param name="data">The conversation.</param>
    /// <param name="pushedAt">When the post-call webhook was made; null when the provider was asked.</param>
    /// <param name="pushed">Whether it was pushed, and so is of a call that is over unless it says otherwise.</param>
    public static CallReport Conversation(JsonElement data, bool pushed = false, DateTimeOffset? pushedAt = null)
    {
        var metadata = data.At("metadata");
        var duration = metadata.At("call_duration_secs").Integer() is { } seconds and >= 0 ? seconds : (int?)null;
        var started = metadata.At("start_time_unix_secs").UnixTime() ?? metadata.At("accepted_time_unix_secs").UnixTime();
        // Without transcript and metadata it is in a form that we do not know: its status has to be asked for.
        var isOver = pushed && (data.At("transcript").ValueKind == JsonValueKind.Array || metadata.ValueKind == JsonValueKind.Object);

        return Common(data) with
        {
            CarrierCallId = metadata.At("phone_call", "call_sid").Text() ?? metadata.At("phone_call", "call_id").Text(),
            ExternalNumber = E164(metadata.At("phone_call", "external_number").Text()),
            Outcome = OutcomeRules.Decide(EvidenceRules.Read(data, isOver: isOver)),
            StartedAt = started,
            DurationSeconds = duration,
            Summary = data.At("analysis", "transcript_summary").Text(),
            Transcript = Transcript(data.At("transcript"), started ?? pushedAt ?? DateTimeOffset.UnixEpoch),
            Collected = Collected(data),
            HasRecording = data.At("has_audio").Flag() ?? (duration > 0 && metadata.At("deletion_settings", "delete_audio").Flag() != true),
        };
    }

    /// <summary>Reads <c>data</c> of a <c>call_initiation_failure</c>, Twilio's or SIP's.</summary>
    public static CallReport StartFailure(JsonElement data)
    {
        var carrier = data.At("metadata", "body");
        var called = carrier.At("Direction").Text() == "inbound" ? carrier.At("From").Text() : carrier.At("To").Text() ?? carrier.At("to_number").Text();
        return Common(data) with
        {
            CarrierCallId = carrier.At("CallSid").Text() ?? carrier.At("call_sid").Text(),
            ExternalNumber = E164(called),
            Outcome = OutcomeRules.Decide(EvidenceRules.Read(data, startFailed: true)),
        };
    }

    /// <summary>Reads <c>data</c> of an <c>answering_machine_detection</c>: null when a person answered, or nobody can tell. Its form is not published.</summary>
    public static CallReport? MachineDetection(JsonElement data) =>
        EvidenceRules.AnsweredBy(data) is { } machine ? Common(data) with { AnsweredBy = machine } : null;

    /// <summary>Every collected value with its id: those of the whole conversation first, then those of single agents in it.</summary>
    public static IEnumerable<(string Id, JsonElement Value)> CollectedValues(JsonElement data)
    {
        var analysis = data.At("analysis");
        foreach (var part in analysis.At("scoped").Items().Prepend(analysis))
        {
            foreach (var field in part.At("data_collection_results").Fields())
                yield return (field.Name, field.Value.At("value"));
            foreach (var entry in part.At("data_collection_results_list").Items())
                yield return (entry.At("data_collection_id").Text() ?? "", entry.At("value"));
        }
    }

    private static CallReport Common(JsonElement data) => new()
    {
        ConversationId = data.At("conversation_id").Text() ?? "",
        AttemptId = data.At("conversation_initiation_client_data", "dynamic_variables", StartRules.AttemptVariable).Text() ?? data.At("user_id").Text(),
        ProviderAgentId = data.At("agent_id").Text(),
        Origin = Origin(data.At("conversation_initiation_client_data", "dynamic_variables")),
    };

    private static CallOrigin? Origin(JsonElement variables) =>
        variables.At(StartRules.OrganizationVariable).Text() is { } organizationId && variables.At(StartRules.LeadVariable).Text() is { } leadId
        && variables.At(StartRules.CampaignVariable).Text() is { } campaignId && variables.At(StartRules.SourceVariable).Text() is { } source && Enums.Parse<CallSource>(source) is { } asked
        && E164(variables.At(StartRules.PhoneVariable).Text()) is { } phone
            ? new() { OrganizationId = organizationId, LeadId = leadId, CampaignId = campaignId, Source = asked, Phone = phone }
            : null;

    private static ImmutableArray<TranscriptLine> Transcript(JsonElement turns, DateTimeOffset start)
    {
        var lines = ImmutableArray.CreateBuilder<TranscriptLine>();
        double at = 0;
        foreach (var turn in turns.Items())
        {
            // A turn without its own time was spoken no earlier than the one before it.
            at = turn.At("time_in_call_secs").Number() is { } seconds and >= 0 and < 1_000_000 ? seconds : at;
            Speaker? role = turn.At("role").Text() switch { "agent" => Speaker.Agent, "user" => Speaker.User, _ => null };
            if (role is { } speaker && turn.At("message").Text() is { } message)
                lines.Add(new TranscriptLine { Role = speaker, Message = message, Timestamp = start.AddSeconds(at) });
        }
        return lines.ToImmutable();
    }

    private static JsonText Collected(JsonElement data)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            var written = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (id, value) in CollectedValues(data))
            {
                if (value.ValueKind == JsonValueKind.Undefined || id.Length == 0 || !written.Add(id))
                    continue;
                json.WritePropertyName(id);
                value.WriteTo(json);
            }
            json.WriteEndObject();
        }
        return new JsonText(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    // SIP names numbers as the trunk is set up, with or without country code: only what is surely E.164 is passed on.
    private static string? E164(string? number) =>
        number is ['+', >= '1' and <= '9', .. var rest] && rest.Length is >= 6 and <= 14 && rest.All(char.IsAsciiDigit) ? number : null;
}
