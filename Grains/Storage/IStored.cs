using System.Collections.Immutable;
using LeadSail.Deliveries;

namespace LeadSail.Storage;

/// <summary>
/// A grain state that knows what else belongs to its commit. The storage writes all of it in one transaction:
/// the state, the new history entries, the row by which it is listed and searched, and the instant to wake the grain at.
/// These members are derived from the state and are not part of its JSON.
/// </summary>
public interface IStored
{
    /// <summary>History entries since the last commit. Whoever writes the state empties this after each write.</summary>
    ImmutableArray<HistoryEntry> PendingEvents { get; }

    /// <summary>Events since the last commit that the world is told of. Stored as deliveries, and emptied likewise.</summary>
    ImmutableArray<OutgoingEvent> PendingNews => [];

    /// <summary>Whether the entries of earlier commits lose their data in this one, and what was told of it is forgotten: a person was erased.</summary>
    bool ForgetsHistory => false;

    /// <summary>The row in a read table; null when the state has none. A clear removes the row that the state names then.</summary>
    ReadRow? ReadRow { get; }

    /// <summary>When the sweeper wakes the grain; null for never.</summary>
    DateTimeOffset? WakeAt { get; }
}

/// <summary>One entry of a life's history. Its stream is the grain's id.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Type">What, in snake_case, e.g. <c>call_started</c>.</param>
/// <param name="Actor">Who: a key id, <c>system</c>, <c>provider</c>.</param>
/// <param name="Data">Facts, as a JSON object. Never a secret.</param>
public sealed record HistoryEntry(DateTimeOffset At, string Type, string Actor, JsonText Data);

/// <summary>A row of a read table, keyed by the grain's organization and id, or one of its own.</summary>
/// <param name="Table">The table; its columns are made by the migrations.</param>
/// <param name="Columns">Name and value: string, int, long, bool, DateTimeOffset or null. Names are code, never input.</param>
public sealed record ReadRow(string Table, ImmutableArray<ReadColumn> Columns)
{
    /// <summary>Its id within the organization, if that is not the grain's.</summary>
    public string? Id { get; init; }

    /// <summary>The life's row in another table, written and removed together with this one; null when there is none.</summary>
    public ReadRow? Also { get; init; }

    /// <summary>The row goes, and the state stays.</summary>
    public bool IsGone { get; init; }
}

/// <summary>One typed column of a read row.</summary>
public readonly record struct ReadColumn(string Name, object? Value);
