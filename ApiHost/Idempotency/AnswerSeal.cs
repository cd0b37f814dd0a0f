using System.Security.Cryptography;
using System.Text;

namespace LeadSail.Idempotency;

/// <summary>Answers of this route hold a secret that is shown to whoever asked, and kept for nobody else.</summary>
internal sealed record ShowsSecret;

/// <summary>
/// Seals an answer (AES-256-GCM) for whoever has the API key with which it was asked for. That key is nowhere in the database, only its hash is; so what is stored tells nobody anything.
/// </summary>
internal sealed class AnswerSeal(string apiKey, string idempotencyKey)
{
    private const int KeyBytes = 32, NonceBytes = 12, TagBytes = 16;

    private readonly byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(apiKey), KeyBytes, info: Encoding.UTF8.GetBytes($"answer of {idempotencyKey}"));

    public KeptAnswer Close(KeptAnswer answer)
    {
        var @sealed = new byte[NonceBytes + TagBytes + answer.Body.Length];
        RandomNumberGenerator.Fill(@sealed.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(@sealed.AsSpan(0, NonceBytes), answer.Body.Span, @sealed.AsSpan(NonceBytes + TagBytes), @sealed.AsSpan(NonceBytes, TagBytes));
        return answer with { Body = @sealed };
    }

    public KeptAnswer Open(KeptAnswer answer)
    {
        var @sealed = answer.Body.Span;
        var body = new byte[@sealed.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(@sealed[..NonceBytes], @sealed[(NonceBytes + TagBytes)..], @sealed[NonceBytes..(NonceBytes + TagBytes)], body);
        return answer with { Body = body };
    }
}
