using LeadSail.ApiKeys;
using LeadSail.Calls;
using LeadSail.History;
using LeadSail.Http;
using LeadSail.Leads;
using LeadSail.OpenApi;
using LeadSail.Organizations;
using LeadSail.Providers;
using LeadSail.Storage;
using Microsoft.OpenApi;

namespace LeadSail.Interactions;

/// <summary>Reading interactions.</summary>
internal static class InteractionEndpoints
{
    public static void MapInteractions(this RouteGroupBuilder api)
    {
        var interactions = api.MapGroup("/interactions").WithTags("Interactions");
        interactions.MapGet("/{interactionId}", Get).WithSummary("One interaction")
            .Produces<Envelope<InteractionView>>().Fails(404);
        interactions.MapGet("/lead/{leadId}", OfLead).WithSummary("The interactions of a lead, newest first")
            .Produces<Envelope<LeadInteractions>>().Fails(404);
        interactions.MapGet("/{interactionId}/events", Events).WithSummary("The history of an interaction, oldest first")
            .Produces<Envelope<EventList>>().Fails(400, 404);
        interactions.MapGet("/{interactionId}/recording", Recording).WithSummary("The recording of a call")
            .Produces<byte[]>(200, "audio/mpeg", "audio/wav").Produces<byte[]>(206, "audio/mpeg", "audio/wav").Fails(404, 416)
            .WithMetadata(new ParameterDetail("Range", "The bytes wanted, e.g. bytes=0-65535.", In: ParameterLocation.Header));
    }

    private static async Task<IResult> Get(string interactionId, Caller caller, IStateReader states, CancellationToken cancellationToken) =>
        Answers.Ok(InteractionView.Of(await Find(interactionId, caller, states, cancellationToken)));

    private static async Task<IResult> OfLead(string leadId, Caller caller, IStateReader states, InteractionQueries queries, CancellationToken cancellationToken)
    {
        await states.FindLead(leadId, caller, cancellationToken);
        var calls = await queries.OfLeadAsync(caller.OrganizationId, leadId, cancellationToken);
        return Answers.Ok(new LeadInteractions([.. calls.Select(InteractionView.Of)]));
    }

    private static async Task<IResult> Events(string interactionId, Caller caller, Paging paging, IStateReader states, IHistory history, CancellationToken cancellationToken)
    {
        await Find(interactionId, caller, states, cancellationToken);
        return Answers.Ok(await EventList.ReadAsync(history, caller, interactionId, paging, cancellationToken));
    }

    private static async Task<IResult> Recording(
        string interactionId, Caller caller, IStateReader states, VoiceProviders providers, CancellationToken cancellationToken)
    {
        var call = await Find(interactionId, caller, states, cancellationToken);
        if (call is not { HasRecording: true, Phase: CallPhase.Final, ConversationId: { } conversationId } || providers.Find(call.Call!.Provider) is not { } provider)
        {
            throw RequestException.NotFound("This call has no recording.");
        }

        var recording = await provider.OpenRecordingAsync(conversationId, cancellationToken) ?? throw RequestException.NotFound("The provider has no recording of this call.");
        return await RecordingAnswer.OfAsync(recording, cancellationToken);
    }

    private static async Task<CallState> Find(string interactionId, Caller caller, IStateReader states, CancellationToken cancellationToken) =>
        await states.ReadAsync<CallState>("call", GrainKeys.Of(caller.OrganizationId, interactionId), cancellationToken) is { Call: not null } call
            ? call
            : throw RequestException.NotFound();
}

/// <summary>The interactions of a lead.</summary>
/// <param name="Interactions">Newest first.</param>
public sealed record LeadInteractions(IReadOnlyList<InteractionView> Interactions);
