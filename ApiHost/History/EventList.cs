using System.Globalization;
using System.Text.Json;
using LeadSail.ApiKeys;
using LeadSail.Http;
using LeadSail.Storage;

namespace LeadSail.History;

/// <summary>A page of a history.</summary>
/// <param name="Events">Oldest first.</param>
/// <param name="NextCursor">For the next page; null at the end.</param>
/// <param name="HasMore">Whether there is one.</param>
public sealed record EventList(IReadOnlyList<EventView> Events, string? NextCursor, bool HasMore)
{
    /// <summary>Reads a page of the history of a lead, interaction or campaign.</summary>
    /// <exception cref="RequestException">The cursor is none.</exception>
    public static async Task<EventList> ReadAsync(IHistory history, Caller caller, string id, Paging paging, CancellationToken cancellationToken)
    {
        long after = 0;
        if (paging.Cursor is { } cursor && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            throw RequestException.Invalid("cursor: is none of ours");
        }

        var entries = await history.ReadAsync(caller.OrganizationId, id, after, paging.Limit + 1, cancellationToken);
        var page = entries.Take(paging.Limit).Select(entry => new EventView(entry.Seq, entry.At, entry.Type, entry.Actor, entry.Data)).ToArray();
        var hasMore = entries.Count > paging.Limit;
        return new EventList(page, hasMore ? page[^1].Seq.ToString(CultureInfo.InvariantCulture) : null, hasMore);
    }
}

/// <summary>One entry of a history.</summary>
/// <param name="Seq">Counts up over everything.</param>
/// <param name="At">When.</param>
/// <param name="Type">What, e.g. <c>dialling</c>.</param>
/// <param name="Actor">Who: a key's id, <c>system</c>, <c>provider</c>, an interaction.</param>
/// <param name="Data">Facts.</param>
public sealed record EventView(long Seq, DateTimeOffset At, string Type, string Actor, [property: JsonShape(JsonValueKind.Object)] JsonText Data);
