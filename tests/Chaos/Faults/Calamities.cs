namespace LeadSail.Chaos;

/// <summary>What happens to the product while calls are asked for: processes are killed, its database goes away, its provider is too busy.</summary>
internal sealed class Calamities(World world, ChaosOptions options)
{
    private const double Loss = 45, Storm = 20; // seconds from one to the next, on average

    /// <summary>One at a time: a process cannot start while its database is away.</summary>
    private readonly SemaphoreSlim one = new(1);

    private readonly List<DateTimeOffset> kills = [];

    /// <summary>When a process was killed.</summary>
    public IReadOnlyList<DateTimeOffset> Kills => kills;

    /// <summary>How often the database went away.</summary>
    public int Losses { get; private set; }

    /// <summary>How often the provider refused everything for some seconds.</summary>
    public int Storms { get; private set; }

    /// <summary>Until somebody has seen enough.</summary>
    public Task BefallAsync(CancellationToken enough) => Task.WhenAll(
        Again(options.Every, 1, KillAsync, enough),
        options is { HasServer: true, Away: > 0 } ? Again(Loss, 2, LoseAsync, enough) : Task.CompletedTask,
        Again(Storm, 3, StormAsync, enough));

    private async Task Again(double seconds, int kind, Func<Random, Task> strike, CancellationToken enough)
    {
        var chance = new Random(options.Seed + kind);
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(seconds * (0.2 + (1.6 * chance.NextDouble()))), enough);
                await strike(chance);
            }
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            // enough
        }
    }

    private Task KillAsync(Random chance) => Alone(async () =>
    {
        kills.Add(world.Now);
        await world.Product.KillOneAsync();
    });

    private Task LoseAsync(Random chance) => Alone(async () =>
    {
        Losses++;
        await world.Product.LoseDatabaseAsync(TimeSpan.FromSeconds(options.Away));
    });

    private async Task StormAsync(Random chance)
    {
        Storms++;
        await world.Witness.PostAsync("simulator/storms", new { status = chance.Next(2) == 0 ? 429 : 503, seconds = chance.Next(1, 4) * options.Speed });
    }

    private async Task Alone(Func<Task> strike)
    {
        await one.WaitAsync();
        try
        {
            await strike();
        }
        finally
        {
            one.Release();
        }
    }
}
