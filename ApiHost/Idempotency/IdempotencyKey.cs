using LeadSail.Http;

namespace LeadSail.Idempotency;

/// <summary>The header <c>Idempotency-Key</c>.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key", Replayed = "Idempotency-Replayed";

    /// <summary>Characters of the longest one.</summary>
    public const int Longest = 255;

    /// <summary>The key of a request; null when it has none.</summary>
    /// <exception cref="RequestException">It is none, or there are two.</exception>
    public static string? Of(HttpRequest request) => request.Headers[Header] switch
    {
        [] => null,
        [{ Length: > 0 and <= Longest } key] when key.All(c => c is > ' ' and <= '~') => key,
        [_] => throw RequestException.Invalid($"{Header}: must have 1 to {Longest} visible ASCII characters"),
        _ => throw RequestException.Invalid($"{Header}: must be given once"),
    };
}
