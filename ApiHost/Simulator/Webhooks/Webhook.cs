using LeadSail.Simulator.Endings;

namespace LeadSail.Simulator.Webhooks;

/// <summary>A webhook that is still to be delivered.</summary>
/// <param name="Id">Its row; 0 before it has one.</param>
/// <param name="ConversationId">What it reports.</param>
/// <param name="Due">When to send it next.</param>
/// <param name="Attempt">How often it was sent.</param>
/// <param name="Forged">Whether its signature is to be a bad one.</param>
public sealed record Webhook(long Id, string ConversationId, DateTimeOffset Due, int Attempt = 0, bool Forged = false)
{
    /// <summary>Seconds of life between a failed attempt and the next (the provider's documentation): five attempts in all.</summary>
    private static readonly double[] Pauses = [30, 120, 480, 1800];

    /// <summary>The webhooks that follow a report.</summary>
    public static IEnumerable<Webhook> Of(Delivery delivery, string conversationId, DateTimeOffset reported, SimulatorOptions options)
    {
        Webhook At(double seconds, bool forged = false) => new(0, conversationId, reported + options.Life(seconds), Forged: forged);
        return delivery switch
        {
            Delivery.Lost => [],
            Delivery.Tripled => [At(0), At(0), At(30)],
            Delivery.Late => [At(300)],
            Delivery.ForgedFirst => [At(0, forged: true), At(5)],
            _ => [At(0)],
        };
    }

    /// <summary>The same webhook after one more failed attempt; null when the provider gives up.</summary>
    /// <param name="now">When that attempt failed.</param>
    /// <param name="options">For the pace.</param>
    public Webhook? Again(DateTimeOffset now, SimulatorOptions options) =>
        Attempt < Pauses.Length ? this with { Attempt = Attempt + 1, Due = now + options.Life(Pauses[Attempt]) } : null;
}
