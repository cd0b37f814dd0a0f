using LeadSail.Calls;
using LeadSail.Providers;
using LeadSail.Storage;
using Microsoft.Extensions.Logging;

namespace LeadSail.Webhooks;

/// <summary>Carries acknowledged webhooks to their calls. A repeat does no harm: the call knows what it has heard.</summary>
public sealed partial class InboxPump(IInbox inbox, IStateReader states, IEnumerable<IVoiceWebhookReceiver> receivers, IGrainFactory grains, TimeProvider time, ILogger<InboxPump> logger) : IDisposable
{
    /// <summary>How long a webhook of an unknown call is kept: the call may still turn up.</summary>
    private static readonly TimeSpan Keep = TimeSpan.FromHours(24);

    private static readonly TimeSpan Hide = TimeSpan.FromMinutes(2), FirstRetry = TimeSpan.FromSeconds(1), LastRetry = TimeSpan.FromMinutes(5);

    private const int BatchSize = 64;

    private readonly SemaphoreSlim news = new(0, 1);
    private readonly Dictionary<string, IVoiceWebhookReceiver> byProvider = receivers.ToDictionary(receiver => receiver.Key, StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Dispose() => news.Dispose();

    /// <summary>Something was accepted.</summary>
    public void Nudge()
    {
        if (news.CurrentCount == 0)
        {
            try
            {
                news.Release();
            }
            catch (SemaphoreFullException)
            {
                // somebody else nudged in the same moment, which does as well
            }
        }
    }

    /// <summary>Waits for a nudge, at most so long.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await news.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // time is up
        }
    }

    /// <summary>Applies what is due, and says when to come again; at the latest in a minute.</summary>
    public async Task<TimeSpan> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<InboxItem> due;
        do
        {
            var now = time.GetUtcNow();
            due = await inbox.ClaimDueAsync(now, now + Hide, BatchSize, cancellationToken);
            await Task.WhenAll(due.Select(item => Apply(item, cancellationToken)));
        }
        while (due.Count == BatchSize);
        var next = await inbox.NextDueAsync(cancellationToken) - time.GetUtcNow() ?? TimeSpan.FromMinutes(1);
        return next < TimeSpan.FromMinutes(1) ? next > TimeSpan.Zero ? next : TimeSpan.Zero : TimeSpan.FromMinutes(1);
    }

    private async Task Apply(InboxItem item, CancellationToken cancellationToken)
    {
        try
        {
            await ApplyOnce(item, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // it stays claimed until its hiding ends, and is tried again then
            LogNotApplied(e, item.Id, item.Provider, item.Type);
        }
    }

    private async Task ApplyOnce(InboxItem item, CancellationToken cancellationToken)
    {
        if (byProvider.GetValueOrDefault(item.Provider)?.Read(item.Body).Report is not { } report)
        {
            await inbox.CompleteAsync(item.Id, InboxStatus.Ignored, time.GetUtcNow(), cancellationToken);
            return;
        }

        var key = await states.FindCallAsync(item.Provider, item.ConversationId, report.AttemptId, cancellationToken);
        if (key is not null && (await grains.GetGrain<ICallGrain>(key).Tell(new Report(report, Asked: false))).Refusal is null)
        {
            await inbox.CompleteAsync(item.Id, InboxStatus.Applied, time.GetUtcNow(), cancellationToken);
        }
        else if (time.GetUtcNow() - item.ReceivedAt >= Keep)
        {
            LogNobodysCall(item.Id, item.Provider, item.Type);
            await inbox.CompleteAsync(item.Id, InboxStatus.Unmatched, time.GetUtcNow(), cancellationToken);
        }
        else
        {
            var wait = FirstRetry * Math.Pow(2, Math.Min(item.Tries, 12));
            await inbox.RetryAsync(item.Id, time.GetUtcNow() + (wait < LastRetry ? wait : LastRetry), cancellationToken);
        }
    }
}
