using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadSail.Storage;

namespace LeadSail.Deliveries;

/// <summary>With what an organization's webhooks are signed. Its row stands under the organization's id.</summary>
public sealed record WebhookSecret : ISetting
{
    /// <summary>The header of a signature.</summary>
    public const string Header = "X-LeadSail-Signature";

    /// <inheritdoc/>
    public static string Kind => "webhook_secret";

    /// <summary>The secret.</summary>
    public string Secret { get; init; } = "";

    /// <summary>The one before, which signs along for a while; null when there is none.</summary>
    public string? PreviousSecret { get; init; }

    /// <summary>Until when it signs along.</summary>
    public DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>
    /// The value of the header: <c>t=&lt;unix seconds&gt;,v1=&lt;hex HMAC-SHA256 of "t.body"&gt;</c>, with a second <c>v1</c> while the secret before signs along.
    /// </summary>
    /// <param name="body">What is sent.</param>
    /// <param name="now">When.</param>
    public string Sign(string body, DateTimeOffset now)
    {
        var at = now.ToUnixTimeSeconds();
        var signed = string.Create(CultureInfo.InvariantCulture, $"t={at},v1={Hash(Secret, at, body)}");
        return PreviousSecret is { } previous && now < PreviousUntil ? $"{signed},v1={Hash(previous, at, body)}" : signed;
    }

    private static string Hash(string secret, long at, string body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{at}.{body}"))));
}
