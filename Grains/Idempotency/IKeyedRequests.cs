namespace LeadSail.Idempotency;

/// <summary>
/// The requests that were made under an <c>Idempotency-Key</c>: a row each, there before the work begins and completed with the answer after it. Whoever runs a request holds its row for a while and
/// says again and again that it still does; once it is silent, a repeat takes the row over and runs the request again, as of the same instant.
/// </summary>
public interface IKeyedRequests
{
    /// <summary>
    /// Enters a request, or takes over one with the same fingerprint that has no answer and is held no longer; then the row is the caller's. Otherwise nothing changes.
    /// </summary>
    /// <param name="wanted">The request as it would be, beginning now.</param>
    /// <param name="forgetUntil">A row that began at this instant or earlier is as if it were not there.</param>
    /// <param name="cancellationToken">Stops waiting, not the write.</param>
    /// <returns>The row as it stands; the caller's to run when it has the caller's holder.</returns>
    Task<KeyedRequest> BeginAsync(KeyedRequest wanted, DateTimeOffset forgetUntil, CancellationToken cancellationToken = default);

    /// <summary>The row as it stands; null when there is none.</summary>
    Task<KeyedRequest?> FindAsync(string organizationId, string key, CancellationToken cancellationToken = default);

    /// <summary>Holds the row until an instant; one that is over lets it go.</summary>
    /// <returns>False when it is somebody else's by now, or has its answer.</returns>
    Task<bool> HoldAsync(KeyedRequest request, DateTimeOffset until, CancellationToken cancellationToken = default);

    /// <summary>Stores the answer.</summary>
    /// <returns>False when the row is somebody else's by now, or has an answer; then nothing changes.</returns>
    Task<bool> CompleteAsync(KeyedRequest request, KeptAnswer answer, CancellationToken cancellationToken = default);

    /// <summary>Forgets rows that began at an instant or earlier, the oldest first.</summary>
    /// <returns>How many, at most <paramref name="limit"/>.</returns>
    Task<int> PurgeAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken = default);
}

/// <summary>A request under a key.</summary>
/// <param name="OrganizationId">Whose: keys of two organizations never meet.</param>
/// <param name="Key">The key, as the client chose it.</param>
/// <param name="Fingerprint">What was asked for: a hash.</param>
/// <param name="CreatedAt">When it was first begun, to the millisecond; the same for whoever takes it over.</param>
/// <param name="Holder">Who runs it: another text for each run.</param>
/// <param name="HeldUntil">Until when that one is taken to be alive.</param>
/// <param name="Answer">What came of it; null while nothing has.</param>
public sealed record KeyedRequest(string OrganizationId, string Key, string Fingerprint, DateTimeOffset CreatedAt, string Holder, DateTimeOffset HeldUntil, KeptAnswer? Answer = null);

/// <summary>An answer as it is given again.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">The headers that are part of it: an object of name and value.</param>
/// <param name="Body">The body.</param>
public sealed record KeptAnswer(int Status, JsonText Headers, ReadOnlyMemory<byte> Body);
