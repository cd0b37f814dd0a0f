namespace LeadSail.Storage.Sql;

/// <summary>The history, which only grows, and forgets persons.</summary>
internal sealed class SqlHistory(SqlDatabase database) : IHistory
{
    private const string
        Append = "INSERT INTO events (org, stream, at, type, actor, data) VALUES (@org, @stream, @at, @type, @actor, @data)",
        Blank = "UPDATE events SET data = '{}' WHERE org = @org AND stream = @stream",
        Page = "SELECT seq, at, type, actor, data FROM events WHERE org = @org AND stream = @stream AND seq > @after ORDER BY seq LIMIT @limit";

    public async Task<IReadOnlyList<RecordedEntry>> ReadAsync(string organizationId, string stream, long afterSeq, int limit, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            session => session.Query(
                Page,
                row => new RecordedEntry(row.GetInt64(0), Instants.From(row.GetInt64(1)), row.GetString(2), row.GetString(3), new JsonText(row.GetString(4))),
                ("@org", organizationId), ("@stream", stream), ("@after", afterSeq), ("@limit", (long)limit)),
            cancellationToken);

    /// <summary>Takes the data out of all entries of a stream, in the open transaction.</summary>
    public static void Forget(SqlSession session, string organization, string stream) => session.Execute(Blank, ("@org", organization), ("@stream", stream));

    /// <summary>Adds an entry to the open transaction.</summary>
    public static void Add(SqlSession session, string organization, string stream, HistoryEntry entry) => session.Execute(
        Append,
        ("@org", organization), ("@stream", stream), ("@at", Instants.ToMilliseconds(entry.At)), ("@type", entry.Type), ("@actor", entry.Actor), ("@data", entry.Data.Value));
}
