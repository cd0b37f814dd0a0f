using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Storage;

namespace LeadSail.Bench;

/// <summary>
/// Orleans' own ADO.NET storage, which commits each state by itself, without history and read row. Its statements are data that it reads from a table; these are the simplest that keep its contract, in a function,
/// so that the server plans them once.
/// </summary>
internal sealed class AdoNetWrites : IAsyncDisposable
{
    private const string
        Name = "adonet", Pool = ";Maximum Pool Size=16;Max Auto Prepare=20;Options=-c synchronous_commit=on",
        Tables = """
            CREATE TABLE OrleansQuery (QueryKey text PRIMARY KEY, QueryText text NOT NULL);
            CREATE TABLE states (
              id_hash integer NOT NULL, id_n0 bigint NOT NULL, id_n1 bigint NOT NULL, type_hash integer NOT NULL, type text NOT NULL, extension text NOT NULL, service text NOT NULL,
              version integer NOT NULL, payload bytea
            ) WITH (fillfactor = 80);
            CREATE UNIQUE INDEX states_key ON states (id_hash, type_hash, id_n0, id_n1, type, extension, service);

            CREATE FUNCTION write_state(h integer, n0 bigint, n1 bigint, th integer, t text, e text, s text, expected integer, p bytea) RETURNS TABLE (NewGrainStateVersion integer) LANGUAGE plpgsql AS $$
            BEGIN
              IF expected IS NULL THEN
                RETURN QUERY INSERT INTO states VALUES (h, n0, n1, th, t, coalesce(e, ''), s, 1, p) ON CONFLICT DO NOTHING RETURNING version;
              ELSE
                RETURN QUERY UPDATE states SET version = version + 1, payload = p
                WHERE id_hash = h AND type_hash = th AND id_n0 = n0 AND id_n1 = n1 AND type = t AND extension = coalesce(e, '') AND service = s AND version = expected RETURNING version;
              END IF;
            END $$;

            INSERT INTO OrleansQuery VALUES
              ('WriteToStorageKey', 'SELECT * FROM write_state(@GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId, @GrainStateVersion, @PayloadBinary)'),
              ('ReadFromStorageKey', 'SELECT payload AS PayloadBinary, version AS Version FROM states WHERE id_hash = @GrainIdHash AND type_hash = @GrainTypeHash AND id_n0 = @GrainIdN0
                AND id_n1 = @GrainIdN1 AND type = @GrainTypeString AND extension = coalesce(@GrainIdExtensionString, '''') AND service = @ServiceId'),
              ('ClearStorageKey', 'SELECT * FROM write_state(@GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId, @GrainStateVersion, NULL)');
            """;

    private readonly IHost host;
    private readonly IGrainStorage storage;
    private readonly GrainState<Kept>[] states = [.. Enumerable.Range(0, StorageBench.Grains).Select(_ => new GrainState<Kept>(new Kept()))];

    private AdoNetWrites(IHost host) => (this.host, storage) = (host, host.Services.GetRequiredKeyedService<IGrainStorage>(Name));

    /// <summary>In a silo of its own, which starts the storage and has nothing else to do.</summary>
    public static async Task<AdoNetWrites?> OpenAsync(string connectionString)
    {
        await using (var connection = new NpgsqlConnection($"{connectionString};Pooling=false"))
        {
            await connection.OpenAsync();
            await using var make = new NpgsqlCommand(Tables, connection);
            await make.ExecuteNonQueryAsync();
        }

        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(11_711, 30_711)
            .AddAdoNetGrainStorage(Name, options => (options.Invariant, options.ConnectionString) = ("Npgsql", connectionString + Pool)));
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    public Task WriteAsync(int grain, long nth)
    {
        states[grain].State = new Kept { Notes = StorageBench.Notes(nth), Nth = nth };
        return storage.WriteStateAsync("bench", GrainId.Create("bench", $"org_bench/lead_{grain}"), states[grain]);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    /// <summary>The state alone.</summary>
    internal sealed record Kept
    {
        public string Notes { get; init; } = "";

        public long Nth { get; init; }
    }
}
