using System.Security.Cryptography;
using System.Text;

namespace LeadSail.Simulator.Webhooks;

/// <summary>The provider's signature: HMAC-SHA256 over <c>t.body</c>, the key is the secret as UTF-8.</summary>
public static class WebhookSignature
{
    /// <summary>The header's name.</summary>
    public const string Header = "ElevenLabs-Signature";

    /// <summary>The header's value, <c>t=…,v0=…</c> in lower-case hexadecimal.</summary>
    public static string Sign(string secret, DateTimeOffset now, string body)
    {
        var t = now.ToUnixTimeSeconds();
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(FormattableString.Invariant($"{t}.{body}")));
        return FormattableString.Invariant($"t={t},v0={Convert.ToHexStringLower(hash)}");
    }
}
