using LeadSail.Postgres;

namespace LeadSail.Chaos;

/// <summary>Two silos, and one front door that asks them, on a PostgreSQL server. A silo that is killed comes back on other ports; the front door is left alone.</summary>
/// <param name="folder">For their logs.</param>
/// <param name="seed">Which silo is killed.</param>
/// <param name="arguments">The command line of each process, as of now.</param>
/// <param name="doorArguments">That of the front door besides.</param>
internal sealed class Cluster(string folder, int seed, Func<string[]> arguments, string[] doorArguments) : IProduct
{
    private readonly PostgresStore store = new();
    private readonly Random chance = new(seed);
    private readonly HostProcess?[] silos = new HostProcess?[2];
    private HostProcess? door;

    public IReadOnlyList<int> ProcessIds => [.. silos.Append(door).OfType<HostProcess>().Select(process => process.Id)];

    public async Task StartAsync()
    {
        await Task.WhenAll(Enumerable.Range(0, silos.Length).Select(StartSiloAsync));
        door = await HostProcess.ServeAsync("ApiHost", Path.Combine(folder, "door"), [.. Common(), .. doorArguments, "--Cluster:Role=client"]);
    }

    public async Task KillOneAsync()
    {
        var nth = chance.Next(silos.Length);
        await silos[nth]!.DisposeAsync();
        await StartSiloAsync(nth);
    }

    public async Task KillAllAsync()
    {
        await door!.DisposeAsync();
        foreach (var silo in silos)
        {
            await silo!.DisposeAsync();
        }
    }

    public Task LoseDatabaseAsync(TimeSpan away) => store.LoseAsync(away);

    public async Task<int> StopAsync()
    {
        var codes = new List<int> { await door!.StopAsync() };
        foreach (var silo in silos)
        {
            codes.Add(await silo!.StopAsync());
        }

        return codes.Max();
    }

    public long Count(string query) => store.Count(query);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in silos.Append(door))
        {
            await (process?.DisposeAsync() ?? default);
        }

        store.Dispose();
    }

    private async Task StartSiloAsync(int nth) => silos[nth] = await HostProcess.ServeAsync(
        "Silo", Path.Combine(folder, $"silo-{nth}"), [.. Common(), $"--Cluster:SiloPort={Ports.Free()}", $"--Cluster:GatewayPort={Ports.Free()}"]);

    private string[] Common() => [.. arguments(), .. store.Arguments];
}
