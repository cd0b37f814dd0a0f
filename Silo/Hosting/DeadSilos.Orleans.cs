using Microsoft.Extensions.Hosting;

namespace LeadSail.Hosting;

/// <summary>
/// Buries silos that ended without a word, before this one joins: it would else ask them whether they see it, and wait for their answers until it gives up. A silo that lives
/// says so three times in <paramref name="silence"/>, and is believed once it has said so while somebody listens. Clocks may differ: what they say shortens the listening, no more.
/// </summary>
internal sealed class DeadSilos(IMembershipTable table, TimeSpan silence) : IHostedLifecycleService
{
    /// <summary>Silos are dated by the machine's clock, also where the product's is another.</summary>
    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly Dictionary<SiloAddress, (DateTime Said, long Since)> firstHeard = [];

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await table.InitializeMembershipTableAsync(true, cancellationToken);
        while (await BuryAsync(cancellationToken) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), Time, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Buries whom it can, and tells of how many one does not know yet.</summary>
    private async Task<int> BuryAsync(CancellationToken cancellationToken)
    {
        var all = await table.ReadAllAsync(cancellationToken);
        var (version, unknown) = (all.Version, 0);
        foreach (var (silo, etag) in all.Members.Where(member => member.Item1.Status != SiloStatus.Dead))
        {
            if (!firstHeard.TryAdd(silo.SiloAddress, (silo.IAmAliveTime, Time.GetTimestamp())) && firstHeard[silo.SiloAddress].Said != silo.IAmAliveTime)
            {
                continue;
            }

            var listened = Time.GetElapsedTime(firstHeard[silo.SiloAddress].Since);
            if (listened > (Time.GetUtcNow().UtcDateTime - silo.IAmAliveTime > silence ? silence / 2 : silence))
            {
                silo.Status = SiloStatus.Dead;
                version = version.Next();
                unknown += await table.UpdateRowAsync(silo, etag, version, cancellationToken) ? 0 : 1; // if another process changed the table: what is there now?
            }
            else
            {
                unknown++;
            }
        }

        return unknown;
    }
}
