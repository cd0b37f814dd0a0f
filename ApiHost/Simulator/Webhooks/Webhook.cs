using LeadSail.Simulator.Endings;

namespace LeadSail.Simulator.Webhooks;

/// <summary>A webhook that is still to be delivered.</summary>
/// <param name="Id">Its row; 0 before it has one.</param>
/// <param name="ConversationId">What it reports.</param>
/// <param name="Due">When to send it next.</param>
/// <param name="Attempt">How often it was sent.</param>
/// <param name="Forged">Whether its signature is to be a bad one, this time.</param>
public sealed record Webhook(long Id, string ConversationId, DateTimeOffset Due, int Attempt = 0, bool Forged = false)
{
    /// <summary>Seconds of life between a failed attempt and the next (the provider's documentation): five attempts in all.</summary>
    private static readonly double[] Pauses = [30, 120, 480, 1800];

    /// <summary>The webhooks that follow a report.</summary>
    public static IEnumerable<Webhook> Of(Delivery delivery, string conversationId, DateTimeOffset reported, SimulatorOptions options)
    {
        Webhook At(double seconds) => new(0, conversationId, reported + options.Life(seconds));
        return delivery switch
        {
            Delivery.Lost => [],
            Delivery.Tripled => [At(0), At(0), At(30)],
            Delivery.Late => [At(300)],
            Delivery.ForgedFirst => [At(0) with { Forged = true }],
            _ => [At(0)],
        };
    }

    /// <summary>What is left to do after an attempt; null for nothing more.</summary>
    /// <param name="mayRepeat">Whether the answer is one that the provider repeats after.</param>
    /// <param name="now">When the attempt was over.</param>
    /// <param name="options">For the pace.</param>
    public Webhook? After(bool mayRepeat, DateTimeOffset now, SimulatorOptions options) => this switch
    {
        { Forged: true } => this with { Forged = false, Due = now + options.Life(5) },
        _ when mayRepeat && Attempt < Pauses.Length => this with { Attempt = Attempt + 1, Due = now + options.Life(Pauses[Attempt]) },
        _ => null,
    };
}
