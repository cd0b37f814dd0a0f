using System.Collections.Concurrent;
using LeadSail.Storage.Sql;
using LeadSail.Storage.States;

namespace LeadSail.Storage.Postgres;

/// <summary>
/// Saves many states in few statements: each one is a way to the server and back, which for one state after the other would take longer than the sync of the whole commit.
/// </summary>
internal sealed class PostgresStates
{
    private const string
        Put = """
            WITH given AS (
              SELECT * FROM unnest(@types, @keys, @expected, @states, @wakes, @ats) AS given (type, key, expected, state, wake_at, at)
            ), inserted AS (
              INSERT INTO grain_state (type, key, version, state, wake_at, wake_tries, updated_at) SELECT type, key, 1, state, wake_at, 0, at FROM given WHERE expected = 0
              ON CONFLICT (type, key) DO NOTHING RETURNING type, key
            ), updated AS (
              UPDATE grain_state s SET version = s.version + 1, state = g.state, wake_at = g.wake_at, wake_tries = 0, updated_at = g.at
              FROM given g WHERE g.expected > 0 AND s.type = g.type AND s.key = g.key AND s.version = g.expected RETURNING s.type, s.key
            )
            SELECT type, key FROM inserted UNION ALL SELECT type, key FROM updated
            """,
        Append = """
            INSERT INTO events (org, stream, at, type, actor, data)
            SELECT org, stream, at, type, actor, data FROM unnest(@orgs, @streams, @ats, @types, @actors, @datas) WITH ORDINALITY AS given (org, stream, at, type, actor, data, place) ORDER BY place
            """,
        NumberColumns = "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = @table AND data_type = 'bigint'";

    private readonly ConcurrentDictionary<string, HashSet<string>> numbers = new(StringComparer.Ordinal);

    /// <summary>Saves those that find the version they expect, with their history and read rows. All of them hold a state, and forget nothing.</summary>
    /// <returns>For each whether it was saved.</returns>
    public bool[] Save(SqlSession session, IReadOnlyList<StateChange> changes)
    {
        var put = session.Query(
            Put,
            row => (row.GetString(0), row.GetString(1)),
            ("@types", All(change => change.Type)), ("@keys", All(change => change.Key)), ("@expected", All(change => change.ExpectedVersion)), ("@states", All(change => change.Json)),
            ("@wakes", All(change => change.WakeAt)), ("@ats", All(change => change.At))).ToHashSet();
        var saved = changes.Select(change => put.Contains((change.Type, change.Key))).ToArray();
        var places = changes.Where((change, i) => saved[i] && (change.Row is not null || change.Events.Length > 0)).Select(change => (Change: change, Place: ReadRows.Place(change.Key))).ToArray();

        var events = places.SelectMany(each => each.Change.Events.Select(entry => (each.Place, Entry: entry))).ToArray();
        if (events.Length > 0)
        {
            session.Execute(
                Append,
                ("@orgs", events.Select(each => each.Place.Organization).ToArray()), ("@streams", events.Select(each => each.Place.Id).ToArray()),
                ("@ats", events.Select(each => Instants.ToMilliseconds(each.Entry.At)).ToArray()), ("@types", events.Select(each => each.Entry.Type).ToArray()),
                ("@actors", events.Select(each => each.Entry.Actor).ToArray()), ("@datas", events.Select(each => each.Entry.Data.Value).ToArray()));
        }

        foreach (var alike in places.SelectMany(each => Rows(each.Change.Row).Select(row => (each.Place.Organization, Id: row.Id ?? each.Place.Id, Row: row))).GroupBy(each => SqlReadRows.Shape(each.Row)))
            WriteRows(session, [.. alike]);
        return saved;

        T[] All<T>(Func<StateChange, T> of) => [.. changes.Select(of)];
    }

    private static IEnumerable<ReadRow> Rows(ReadRow? row)
    {
        for (var next = row; next is not null; next = next.Also)
            yield return next;
    }

    /// <summary>Rows of one table with the same columns.</summary>
    private void WriteRows(SqlSession session, (string Organization, string Id, ReadRow Row)[] rows)
    {
        var first = rows[0].Row;
        var ofNumbers = numbers.GetOrAdd(first.Table, table => session.Query(NumberColumns, row => row.GetString(0), ("@table", table)).ToHashSet(StringComparer.Ordinal));
        var parameters = new (string, object?)[first.Columns.Length + 2];
        parameters[0] = ("@org", rows.Select(row => row.Organization).ToArray());
        parameters[1] = ("@id", rows.Select(row => row.Id).ToArray());
        for (var i = 0; i < first.Columns.Length; i++)
        {
            var values = rows.Select(row => ReadRows.Value(row.Row.Columns[i]));
            parameters[i + 2] = (first.Columns[i].Name, ofNumbers.Contains(first.Columns[i].Name) ? values.Select(value => (long?)value).ToArray() : values.Select(value => (string?)value).ToArray());
        }

        session.Execute(SqlReadRows.Upsert(first, "SELECT * FROM unnest({0})"), parameters);
    }
}
