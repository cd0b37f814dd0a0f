using LeadSail.Calls;
using LeadSail.Deliveries;
using LeadSail.Organizations;
using LeadSail.Storage;
using Microsoft.Extensions.Logging;

namespace LeadSail.Retention;

/// <summary>Has calls, and what was told of them, forget what their organization keeps no longer. A call that was told already does nothing.</summary>
public sealed partial class Forgetter(ISettings settings, IInteractions interactions, IDeliveries deliveries, IGrainFactory grains, ILogger<Forgetter> logger)
{
    private const int BatchSize = 200, AtOnce = 8;

    /// <summary>Goes through the calls of all organizations once.</summary>
    /// <param name="now">From when the days count back.</param>
    /// <param name="cancellationToken">Stops between two calls.</param>
    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (organizationId, row) in await settings.ListAllAsync<Organization>(cancellationToken))
        {
            var retention = row.Value.Retention;
            await ForgetAsync(organizationId, CallTraces.Raw, now.AddDays(-retention.RawDays), cancellationToken);
            if (retention.TranscriptDays is { } days)
            {
                await ForgetAsync(organizationId, CallTraces.Said, now.AddDays(-days), cancellationToken);
            }
        }
    }

    private async Task ForgetAsync(string organizationId, CallTraces what, DateTimeOffset endedBefore, CancellationToken cancellationToken)
    {
        InteractionPlace? last = null;
        IReadOnlyList<InteractionPlace> batch;
        do
        {
            batch = await interactions.KeepingAsync(organizationId, what, endedBefore, last, BatchSize, cancellationToken);
            foreach (var few in batch.Chunk(AtOnce))
            {
                if (what.HasFlag(CallTraces.Said))
                {
                    await deliveries.ForgetBodiesAsync(organizationId, [.. few.Select(place => place.Id)], cancellationToken); // first: a call that has forgotten is not found again
                }

                await Task.WhenAll(few.Select(place => TellAsync(organizationId, place.Id, new Forget(what, endedBefore))));
                cancellationToken.ThrowIfCancellationRequested();
            }

            last = batch is [.., var end] ? end : last;
        }
        while (batch.Count == BatchSize);
    }

    private async Task TellAsync(string organizationId, string interactionId, Forget forget)
    {
        try
        {
            await grains.GetGrain<ICallGrain>(GrainKeys.Of(organizationId, interactionId)).Tell(forget);
        }
        catch (Exception e)
        {
            LogNotTold(e, interactionId);
        }
    }
}
