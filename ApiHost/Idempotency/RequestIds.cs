using System.Globalization;

namespace LeadSail.Idempotency;

/// <summary>
/// Ids for endpoints. Under an <c>Idempotency-Key</c> the n-th id of a prefix follows from the key, however often the request runs; everywhere else, grains among it, it is a new one.
/// </summary>
internal sealed class RequestIds(TimeProvider time) : IIds
{
    private readonly Ids plain = new(time);
    private readonly AsyncLocal<Numbering?> current = new();

    /// <inheritdoc/>
    public string Next(string prefix) => current.Value is { } numbering ? numbering.Next(prefix) : plain.Next(prefix);

    /// <summary>When the request that runs first came: under an <c>Idempotency-Key</c> the same however often it runs.</summary>
    public DateTimeOffset Since => current.Value?.Since ?? time.GetUtcNow();

    /// <summary>An id of this moment, whatever runs.</summary>
    public string New(string prefix) => plain.Next(prefix);

    /// <summary>From here on, until the calling method returns, ids follow from this request.</summary>
    public void Follow(KeyedRequest request) => current.Value = new Numbering(request);

    private sealed class Numbering(KeyedRequest request)
    {
        private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

        public DateTimeOffset Since => request.CreatedAt;

        public string Next(string prefix)
        {
            int n;
            lock (counts)
            {
                counts[prefix] = n = counts.GetValueOrDefault(prefix) + 1;
            }

            return Ids.Derived(prefix, request.CreatedAt, string.Create(CultureInfo.InvariantCulture, $"{request.OrganizationId}\n{request.Key}\n{n}"));
        }
    }
}
