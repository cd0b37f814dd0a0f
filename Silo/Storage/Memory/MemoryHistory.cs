using System.Collections.Immutable;

namespace LeadSail.Storage.Memory;

/// <summary>The history, which only grows, and forgets persons.</summary>
internal sealed class MemoryHistory(MemoryEngine engine) : IHistory
{
    private readonly Dictionary<(string Organization, string Stream), List<RecordedEntry>> streams = [];
    private long last;

    public Task<IReadOnlyList<RecordedEntry>> ReadAsync(string organizationId, string stream, long afterSeq, int limit, CancellationToken cancellationToken) =>
        engine.ReadAsync<IReadOnlyList<RecordedEntry>>(
            () => streams.TryGetValue((organizationId, stream), out var entries) ? [.. entries.Where(entry => entry.Seq > afterSeq).Take(limit)] : [],
            cancellationToken);

    /// <summary>Takes the data out of all entries of a stream.</summary>
    public void Forget((string Organization, string Stream) place)
    {
        if (streams.TryGetValue(place, out var stream))
            streams[place] = stream.ConvertAll(entry => entry with { Data = JsonText.EmptyObject });
    }

    /// <summary>Checks entries.</summary>
    public static void Check(ImmutableArray<HistoryEntry> entries)
    {
        if (entries.Any(entry => entry.Type is null || entry.Actor is null || entry.Data.Value is null))
            throw new StorageException("A history entry has no type, actor or data.");
    }

    /// <summary>Adds entries to a stream, all or none.</summary>
    public void Add((string Organization, string Stream) place, ImmutableArray<HistoryEntry> entries)
    {
        Check(entries);
        if (!streams.TryGetValue(place, out var stream))
            streams[place] = stream = [];
        foreach (var entry in entries)
            stream.Add(new RecordedEntry(++last, Instants.From(Instants.ToMilliseconds(entry.At)), entry.Type, entry.Actor, entry.Data));
    }
}
