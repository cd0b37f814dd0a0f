using LeadSail.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LeadSail.Postgres;

/// <summary>A schema of its own on the tests' server, opened as the product opens it.</summary>
public sealed class PostgresStore : IStoreUnderTest
{
    private readonly List<ServiceProvider> opened = [];

    public string ConnectionString { get; } = PostgresServer.Shared.Create();

    public IDatabase Open(TimeProvider time, IStorageFaults faults) => Services(time, faults).GetRequiredService<IDatabase>();

    public IDatabase Open(bool shared = false) => Services(new Clock(), new Faults(), shared).GetRequiredService<IDatabase>();

    public ServiceProvider Services(TimeProvider time, IStorageFaults faults, bool shared = false, string? connectionString = null)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(time)
            .AddSingleton(faults)
            .AddLeadSailStorage(new ConfigurationBuilder().AddInMemoryCollection([new("Storage:ConnectionString", connectionString ?? ConnectionString)]).Build(), "/", shared)
            .BuildServiceProvider();
        opened.Add(services);
        return services;
    }

    public async Task<IReadOnlyList<IReadOnlyDictionary<string, object?>>> RowsAsync(string table)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT * FROM {table} ORDER BY org, id", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<IReadOnlyDictionary<string, object?>>();
        while (await reader.ReadAsync())
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i)));
        return rows;
    }

    public async Task CloseAsync()
    {
        foreach (var services in opened)
            await services.DisposeAsync();
        PostgresServer.Shared.Drop(ConnectionString);
    }
}
