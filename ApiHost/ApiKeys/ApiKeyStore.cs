using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using LeadSail.Storage;

namespace LeadSail.ApiKeys;

/// <summary>Makes keys and knows them again. A revoked one stops within 5 s on every host, at once on this one.</summary>
public sealed class ApiKeyStore(ISettings settings, IIds ids, TimeProvider time)
{
    private static readonly TimeSpan CacheLasts = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim refresh = new(1);
    private Snapshot known = new(DateTimeOffset.MinValue, ImmutableDictionary<string, Caller>.Empty);

    /// <summary>Who holds a key; null when nobody does or it is revoked.</summary>
    public async Task<Caller?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var snapshot = known;
        if (time.GetUtcNow() - snapshot.ReadAt >= CacheLasts)
        {
            snapshot = await ReadAsync(cancellationToken);
        }

        // the table is keyed by the hash of 256 random bits: what its look-up takes tells nothing of a key
        return snapshot.Callers.GetValueOrDefault(HashOf(key));
    }

    /// <summary>Makes a key. The text is not kept and cannot be shown again.</summary>
    /// <returns>The key's id and its text.</returns>
    public async Task<(string KeyId, string Key)> CreateAsync(string organizationId, string name, ImmutableArray<Scope> scopes, string actor, string? text = null)
    {
        var key = text ?? $"ls_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Replace('+', '-').Replace('/', '_').TrimEnd('=')}";
        var keyId = ids.Next("key");
        await settings.SaveAsync(organizationId, keyId, new ApiKey { Name = name, Hash = HashOf(key), Scopes = scopes }, expectedVersion: 0, actor);
        known = known with { ReadAt = DateTimeOffset.MinValue };
        return (keyId, key);
    }

    /// <summary>Whether a key with this text was ever made, revoked or not.</summary>
    public async Task<bool> ExistsAsync(string key, CancellationToken cancellationToken)
    {
        var hash = HashOf(key);
        return (await settings.ListAllAsync<ApiKey>(cancellationToken)).Any(row => row.Row.Value.Hash == hash);
    }

    private async Task<Snapshot> ReadAsync(CancellationToken cancellationToken)
    {
        await refresh.WaitAsync(cancellationToken);
        try
        {
            if (time.GetUtcNow() - known.ReadAt >= CacheLasts)
            {
                var rows = await settings.ListAllAsync<ApiKey>(cancellationToken);
                known = new Snapshot(time.GetUtcNow(), rows.Where(row => row.Row.Value.RevokedAt is null).ToImmutableDictionary(
                    row => row.Row.Value.Hash, row => new Caller(row.OrganizationId, row.Row.Id, row.Row.Value.Scopes), StringComparer.Ordinal));
            }

            return known;
        }
        finally
        {
            refresh.Release();
        }
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private sealed record Snapshot(DateTimeOffset ReadAt, ImmutableDictionary<string, Caller> Callers);
}
