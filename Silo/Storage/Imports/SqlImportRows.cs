using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using LeadSail.Imports;
using LeadSail.Storage.Sql;

namespace LeadSail.Storage.Imports;

/// <summary>The rows of imports.</summary>
internal sealed class SqlImportRows(SqlDatabase database) : IImportRows
{
    private const int Together = 50, MostPassed = ILeads.MostFound;

    private const string
        Columns = "number, line, cells, identifier, given, fault, is_rehearsal",
        Of = "org = @org AND import_id = @import",
        Waiting = $"SELECT {Columns} FROM import_rows WHERE {Of} AND number > @after AND given IS NOT NULL ORDER BY number LIMIT @limit",
        Refused = $"SELECT {Columns} FROM import_rows WHERE {Of} AND number > @after AND fault IS NOT NULL ORDER BY number LIMIT @limit",
        Excuse = $"UPDATE import_rows SET fault = NULL WHERE {Of} AND number > @after AND number <= @to AND fault IS NOT NULL AND given IS NOT NULL",
        Refuse = $"UPDATE import_rows SET fault = @fault WHERE {Of} AND number = @number",
        Settle = $"DELETE FROM import_rows WHERE {Of} AND number > @after AND number <= @to AND fault IS NULL",
        EndOfSome = $"SELECT number FROM import_rows WHERE {Of} ORDER BY number LIMIT 1 OFFSET @skip",
        EndOfGood = $"SELECT number FROM import_rows WHERE {Of} AND fault IS NULL ORDER BY number LIMIT 1 OFFSET @skip",
        Drop = $"DELETE FROM import_rows WHERE {Of} AND number <= @to",
        DropGood = $"{Drop} AND fault IS NULL";

    private static readonly string InsertOne = Insert(1), InsertTogether = Insert(Together);

    /// <summary>One look into the index for each identifier.</summary>
    private static readonly string Passed = $"""
        WITH given (value) AS (VALUES {string.Join(", ", Enumerable.Range(0, MostPassed).Select(i => $"({Name("identifier", i)})"))})
        SELECT DISTINCT value FROM given WHERE (SELECT count(*) FROM import_rows WHERE {Of} AND is_rehearsal = 1 AND identifier = value AND number <= @to AND fault IS NULL) > 0
        """;

    public Task AddAsync(string organizationId, string importId, IReadOnlyCollection<ImportRow> rows, CancellationToken cancellationToken) => database.CommitAsync(
        $"import_rows/{organizationId}/{importId}",
        session =>
        {
            foreach (var few in rows.Chunk(Together))
            {
                if (few.Length == Together)
                    session.Execute(InsertTogether, Values(organizationId, importId, few));
                else
                    Array.ForEach(few, row => session.Execute(InsertOne, Values(organizationId, importId, row)));
            }

            return true;
        },
        cancellationToken);

    public async Task<IReadOnlyList<ImportRow>> WaitingAsync(string organizationId, string importId, int after, int limit, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.Query(Waiting, Read, ("@org", organizationId), ("@import", importId), ("@after", (long)after), ("@limit", (long)limit)), cancellationToken);

    public async Task<IReadOnlySet<string>> PassedAsync(string organizationId, string importId, IReadOnlyCollection<string> identifiers, int upTo, CancellationToken cancellationToken)
    {
        if (identifiers.Count == 0)
            return ImmutableHashSet<string>.Empty;

        var given = identifiers.Concat(Enumerable.Repeat(identifiers.Last(), MostPassed - identifiers.Count));
        (string, object?)[] parameters = [("@org", organizationId), ("@import", importId), .. given.Select((value, i) => (Name("identifier", i), (object?)value)), ("@to", (long)upTo)];
        return (await database.ReadAsync(session => session.Query(Passed, row => row.GetString(0), parameters), cancellationToken)).ToHashSet(StringComparer.Ordinal);
    }

    public Task RefuseAsync(string organizationId, string importId, int after, int upTo, IReadOnlyDictionary<int, string> reasons, CancellationToken cancellationToken) => database.CommitAsync(
        $"import_rows/{organizationId}/{importId}",
        session =>
        {
            session.Execute(Excuse, ("@org", organizationId), ("@import", importId), ("@after", (long)after), ("@to", (long)upTo));
            foreach (var (number, reason) in reasons.OrderBy(row => row.Key))
                session.Execute(Refuse, ("@org", organizationId), ("@import", importId), ("@number", (long)number), ("@fault", reason));
            return true;
        },
        cancellationToken);

    public Task SettleAsync(string organizationId, string importId, int after, int upTo, CancellationToken cancellationToken) => database.CommitAsync(
        $"import_rows/{organizationId}/{importId}",
        session => session.Execute(Settle, ("@org", organizationId), ("@import", importId), ("@after", (long)after), ("@to", (long)upTo)),
        cancellationToken);

    public async Task<IReadOnlyList<ImportRow>> RefusedAsync(string organizationId, string importId, int after, int limit, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.Query(Refused, Read, ("@org", organizationId), ("@import", importId), ("@after", (long)after), ("@limit", (long)limit)), cancellationToken);

    // up to a number that is looked for first: of rows whose numbers a subquery gives PostgreSQL may compare each with each
    public Task<int> DropAsync(string organizationId, string importId, bool withRefused, int limit, CancellationToken cancellationToken) => database.CommitAsync(
        $"import_rows/{organizationId}/{importId}",
        session =>
        {
            var last = session.First(withRefused ? EndOfSome : EndOfGood, row => (long?)row.GetInt64(0), ("@org", organizationId), ("@import", importId), ("@skip", limit - 1L));
            return session.Execute(withRefused ? Drop : DropGood, ("@org", organizationId), ("@import", importId), ("@to", last ?? int.MaxValue));
        },
        cancellationToken);

    private static string Insert(int rows) => $"""
        INSERT INTO import_rows (org, import_id, {Columns})
        VALUES {string.Join(", ", Enumerable.Range(0, rows).Select(i => $"(@org, @import, {Name("number", i)}, {Name("line", i)}, {Name("cells", i)}, {Name("identifier", i)}, {Name("given", i)}, {Name("fault", i)}, {Name("rehearsal", i)})"))}
        ON CONFLICT (org, import_id, number) DO NOTHING
        """;

    private static (string, object?)[] Values(string organizationId, string importId, params ImportRow[] rows) =>
    [
        ("@org", organizationId), ("@import", importId),
        .. rows.SelectMany((row, i) => new (string, object?)[]
        {
            (Name("number", i), (long)row.Number), (Name("line", i), (long)row.Line), (Name("cells", i), row.Cells.Value), (Name("identifier", i), row.Identifier), (Name("given", i), row.Given?.Value),
            (Name("fault", i), row.Fault), (Name("rehearsal", i), row.IsRehearsal ? 1L : 0L),
        }),
    ];

    private static string Name(string column, int i) => string.Create(CultureInfo.InvariantCulture, $"@{column}{i}");

    private static ImportRow Read(DbDataReader row) => new((int)row.GetInt64(0), (int)row.GetInt64(1), new JsonText(row.GetString(2)))
    {
        Identifier = row.IsDBNull(3) ? null : row.GetString(3),
        Given = row.IsDBNull(4) ? null : new JsonText(row.GetString(4)),
        Fault = row.IsDBNull(5) ? null : row.GetString(5),
        IsRehearsal = row.GetInt64(6) == 1,
    };
}
