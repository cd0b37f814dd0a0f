using LeadSail.Calls;
using LeadSail.Claims;
using LeadSail.Lives;
using LeadSail.Providers;
using LeadSail.Storage;
using LeadSail.Telemetry;
using Microsoft.Extensions.Logging;

namespace LeadSail.Webhooks;

/// <summary>Carries acknowledged webhooks to their calls. A repeat does no harm: the call knows what it has heard.</summary>
public sealed partial class InboxPump(IInbox inbox, IStateReader states, IEnumerable<IVoiceWebhookReceiver> receivers, IGrainFactory grains, TimeProvider time, ILogger<InboxPump> logger)
{
    /// <summary>How long a webhook that cannot be applied is kept: its call may still turn up, or come to its senses.</summary>
    private static readonly TimeSpan Keep = TimeSpan.FromHours(24);

    /// <summary>How long a webhook is known again. A signature is good for an hour, so that a repeat is refused long before.</summary>
    private static readonly TimeSpan Remember = TimeSpan.FromDays(30);

    private static readonly TimeSpan Hide = TimeSpan.FromMinutes(2), FirstRetry = TimeSpan.FromSeconds(1), LastRetry = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1), BetweenPurges = TimeSpan.FromHours(1);

    /// <summary>Timers count whole milliseconds: a shorter rest would be none, and the loop would run in circles until the millisecond is over.</summary>
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(1);

    private const int AtOnce = 64, PurgeBatch = 500;

    private readonly InFlight underWay = new(AtOnce);
    private readonly Dictionary<string, IVoiceWebhookReceiver> byProvider = receivers.ToDictionary(receiver => receiver.Key, StringComparer.Ordinal);
    private readonly CallFinder calls = new(states);
    private TaskCompletionSource news = new();
    private long? purgedAt;

    /// <summary>Something was accepted.</summary>
    public void Nudge() => Volatile.Read(ref news).TrySetResult();

    /// <summary>Waits for a nudge, at most so long.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        try
        {
            await news.Task.WaitAsync(atMost, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // time is up
        }

        // from here on a nudge counts for the wait after the next run; what it tells of, that run sees
        Volatile.Write(ref news, new());
    }

    /// <summary>
    /// Starts to apply what is due, as soon as there is room for it, and says when to come again; at the latest in a minute.
    /// What it started may go on after it returned, until <see cref="DrainAsync"/>.
    /// </summary>
    public async Task<TimeSpan> RunAsync(CancellationToken cancellationToken)
    {
        int room, claimed;
        do
        {
            room = await underWay.RoomAsync(cancellationToken);
            var now = time.GetUtcNow();
            var due = await inbox.ClaimDueAsync(now, now + Hide, room, cancellationToken);
            claimed = due.Count;
            foreach (var item in due)
            {
                underWay.Start(item.Id, () => Carry(item, cancellationToken));
            }
        }
        while (claimed == room);

        await Purge(cancellationToken);
        var next = await inbox.NextDueAsync(cancellationToken) - time.GetUtcNow() ?? LongestRest;
        return next < LongestRest ? next > ShortestRest ? next : next > TimeSpan.Zero ? ShortestRest : TimeSpan.Zero : LongestRest;
    }

    /// <summary>Waits for what is under way, at the stop of a process for 2 s at most.</summary>
    public Task DrainAsync() => underWay.DrainAsync(time);

    private async Task Carry(InboxItem item, CancellationToken stopping)
    {
        try
        {
            await Conclude(item, await Apply(item, stopping));
        }
        catch (Exception e)
        {
            // it stays hidden for a while, and is tried again then
            if (!stopping.IsCancellationRequested)
            {
                LogNotApplied(e, item.Id, item.Provider, item.Type);
            }
        }
    }

    private async Task<InboxStatus> Apply(InboxItem item, CancellationToken stopping)
    {
        try
        {
            if (byProvider.GetValueOrDefault(item.Provider)?.Read(item.Body).Report is not { } report)
            {
                return InboxStatus.Ignored;
            }

            using var span = Tracing.Begin("webhook.apply", interactionId: report.AttemptId);
            var key = await calls.FindAsync(item.Provider, item.ConversationId, report);
            return key is not null && (await grains.GetGrain<ICallGrain>(key).Tell(new Report(report, Asked: false))).Refusal is null
                ? InboxStatus.Applied
                : InboxStatus.Unmatched;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            LogNotApplied(e, item.Id, item.Provider, item.Type);
            return InboxStatus.Failed;
        }
    }

    /// <summary>What was not applied is tried again, later and later, for a day.</summary>
    private async Task Conclude(InboxItem item, InboxStatus status)
    {
        var now = time.GetUtcNow();
        var isOpen = status is InboxStatus.Unmatched or InboxStatus.Failed;
        if (isOpen && now - item.ReceivedAt < Keep)
        {
            await inbox.RetryAsync(item.Id, now + Backoff.Of(FirstRetry, LastRetry, item.Tries - 1));
            Nudge();
            return;
        }

        if (isOpen)
        {
            LogGivenUp(item.Id, item.Provider, item.Type, status);
        }

        await inbox.CompleteAsync(item.Id, status, now);
        if (status == InboxStatus.Applied)
        {
            Metrics.Applied(now - item.ReceivedAt);
        }
    }

    /// <summary>A batch each hour, and one after the other where there is more.</summary>
    private async Task Purge(CancellationToken cancellationToken)
    {
        if (purgedAt is not { } at || time.GetElapsedTime(at) >= BetweenPurges)
        {
            var purged = await inbox.PurgeAsync(time.GetUtcNow() - Remember, PurgeBatch, cancellationToken);
            purgedAt = purged < PurgeBatch ? time.GetTimestamp() : null;
        }
    }
}
