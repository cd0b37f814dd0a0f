using LeadSail.Webhooks;

namespace LeadSail.Deliveries;

/// <summary>When a delivery is over, and when it is tried again (<c>api.md</c>: success is 2xx, back-off 10 s × 3ⁿ).</summary>
public static class DeliveryRules
{
    /// <summary>How many attempts are remembered.</summary>
    public const int MostKept = 100;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10), LongestPause = TimeSpan.FromDays(1);

    /// <summary>The pause after so many attempts that failed, from 1.</summary>
    public static TimeSpan Pause(int failed) => FirstPause * Math.Pow(3, Math.Clamp(failed - 1, 0, 12)) is var pause && pause < LongestPause ? pause : LongestPause;

    /// <summary>
    /// The delivery after an attempt. One that was replayed meanwhile, or that another process took over, goes its way, and the attempt is only remembered.
    /// </summary>
    /// <param name="delivery">As it stands.</param>
    /// <param name="hiddenUntil">Until when the attempt had it to itself, as <see cref="Delivery.DueAt"/> said when it began.</param>
    /// <param name="attempt">What came of it.</param>
    /// <param name="most">How many attempts there are in all.</param>
    /// <param name="now">When the attempt was over.</param>
    public static Delivery After(Delivery delivery, DateTimeOffset? hiddenUntil, DeliveryAttempt attempt, int most, DateTimeOffset now)
    {
        var remembered = delivery with { Attempts = [.. delivery.Attempts.TakeLast(MostKept - 1), attempt] };
        if (delivery.DueAt != hiddenUntil)
        {
            return remembered;
        }

        var tried = remembered with { Tries = delivery.Tries + 1 };
        return attempt.Error is null ? tried with { State = DeliveryState.Delivered, DueAt = null, CompletedAt = now }
            : tried.Tries >= most ? tried with { State = DeliveryState.Failed, DueAt = null, CompletedAt = now }
            : tried with { DueAt = now + Pause(tried.Tries) };
    }

    /// <summary>The delivery to be sent once more, with the same id and body, and all its attempts anew.</summary>
    public static Delivery Replayed(Delivery delivery, DateTimeOffset now) => delivery with { State = DeliveryState.Pending, DueAt = now, Tries = 0, CompletedAt = null };

    /// <summary>The settings that hold for a campaign.</summary>
    public static WebhookSettings Effective(CampaignWebhooks campaign, WebhookSettings organization) => campaign.InheritFromTenant ? organization : campaign;

    /// <summary>Whether a receiver wants to hear of an event.</summary>
    public static bool Wants(WebhookSettings settings, string name) => settings is { Enabled: true, Url: not null } && name switch
    {
        OutgoingEvent.CallStarted => settings.Events.CallStarted,
        OutgoingEvent.CallCompleted => settings.Events.CallCompleted,
        OutgoingEvent.LeadStatusChanged => settings.Events.LeadStatusChanged,
        OutgoingEvent.LeadDnc => settings.Events.LeadDnc,
        OutgoingEvent.LeadFirstSubmissionAction => settings.Events.LeadFirstSubmissionAction,
        _ => false,
    };
}
