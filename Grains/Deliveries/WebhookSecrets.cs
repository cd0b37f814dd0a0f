using System.Security.Cryptography;
using LeadSail.Storage;

namespace LeadSail.Deliveries;

/// <summary>The secrets by which receivers know our webhooks. An organization's is made when it is first needed.</summary>
public sealed class WebhookSecrets(ISettings settings, TimeProvider time)
{
    /// <summary>How long the secret before signs along after a change.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>The organization's secret.</summary>
    public async Task<WebhookSecret> GetAsync(string organizationId, CancellationToken cancellationToken) =>
        (await settings.FindAsync<WebhookSecret>(organizationId, organizationId, cancellationToken: cancellationToken))?.Value
        ?? (await settings.SaveAsync(organizationId, organizationId, new WebhookSecret { Secret = NewSecret() }, expectedVersion: 0, "system", cancellationToken))?.Value
        ?? (await settings.FindAsync<WebhookSecret>(organizationId, organizationId, fresh: true, cancellationToken))!.Value; // another was first

    /// <summary>A new secret; the one before signs along for <see cref="Overlap"/>.</summary>
    public async Task<WebhookSecret> RotateAsync(string organizationId, string actor, CancellationToken cancellationToken)
    {
        var known = await GetAsync(organizationId, cancellationToken);
        var changed = new WebhookSecret { Secret = NewSecret(), PreviousSecret = known.Secret, PreviousUntil = time.GetUtcNow() + Overlap };
        return (await settings.SaveAsync(organizationId, organizationId, changed, expectedVersion: null, actor, cancellationToken))!.Value;
    }

    private static string NewSecret() => $"whsec_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";
}
