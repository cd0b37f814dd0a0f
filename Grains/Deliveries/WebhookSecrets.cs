using System.Security.Cryptography;
using LeadSail.Storage;

namespace LeadSail.Deliveries;

/// <summary>The secrets by which receivers know our webhooks. An organization's is made when it is first needed.</summary>
public sealed class WebhookSecrets(ISettings settings, TimeProvider time)
{
    /// <summary>How long the secret before signs along after a change.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>The organization's secret.</summary>
    public Task<WebhookSecret> GetAsync(string organizationId, CancellationToken cancellationToken) => GetAsync(organizationId, fresh: false, cancellationToken);

    /// <summary>A new secret; the one before signs along for <see cref="Overlap"/>. One that has changed since an instant stays.</summary>
    public async Task<WebhookSecret> RotateAsync(string organizationId, string actor, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var known = await GetAsync(organizationId, fresh: true, cancellationToken);
        if (known.PreviousUntil - Overlap > since)
        {
            return known;
        }

        var changed = new WebhookSecret { Secret = NewSecret(), PreviousSecret = known.Secret, PreviousUntil = time.GetUtcNow() + Overlap };
        return (await settings.SaveAsync(organizationId, organizationId, changed, expectedVersion: null, actor, cancellationToken))!.Value;
    }

    private async Task<WebhookSecret> GetAsync(string organizationId, bool fresh, CancellationToken cancellationToken) =>
        (await settings.FindAsync<WebhookSecret>(organizationId, organizationId, fresh, cancellationToken))?.Value
        ?? (await settings.SaveAsync(organizationId, organizationId, new WebhookSecret { Secret = NewSecret() }, expectedVersion: 0, "system", cancellationToken))?.Value
        ?? (await settings.FindAsync<WebhookSecret>(organizationId, organizationId, fresh: true, cancellationToken))!.Value; // another was first

    private static string NewSecret() => $"whsec_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";
}
