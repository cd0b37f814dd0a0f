namespace LeadSail.Storage.Sql;

/// <summary>Small facts about the installation.</summary>
internal sealed class SqlMarks(SqlDatabase database) : IMarks
{
    private const string
        Find = "SELECT value FROM marks WHERE name = @name",
        Upsert = "INSERT INTO marks (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    public Task<string?> FindAsync(string name, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.First(Find, row => row.GetString(0), ("@name", name)), cancellationToken);

    public Task SetAsync(string name, string value, CancellationToken cancellationToken) =>
        database.CommitAsync($"marks/{name}", session => session.Execute(Upsert, ("@name", name), ("@value", value)), cancellationToken);
}
