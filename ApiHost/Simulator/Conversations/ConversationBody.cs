using System.Text.Json.Nodes;
using LeadSail.Simulator.Calls;
using LeadSail.Simulator.Endings;

namespace LeadSail.Simulator.Conversations;

/// <summary>The body of GET conversation, which is also the data of <c>post_call_transcription</c>.</summary>
internal static class ConversationBody
{
    /// <summary>The conversation as the provider shows it at an instant: nothing of the talk until it is over, no analysis until it is done.</summary>
    public static object Of(Conversation conversation, DateTimeOffset now)
    {
        var phase = conversation.At(now);
        var over = phase is Phase.Processing or Phase.Done;
        var done = phase == Phase.Done;
        return new
        {
            agent_id = conversation.AgentId,
            agent_name = conversation.AgentName,
            status = StatusOf(phase),
            user_id = conversation.UserId,
            branch_id = (string?)null,
            version_id = (string?)null,
            environment = "production",
            conversation_id = conversation.Id,
            has_audio = done,
            has_user_audio = done,
            has_response_audio = done,
            has_auxiliary_audio = false,
            transcript = over ? conversation.Plan.Turns.Select((turn, index) => TurnBody(conversation, turn, index)) : [],
            metadata = Metadata(conversation, phase, over),
            analysis = done ? Analysis(conversation.Plan) : null,
            visited_agents = Array.Empty<object>(),
            tag_ids = Array.Empty<string>(),
            conversation_initiation_client_data = ClientData(conversation, over),
        };
    }

    /// <summary>The row of the list.</summary>
    public static object Row(Conversation conversation, DateTimeOffset now)
    {
        var phase = conversation.At(now);
        var over = phase is Phase.Processing or Phase.Done;
        var done = phase == Phase.Done;
        var plan = conversation.Plan;
        return new
        {
            agent_id = conversation.AgentId,
            branch_id = (string?)null,
            version_id = (string?)null,
            agent_name = conversation.AgentName,
            conversation_id = conversation.Id,
            start_time_unix_secs = conversation.StartedAt.ToUnixTimeSeconds(),
            call_duration_secs = over ? plan.TalkSeconds : 0,
            message_count = over ? plan.Turns.Length : 0,
            status = StatusOf(phase),
            termination_reason = over ? plan.TerminationReason : "",
            call_successful = done ? plan.CallSuccessful : "unknown",
            call_success_score = (double?)null,
            transcript_summary = done ? plan.Summary : null,
            call_summary_title = done ? plan.Title : null,
            main_language = "en",
            conversation_initiation_source = SourceOf(conversation),
            tool_names = over ? plan.Turns.Select(turn => turn.Tool).OfType<string>().Distinct() : [],
            direction = conversation.IsInbound ? "inbound" : "outbound",
            rating = (double?)null,
        };
    }

    private static string StatusOf(Phase phase) => phase == Phase.InProgress ? "in-progress" : phase.ToString().ToLowerInvariant();

    private static string SourceOf(Conversation conversation) => conversation.Transport == Transport.Twilio ? "twilio" : "sip_trunk";

    private static object TurnBody(Conversation conversation, Turn turn, int index)
    {
        var request = turn.Tool is null ? null : Chance.Id("tool_", 24, conversation.Id, index);
        var type = turn.Tool is "end_call" or "voicemail_detection" ? "system" : "webhook";
        return new
        {
            role = turn.Role,
            agent_metadata = turn.Role == "agent"
                ? new { agent_id = conversation.AgentId, branch_id = (string?)null, workflow_node_id = (string?)null }
                : null,
            message = turn.Message,
            multivoice_message = (object?)null,
            tool_calls = turn.Tool is null ? [] : (object[])[new
            {
                type,
                request_id = request,
                tool_name = turn.Tool,
                params_as_json = "{}",
                tool_has_been_called = true,
            }],
            tool_results = turn.Tool is null ? [] : (object[])[new
            {
                type,
                request_id = request,
                tool_name = turn.Tool,
                result_value = type == "system" ? "" : "ok",
                is_error = false,
                tool_has_been_called = true,
                result = type == "system" ? new { result_type = turn.Tool + "_success", status = "success" } : null,
            }],
            feedback = (object?)null,
            llm_override = (object?)null,
            time_in_call_secs = turn.At,
            conversation_turn_metrics = (object?)null,
            rag_retrieval_info = (object?)null,
            llm_usage = (object?)null,
            interrupted = false,
            original_message = (string?)null,
            source_medium = turn.Role == "user" ? "audio" : null,
        };
    }

