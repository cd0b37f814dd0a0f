using LeadSail.ApiKeys;
using LeadSail.Calls;
using LeadSail.History;
using LeadSail.Http;
using LeadSail.Leads;
using LeadSail.OpenApi;
using LeadSail.Organizations;
using LeadSail.Providers;
using LeadSail.Queries;
using LeadSail.Recordings;
using LeadSail.Storage;
using Microsoft.OpenApi;

namespace LeadSail.Interactions;

/// <summary>Reading interactions.</summary>
internal static class InteractionEndpoints
{
    /// <summary>The most interactions of one lead that are listed without pages.</summary>
    private const int MostOfLead = 500;

    private const int MostMinutes = 1440;

    private static readonly string[] AudioTypes = [.. RecordingFolder.ContentTypes];

    public static void MapInteractions(this RouteGroupBuilder api)
    {
        var interactions = api.MapGroup("/interactions").WithTags("Interactions");
        interactions.MapGet("/", List).WithSummary("List interactions, newest first").Produces<Envelope<InteractionList>>().Fails(400);
        interactions.MapGet("/per-minute", PerMinute).WithSummary("How many interactions were created in each of the last minutes, by how they stand now, oldest first")
            .Produces<Envelope<InteractionMinutes>>().Fails(400)
            .WithMetadata(new ParameterDetail("minutes", "How many minutes back, the one that runs among them.", JsonSchemaType.Integer) { Minimum = 1, Maximum = MostMinutes, Default = 60 });
        interactions.MapGet("/{interactionId}", Get).WithSummary("One interaction")
            .Produces<Envelope<InteractionView>>().Fails(404);
        interactions.MapGet("/lead/{leadId}", OfLead).WithSummary("The interactions of a lead, newest first")
            .Produces<Envelope<LeadInteractions>>().Fails(404);
        interactions.MapGet("/{interactionId}/events", Events).WithSummary("The history of an interaction, oldest first")
            .Produces<Envelope<EventList>>().Fails(400, 404);
        interactions.MapGet("/{interactionId}/recording", Recording).WithSummary("The recording of a call")
            .Produces<byte[]>(200, AudioTypes[0], AudioTypes[1..]).Produces<byte[]>(206, AudioTypes[0], AudioTypes[1..]).Produces(304).Fails(404, 412, 416)
            .WithMetadata(new ParameterDetail("Range", "The bytes wanted, e.g. bytes=0-65535.", In: ParameterLocation.Header));
    }

    private static async Task<IResult> Get(string interactionId, Caller caller, IStateReader states, CancellationToken cancellationToken) =>
        Answers.Ok(InteractionView.Of(await Find(interactionId, caller, states, cancellationToken)));

    private static async Task<IResult> List(InteractionQuery query, Caller caller, IInteractions interactions, CancellationToken cancellationToken)
    {
        var calls = await interactions.ListAsync<CallState>(caller.OrganizationId, query.Filter, query.Limit + 1, cancellationToken);
        var page = calls.Take(query.Limit).ToArray();
        var hasMore = calls.Count > query.Limit;
        return Answers.Ok(new InteractionList([.. page.Select(InteractionView.Of)], hasMore ? InteractionQuery.CursorBehind(page[^1]) : null, hasMore));
    }

    private static async Task<IResult> PerMinute(HttpRequest request, Caller caller, IInteractions interactions, TimeProvider time, CancellationToken cancellationToken)
    {
        var minutes = request.Query.Whole("minutes", 1, MostMinutes) ?? 60;
        var now = time.GetUtcNow();
        var from = now.AddTicks(-now.Ticks % TimeSpan.TicksPerMinute).AddMinutes(1 - minutes);
        var counts = (await interactions.PerMinuteAsync(caller.OrganizationId, from, cancellationToken)).ToLookup(count => count.At);
        return Answers.Ok(new InteractionMinutes([
            .. Enumerable.Range(0, minutes).Select(minute => from.AddMinutes(minute))
                .Select(at => new InteractionMinute(at, counts[at].ToDictionary(count => Enums.Name(count.Status), count => count.Count))),
        ]));
    }

    private static async Task<IResult> OfLead(string leadId, Caller caller, IStateReader states, IInteractions interactions, CancellationToken cancellationToken)
    {
        await states.FindLead(leadId, caller, cancellationToken);
        var calls = await interactions.ListAsync<CallState>(caller.OrganizationId, new InteractionFilter { LeadId = leadId }, MostOfLead, cancellationToken);
        return Answers.Ok(new LeadInteractions([.. calls.Select(InteractionView.Of)]));
    }

    private static async Task<IResult> Events(string interactionId, Caller caller, Paging paging, IStateReader states, IHistory history, CancellationToken cancellationToken)
    {
        await Find(interactionId, caller, states, cancellationToken);
        return Answers.Ok(await EventList.ReadAsync(history, caller, interactionId, paging, cancellationToken));
    }

    private static async Task<IResult> Recording(
        string interactionId, Caller caller, HttpRequest request, IStateReader states, VoiceProviders providers, RecordingCache recordings, CancellationToken cancellationToken)
    {
        var call = await Find(interactionId, caller, states, cancellationToken);
        if (call is not { HasRecording: true, Phase: CallPhase.Final, ConversationId: { } conversationId })
        {
            throw RequestException.NotFound("This call has no recording.");
        }

        return await recordings.PlayAsync(
            new RecordingKey(caller.OrganizationId, interactionId),
            async token => providers.Find(call.Call!.Provider) is { } provider ? await provider.OpenRecordingAsync(conversationId, token) : null,
            request.Headers.Range.ToString(),
            cancellationToken) ?? throw RequestException.NotFound("The provider has no recording of this call.");
    }

    private static async Task<CallState> Find(string interactionId, Caller caller, IStateReader states, CancellationToken cancellationToken) =>
        await states.ReadAsync<CallState>("call", GrainKeys.Of(caller.OrganizationId, interactionId), cancellationToken) is { Call: not null } call
            ? call
            : throw RequestException.NotFound();
}

/// <summary>A page of interactions.</summary>
/// <param name="Interactions">Newest first.</param>
/// <param name="NextCursor">For the next page; null at the end.</param>
/// <param name="HasMore">Whether there is one.</param>
public sealed record InteractionList(IReadOnlyList<InteractionView> Interactions, string? NextCursor, bool HasMore);

/// <summary>Interactions by the minute.</summary>
/// <param name="Minutes">Every minute, oldest first.</param>
public sealed record InteractionMinutes(IReadOnlyList<InteractionMinute> Minutes);

/// <summary>The interactions created in one minute.</summary>
/// <param name="At">The minute's begin.</param>
/// <param name="ByStatus">How many, by how they stand now; a status without any is left out.</param>
public sealed record InteractionMinute(DateTimeOffset At, IReadOnlyDictionary<string, int> ByStatus);

/// <summary>The interactions of a lead.</summary>
/// <param name="Interactions">Newest first.</param>
public sealed record LeadInteractions(IReadOnlyList<InteractionView> Interactions);
