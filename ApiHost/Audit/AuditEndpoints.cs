using System.Text.Json;
using LeadSail.ApiKeys;
using LeadSail.Http;

namespace LeadSail.Audit;

/// <summary>Who changed what.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this RouteGroupBuilder api) => api.MapGroup("/events").WithTags("Audit").MapGet("/", List).RequireAdmin()
        .WithSummary("What people and keys have changed in settings, campaigns, keys and the do-not-call list, newest first").Produces<Envelope<AuditList>>().Fails(400);

    private static async Task<IResult> List(Caller caller, AuditFilter filter, AuditQueries audit, CancellationToken cancellationToken) =>
        Answers.Ok(await audit.ListAsync(caller.OrganizationId, filter, cancellationToken));
}

/// <summary>A page of changes.</summary>
/// <param name="Events">Newest first.</param>
/// <param name="NextCursor">For the next page; null at the end.</param>
/// <param name="HasMore">Whether there is one.</param>
public sealed record AuditList(IReadOnlyList<AuditEntry> Events, string? NextCursor, bool HasMore);

/// <summary>A change.</summary>
/// <param name="Seq">Counts up over everything.</param>
/// <param name="At">When.</param>
/// <param name="Type">What, e.g. <c>campaign_changed</c>.</param>
/// <param name="Actor">Who: a key's id, or <c>system</c>.</param>
/// <param name="ActorName">The name of the key, also when it is revoked; null when it is none.</param>
/// <param name="Stream">To what: an id, or a number on the do-not-call list.</param>
/// <param name="Subject">Its name; null when it has none.</param>
/// <param name="Data">Facts: <c>changes</c> names each field with <c>from</c> and <c>to</c>, or why they are withheld: <c>secret</c> or <c>large</c>.</param>
public sealed record AuditEntry(
    long Seq, DateTimeOffset At, string Type, string Actor, string? ActorName, string Stream, string? Subject, [property: JsonShape(JsonValueKind.Object)] JsonText Data);
