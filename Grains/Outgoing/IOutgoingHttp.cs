using System.Collections.Immutable;

namespace LeadSail.Outgoing;

/// <summary>Requests to addresses that users gave. Whatever is at the other end hurts nothing here.</summary>
public interface IOutgoingHttp
{
    /// <summary>Sends JSON by POST. It never throws, but when it is cancelled.</summary>
    Task<OutgoingReply> PostAsync(OutgoingRequest request, CancellationToken cancellationToken);
}

/// <summary>A request.</summary>
/// <param name="Url">Where to, http or https.</param>
/// <param name="Body">JSON.</param>
/// <param name="Timeout">How long all of it may take.</param>
public sealed record OutgoingRequest(string Url, string Body, TimeSpan Timeout)
{
    /// <summary>Headers, beside those that say what the body is.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>How many bytes of the answer are read.</summary>
    public int MostBytes { get; init; } = 2048;
}

/// <summary>What came of a request.</summary>
/// <param name="StatusCode">What was answered; null when nothing was.</param>
/// <param name="Error">Why it failed, a sentence; null for 2xx.</param>
/// <param name="Body">The beginning of the answer.</param>
/// <param name="IsWhole">Whether that is all of it.</param>
/// <param name="Took">How long it took.</param>
public sealed record OutgoingReply(int? StatusCode, string? Error, string Body, bool IsWhole, TimeSpan Took);
