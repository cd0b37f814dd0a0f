namespace LeadSail.Calls;

/// <summary>How calls wait and ask.</summary>
public sealed record CallOptions
{
    /// <summary>How long a manual, API or first-submission call waits for its slot; 5 minutes (<c>dialing.md</c>).</summary>
    public TimeSpan StartWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Seconds between questions to the provider about a running call, 1–600; <c>Providers:ElevenLabs:PollSeconds</c>.</summary>
    public int PollSeconds { get; init; } = 60;
}
