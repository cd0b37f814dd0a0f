namespace LeadSail.Chaos;

/// <summary>One process on a store of its own.</summary>
/// <param name="folder">Where it works.</param>
/// <param name="store">Where it keeps everything.</param>
/// <param name="arguments">Its command line, as of now.</param>
internal sealed class OneProcess(string folder, IStore store, Func<string[]> arguments) : IProduct
{
    private HostProcess? process;

    public IReadOnlyList<int> ProcessIds => process is { } one ? [one.Id] : [];

    public async Task StartAsync() => process = await HostProcess.ServeAsync("ApiHost", folder, [.. arguments(), .. store.Arguments]);

    public async Task KillOneAsync()
    {
        await KillAllAsync();
        await StartAsync();
    }

    public async Task KillAllAsync() => await process!.DisposeAsync();

    public Task LoseDatabaseAsync(TimeSpan away) => store.LoseAsync(away);

    public Task<int> StopAsync() => process!.StopAsync();

    public long Count(string query) => store.Count(query);

    public async ValueTask DisposeAsync()
    {
        await (process?.DisposeAsync() ?? default);
        store.Dispose();
    }
}
