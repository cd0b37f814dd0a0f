namespace LeadSail.Simulator.Calls;

/// <summary>Weather for every number: for a while each start request is refused alike, and nothing rings.</summary>
internal sealed class Storm(TimeProvider time)
{
    private sealed record Weather(ApiError Refusal, DateTimeOffset Until);

    private volatile Weather? weather;

    /// <summary>What each start request is told now; null in fair weather.</summary>
    public ApiError? Refusal => weather is { } storm && time.GetUtcNow() < storm.Until ? storm.Refusal : null;

    /// <summary>Begins one; 0 s ends it. False when no refusal has this status.</summary>
    public bool Begin(int status, double seconds)
    {
        ApiError? refusal = status switch
        {
            401 => ApiErrors.BadKey,
            402 => ApiErrors.NoCredits,
            429 => ApiErrors.TooMany,
            503 => ApiErrors.Unavailable,
            _ => null,
        };
        if (refusal is null)
            return false;
        weather = new(refusal, time.GetUtcNow().AddSeconds(seconds));
        return true;
    }
}

/// <summary>The body that begins a storm.</summary>
/// <param name="Status">401, 402, 429 or 503.</param>
/// <param name="Seconds">How long, by the host's clock.</param>
public sealed record StormBody(int Status, double Seconds);
