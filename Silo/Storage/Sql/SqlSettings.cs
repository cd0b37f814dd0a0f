using System.Data.Common;

namespace LeadSail.Storage.Sql;

/// <summary>Versioned rows of settings.</summary>
internal sealed class SqlSettings(SqlDatabase database) : ISettingTable
{
    private const string
        Columns = "SELECT org, id, version, created_at, updated_at, data FROM settings",
        One = Columns + " WHERE org = @org AND kind = @kind AND id = @id",
        Page = Columns + " WHERE org = @org AND kind = @kind AND id > @after ORDER BY id LIMIT @limit",
        All = Columns + " WHERE kind = @kind ORDER BY org, id",
        Upsert = """
            INSERT INTO settings (org, kind, id, version, created_at, updated_at, data) VALUES (@org, @kind, @id, @version, @created, @updated, @data)
            ON CONFLICT (org, kind, id) DO UPDATE SET version = excluded.version, updated_at = excluded.updated_at, data = excluded.data
            WHERE settings.version = excluded.version - 1
            """;

    public Task<SettingRow?> FindAsync(string organization, string kind, string id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Find(session, organization, kind, id), cancellationToken);

    public async Task<IReadOnlyList<SettingRow>> ListAsync(string organization, string kind, string after, int limit, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            session => session.Query(Page, Read, ("@org", organization), ("@kind", kind), ("@after", after), ("@limit", (long)limit)), cancellationToken);

    public async Task<IReadOnlyList<SettingRow>> ListAllAsync(string kind, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => session.Query(All, Read, ("@kind", kind)), cancellationToken);

    public async Task<SettingRow?> SaveAsync(SettingChange change)
    {
        var saved = await database.CommitAsync($"settings/{change.Organization}/{change.Kind}/{change.Id}", session => Save(session, change));
        if (saved is not null)
            database.Announce(new RowChanged(change.Kind, $"{change.Organization}/{change.Id}"));
        return saved;
    }

    private static SettingRow? Save(SqlSession session, SettingChange change)
    {
        var stored = Find(session, change.Organization, change.Kind, change.Id);
        if (change.Apply(stored) is not { } row)
            return null;

        var written = session.Execute(
            Upsert,
            ("@org", row.Organization), ("@kind", change.Kind), ("@id", row.Id), ("@version", row.Version),
            ("@created", row.CreatedAt), ("@updated", row.UpdatedAt), ("@data", row.Json));
        if (written == 0)
            return null;

        SqlHistory.Add(session, row.Organization, row.Id, change.Entry(stored, row));
        return row;
    }

    private static SettingRow? Find(SqlSession session, string organization, string kind, string id) =>
        session.First(One, Read, ("@org", organization), ("@kind", kind), ("@id", id));

    private static SettingRow Read(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetString(5));
}
