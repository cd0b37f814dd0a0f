using System.Collections.Immutable;
using System.Globalization;

namespace LeadSail.Storage.States;

/// <summary>The table of states, as a store implements it.</summary>
internal interface IStateTable
{
    /// <summary>The state of one grain, or null.</summary>
    Task<StoredState?> FindAsync(string type, string key, CancellationToken cancellationToken);

    /// <summary>Commits all of a change, or nothing of it.</summary>
    Task<StateSaved> SaveAsync(StateChange change);

    /// <summary>Commits several changes together, but for those that find another version than they expect.</summary>
    /// <returns>The keys of these.</returns>
    Task<IReadOnlyList<string>> SaveAllAsync(IReadOnlyList<StateChange> changes);
}

/// <summary>A stored state.</summary>
internal sealed record StoredState(long Version, string Json);

/// <summary>One commit of one grain.</summary>
/// <param name="Type">The grain type's name.</param>
/// <param name="Key">The grain's key.</param>
/// <param name="ExpectedVersion">The version that must be stored; 0: none may be.</param>
/// <param name="Json">The new state; null removes it, and the read row with it.</param>
/// <param name="WakeAt">When to wake the grain.</param>
/// <param name="At">When the change was made.</param>
/// <param name="Events">History entries to add.</param>
/// <param name="ForgetsHistory">Whether earlier history entries lose their data.</param>
/// <param name="Row">The read row to write or to remove.</param>
internal sealed record StateChange(
    string Type, string Key, long ExpectedVersion, string? Json, long? WakeAt, long At, ImmutableArray<HistoryEntry> Events, bool ForgetsHistory, ReadRow? Row)
{
    /// <summary>A change to a state, with what the state says belongs to its commit.</summary>
    public static StateChange Of<T>(string type, string key, long expectedVersion, T? state, string? json, DateTimeOffset at)
    {
        var stored = state as IStored;
        return new StateChange(
            type, key, expectedVersion, json, json is not null && stored?.WakeAt is { } wakeAt ? Instants.Due(wakeAt) : null, Instants.ToMilliseconds(at),
            stored is { PendingEvents.IsDefault: false } ? stored.PendingEvents : [], stored?.ForgetsHistory ?? false,
            stored is null ? null : WithNews(key, expectedVersion + 1, stored));
    }

    /// <summary>The read row, and behind it what the world is told. The ids of news follow from the commit, so that it may be tried again.</summary>
    private static ReadRow? WithNews(string key, long version, IStored stored)
    {
        if (stored.PendingNews is not { IsDefaultOrEmpty: false } news || stored.ReadRow is not { } row)
            return stored.ReadRow;

        var organization = ReadRows.Place(key).Organization;
        var rows = news.Select((told, i) => told.ToRow(Ids.Derived("evt", told.At, string.Create(CultureInfo.InvariantCulture, $"{key}/{version}/{i}")), organization));
        return Behind(row, rows.Aggregate((ReadRow?)null, (rest, told) => told with { Also = rest }));
    }

    private static ReadRow Behind(ReadRow row, ReadRow? rest) => row with { Also = row.Also is null ? rest : Behind(row.Also, rest) };

    /// <summary>Whether it holds a state and takes nothing away.</summary>
    public bool IsPlain => !ForgetsHistory && !RemovesRow;

    /// <summary>Whether the read row is to be removed.</summary>
    public bool RemovesRow => Json is null || Row is { IsGone: true };
}

/// <summary>What came of a <see cref="StateChange"/>.</summary>
/// <param name="Done">False: another version was stored, and nothing was written.</param>
/// <param name="Version">The version now stored; 0: none is.</param>
internal readonly record struct StateSaved(bool Done, long Version);
