using LeadSail.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Sqlite;

/// <summary>SQLite files in a folder of their own, opened as the product opens them.</summary>
public sealed class SqliteStore : IStoreUnderTest
{
    private readonly List<ServiceProvider> opened = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("leadsail-").FullName;

    public string File => Path.Combine(Folder, "data", "leadsail.db");

    public IDatabase Open(TimeProvider time, IStorageFaults faults) => Services(time, faults).GetRequiredService<IDatabase>();

    public IDatabase Open() => Open(new Clock(), new Faults());

    public ServiceProvider Services(TimeProvider time, IStorageFaults faults, string? connectionString = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:ConnectionString", connectionString)]).Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(time)
            .AddSingleton(faults)
            .AddLeadSailStorage(connectionString is null ? new ConfigurationBuilder().Build() : configuration, Folder)
            .BuildServiceProvider();
        opened.Add(services);
        return services;
    }

    public async Task<IReadOnlyList<IReadOnlyDictionary<string, object?>>> RowsAsync(string table)
    {
        await using var connection = await opened[0].GetRequiredService<IReadDatabase>().OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} ORDER BY org, id";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<IReadOnlyDictionary<string, object?>>();
        while (await reader.ReadAsync())
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i)));
        return rows;
    }

    /// <summary>Runs a statement on a file behind the product's back.</summary>
    public static object? Run(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public async Task CloseAsync()
    {
        foreach (var services in opened)
            await services.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
