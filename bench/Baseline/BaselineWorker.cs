using System.Threading.Channels;
using LeadSail.LegalHours;
using LeadSail.Places;
using LeadSail.Providers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadSail.Bench;

/// <summary>Claims what is queued, as far as there are slots, and dials it.</summary>
internal sealed partial class BaselineWorker(BaselineStore store, IVoiceProvider provider, ILogger<BaselineWorker> logger) : BackgroundService
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(250);

    private readonly Channel<bool> news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There may be something to do.</summary>
    public void Nudge() => news.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await news.Reader.ReadAsync(stoppingToken).AsTask().WaitAsync(LongestRest, stoppingToken);
            }
            catch (TimeoutException)
            {
                // looks all the same: another process may have queued something
            }

            foreach (var call in await store.ClaimAsync())
            {
                _ = DialAsync(call, stoppingToken);
            }
        }
    }

    private async Task DialAsync(QueuedCall call, CancellationToken stopping)
    {
        try
        {
            if (!LegalHoursRules.Check(new CalledPlace(), call.Phone, DateTimeOffset.UtcNow).Allowed)
            {
                await store.FailAsync(call, "OUTSIDE_LEGAL_HOURS");
                return;
            }

            var answer = await provider.StartCallAsync(
                new StartCallRequest
                {
                    AttemptId = call.Id, ProviderAgentId = call.AgentId, ProviderPhoneNumberId = call.NumberId, Transport = "twilio", ToE164 = call.Phone, Prompt = call.Prompt,
                },
                stopping);
            await (answer is StartCallResult.Placed placed ? store.PlacedAsync(call, placed.ConversationId) : store.FailAsync(call, answer.GetType().Name));
        }
        catch (Exception e)
        {
            LogNotDialled(e, call.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The call {Call} was not dialled")]
    private partial void LogNotDialled(Exception exception, string call);
}
