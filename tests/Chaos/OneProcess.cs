using Microsoft.Data.Sqlite;

namespace LeadSail.Chaos;

/// <summary>One process on a SQLite file.</summary>
/// <param name="folder">Where the file is.</param>
/// <param name="arguments">Its command line, as of now.</param>
internal sealed class OneProcess(string folder, Func<string[]> arguments) : IProduct
{
    private HostProcess? process;

    public async Task StartAsync() => process = await HostProcess.ServeAsync("ApiHost", folder, arguments());

    public async Task KillOneAsync()
    {
        await KillAllAsync();
        await StartAsync();
    }

    public async Task KillAllAsync() => await process!.DisposeAsync();

    public Task LoseDatabaseAsync(TimeSpan away) => throw new NotSupportedException("A file does not go away.");

    public Task<int> StopAsync() => process!.StopAsync();

    public long Count(string query)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "data", "leadsail.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return (long)command.ExecuteScalar()!;
    }

    public ValueTask DisposeAsync() => process?.DisposeAsync() ?? default;
}
