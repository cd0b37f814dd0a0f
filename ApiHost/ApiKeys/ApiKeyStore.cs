using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using LeadSail.Http;
using LeadSail.Storage;

namespace LeadSail.ApiKeys;

/// <summary>Makes keys and knows them again. A revoked one stops within 5 s on every host, at once on this one.</summary>
public sealed class ApiKeyStore(ISettings settings, IIds ids, TimeProvider time)
{
    private static readonly TimeSpan CacheLasts = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim refresh = new(1), revoking = new(1);
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

    /// <summary>The keys of an organization that are good, oldest first.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="cursor">The last id of the page before; null for the first.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<Page<Setting<ApiKey>>> ListAsync(string organizationId, string? cursor, int limit, CancellationToken cancellationToken)
    {
        Setting<ApiKey>[] found = [.. (await GoodAsync(organizationId, cancellationToken)).Where(row => string.CompareOrdinal(row.Id, cursor) > 0).Take(limit + 1)];
        return new([.. found.Take(limit)], found.Length > limit ? found[limit - 1].Id : null);
    }

    /// <summary>Revokes a key.</summary>
    /// <exception cref="RequestException">404: there is no such key, or it is revoked; 409: without it nobody could make keys any more.</exception>
    public async Task RevokeAsync(string organizationId, string keyId, string actor, CancellationToken cancellationToken)
    {
        await revoking.WaitAsync(cancellationToken); // or two keys could each be the other's last
        try
        {
            var good = await GoodAsync(organizationId, cancellationToken);
            var key = good.FirstOrDefault(row => row.Id == keyId) ?? throw RequestException.NotFound($"There is no key {keyId}.");
            if (key.Value.Scopes.Contains(Scope.Admin) && good.Count(row => row.Value.Scopes.Contains(Scope.Admin)) == 1)
            {
                throw RequestException.Of(StatusCodes.Status409Conflict, Codes.Conflict, "This is the last key with the scope admin; make another one first.");
            }

            await settings.SaveAsync(organizationId, keyId, key.Value with { RevokedAt = time.GetUtcNow() }, expectedVersion: null, actor, cancellationToken);
            known = known with { ReadAt = DateTimeOffset.MinValue };
        }
        finally
        {
            revoking.Release();
        }
    }

    /// <summary>Whether a key with this text was ever made, revoked or not.</summary>
    public async Task<bool> ExistsAsync(string key, CancellationToken cancellationToken)
    {
        var hash = HashOf(key);
        return (await settings.ListAllAsync<ApiKey>(cancellationToken)).Any(row => row.Row.Value.Hash == hash);
    }

    private async Task<List<Setting<ApiKey>>> GoodAsync(string organizationId, CancellationToken cancellationToken)
    {
        var good = new List<Setting<ApiKey>>();
        for (string? cursor = null; ;)
        {
            var page = await settings.ListAsync<ApiKey>(organizationId, cursor, 100, cancellationToken);
            good.AddRange(page.Items.Where(row => row.Value.RevokedAt is null));
            if ((cursor = page.NextCursor) is null)
            {
                return good;
            }
        }
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
