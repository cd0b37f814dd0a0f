using System.Text.Json;
using System.Text.Json.Nodes;
using LeadSail.Calls;
using LeadSail.Interactions;
using LeadSail.Leads;

namespace LeadSail.PostCall;

/// <summary>What is known after a call, by the names that the API gives it: the lead's fields, <c>collected.…</c> and <c>interaction.…</c>.</summary>
public sealed class CallFacts
{
    private readonly JsonObject all;

    /// <param name="lead">The lead, with its new status.</param>
    /// <param name="call">The call.</param>
    public CallFacts(LeadState lead, CallState call)
    {
        all = JsonSerializer.SerializeToNode(lead.Data, Json.Options)!.AsObject();
        all["status"] = Enums.Name(lead.Status);
        all["questionnaire"] = new JsonObject(lead.Data.Questionnaire.DistinctBy(answer => answer.Key).Select(answer => KeyValuePair.Create(answer.Key, JsonNode.Parse(answer.Answer.Value))));
        all["collected"] = JsonNode.Parse(call.Collected.Value);
        all["interaction"] = JsonSerializer.SerializeToNode(InteractionView.Of(call), Json.Options);
    }

    /// <summary>The value of a field; null when it is not there. A key may have dots in it.</summary>
    public JsonNode? Find(string field) => Find(all, field);

    private static JsonNode? Find(JsonNode? within, string path)
    {
        if (within is not JsonObject fields)
        {
            return null;
        }

        if (fields.TryGetPropertyValue(path, out var found))
        {
            return found;
        }

        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && fields.TryGetPropertyValue(path[..dot], out var inner) ? Find(inner, path[(dot + 1)..]) : null;
    }
}
