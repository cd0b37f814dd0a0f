using System.Globalization;

namespace LeadSail.Simulator.Conversations;

/// <summary>What to list.</summary>
/// <param name="AgentId">Only of this agent.</param>
/// <param name="UserId">Only with this id of the caller's.</param>
/// <param name="StartAfter">Only started at or after this second (unix).</param>
/// <param name="StartBefore">Only started at or before this second (unix).</param>
/// <param name="Before">Only older than this cursor.</param>
public sealed record ConversationFilter(string? AgentId, string? UserId, long? StartAfter, long? StartBefore, long Before);

/// <summary>Conversations, one and many, and their audio.</summary>
internal static class ConversationEndpoints
{
    public static void MapConversations(this IEndpointRouteBuilder api)
    {
        api.MapGet("/conversations", List);
        api.MapGet("/conversations/{id}", (string id, SimulatorStore store, TimeProvider time) => store.Find(id) is { } conversation
            ? SimulatorJson.Answer(ConversationBody.Of(conversation, time.GetUtcNow()))
            : ApiErrors.NoConversation.ToResult());
        api.MapGet("/conversations/{id}/audio", (string id, SimulatorStore store, TimeProvider time) => store.Find(id) switch
        {
            null => ApiErrors.NoConversation.ToResult(),
            { } conversation when conversation.At(time.GetUtcNow()) == Phase.Done =>
                Results.Bytes(Recording.Wav(conversation.Plan), "audio/wav", enableRangeProcessing: true),
            _ => ApiErrors.NoAudio.ToResult(),
        });
    }

    private static IResult List(HttpRequest request, SimulatorStore store, TimeProvider time)
    {
        string? Text(string name) => request.Query[name].ToString() is { Length: > 0 } value ? value : null;
        List<FieldFault> faults = [];
        long? Number(string name)
        {
            if (Text(name) is not { } text) return null;
            if (long.TryParse(text, CultureInfo.InvariantCulture, out var value)) return value;
            faults.Add(new(["query", name], "Input should be a valid integer", "int_parsing"));
            return null;
        }

        var filter = new ConversationFilter(
            Text("agent_id"), Text("user_id"), Number("call_start_after_unix"), Number("call_start_before_unix"), Number("cursor") ?? long.MaxValue);
        var size = Number("page_size") ?? 30;
        if (size is < 1 or > 100) faults.Add(new(["query", "page_size"], "Input should be from 1 to 100", "int_range"));
        if (faults.Count > 0) return ApiErrors.Invalid(faults).ToResult();

        var found = store.List(filter, (int)size + 1);
        var page = found.Take((int)size).ToList();
        var more = found.Count > page.Count;
        return SimulatorJson.Answer(new
        {
            conversations = page.Select(row => ConversationBody.Row(row.Conversation, time.GetUtcNow())),
            next_cursor = more ? page[^1].Cursor.ToString(CultureInfo.InvariantCulture) : null,
            has_more = more,
        });
    }
}