    private static object Metadata(Conversation conversation, Phase phase, bool over)
    {
        var plan = conversation.Plan;
        return new
        {
            start_time_unix_secs = conversation.StartedAt.ToUnixTimeSeconds(),
            accepted_time_unix_secs = phase is Phase.Initiated or Phase.Failed ? null : (long?)conversation.RungAt.ToUnixTimeSeconds(),
            call_duration_secs = over ? plan.TalkSeconds : 0,
            cost = over ? plan.TalkSeconds * 10 : 0,
            cost_fiat = over ? Math.Round(plan.TalkSeconds * 0.0015, 4) : 0,
            deletion_settings = new { delete_transcript_and_pii = false, delete_audio = false },
            feedback = new { overall_score = (double?)null, likes = 0, dislikes = 0 },
            authorization_method = "authorization_header",
            charging = new { dev_discount = false, is_burst = false, tier = "simulator" },
            phone_call = PhoneCall(conversation),
            batch_call = (object?)null,
            termination_reason = over ? plan.TerminationReason : "",
            error = phase == Phase.Failed ? Error(conversation, plan.Failure!) : null,
            warnings = Array.Empty<string>(),
            main_language = "en",
            text_only = false,
            timezone = (string?)null,
            conversation_initiation_source = SourceOf(conversation),
            features_usage = new
            {
                language_detection = new { enabled = false, used = false },
                voicemail_detection = new { enabled = true, used = over && plan.Story == Story.Voicemail },
            },
        };
    }

    private static object PhoneCall(Conversation conversation) => conversation.Transport == Transport.Twilio
        ? new
        {
            type = "twilio",
            direction = conversation.IsInbound ? "inbound" : "outbound",
            phone_number_id = conversation.PhoneNumberId,
            agent_number = conversation.AgentNumber,
            external_number = conversation.ExternalNumber,
            stream_sid = conversation.LegId,
            call_sid = conversation.CallSid,
        }
        : new
        {
            type = "sip_trunking",
            direction = conversation.IsInbound ? "inbound" : "outbound",
            phone_number_id = conversation.PhoneNumberId,
            agent_number = conversation.AgentNumber,
            external_number = conversation.ExternalNumber,
            call_id = conversation.LegId,
            call_sid = conversation.CallSid,
        };

    /// <summary>SIP starts fail with the SIP status as code; Twilio's unanswered ones were seen with 1011 and "request timed out".</summary>
    private static object Error(Conversation conversation, Failure failure) =>
        conversation.Transport == Transport.Twilio && failure.Reason == "no-answer"
            ? new { code = 1011, reason = "request timed out", error_type = failure.ErrorType }
            : new { code = failure.SipCode, reason = failure.Message, error_type = failure.ErrorType };

    private static object Analysis(CallPlan plan)
    {
        var collected = plan.Collected.Keys.Union(["disposition", "callback_at", "callback_note"]).Order(StringComparer.Ordinal)
            .Select(id => new
            {
                data_collection_id = id,
                value = plan.Collected.GetValueOrDefault(id),
                json_schema = new { type = "string", description = "" },
                rationale = plan.Collected.ContainsKey(id) ? plan.Summary : "Not mentioned in the conversation.",
            })
            .ToList();
        return new
        {
            call_successful = plan.CallSuccessful,
            call_success_score = (double?)null,
            transcript_summary = plan.Summary,
            call_summary_title = plan.Title,
            evaluation_criteria_results = new { },
            evaluation_criteria_results_list = Array.Empty<object>(),
            data_collection_results = collected.ToDictionary(entry => entry.data_collection_id),
            data_collection_results_list = collected,
        };
    }

    /// <summary>What came with the start request, and the system variables that the provider adds.</summary>
    private static JsonObject ClientData(Conversation conversation, bool over)
    {
        var data = conversation.ClientData is { } sent ? JsonObject.Create(sent.Clone())! : [];
        if (data["dynamic_variables"] is not JsonObject variables) data["dynamic_variables"] = variables = [];
        variables["system__conversation_id"] = conversation.Id;
        variables["system__agent_id"] = conversation.AgentId;
        variables["system__call_sid"] = conversation.CallSid;
        variables["system__caller_id"] = conversation.IsInbound ? conversation.ExternalNumber : conversation.AgentNumber;
        variables["system__called_number"] = conversation.IsInbound ? conversation.AgentNumber : conversation.ExternalNumber;
        variables["system__call_duration_secs"] = over ? conversation.Plan.TalkSeconds : 0;
        return data;
    }
}
