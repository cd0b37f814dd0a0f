using Microsoft.Extensions.Hosting;

namespace LeadSail.Hosting;

/// <summary>
/// Buries silos that ended without a word, before this one joins: it would else ask them whether they see it, and wait for their answers until it gives up. A silo that lives
/// says so three times in <paramref name="silence"/>.
/// </summary>
internal sealed class DeadSilos(IMembershipTable table, TimeProvider time, TimeSpan silence) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await table.InitializeMembershipTable(true);
        while (await BuryAsync() is { } wait)
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Buries whom it can, and tells when to look again; null when all that are left speak.</summary>
    private async Task<TimeSpan?> BuryAsync()
    {
        var all = await table.ReadAll();
        var version = all.Version;
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var (silo, etag) in all.Members.Where(member => member.Item1.Status != SiloStatus.Dead))
        {
            var silent = now - silo.IAmAliveTime;
            if (silent > silence / 2 && silent <= silence)
            {
                return TimeSpan.FromSeconds(1); // it may have ended, or speak again: soon one knows
            }

            if (silent > silence)
            {
                silo.Status = SiloStatus.Dead;
                version = version.Next();
                if (!await table.UpdateRow(silo, etag, version))
                {
                    return TimeSpan.Zero; // another process changed the table: what is there now?
                }
            }
        }

        return null;
    }
}
