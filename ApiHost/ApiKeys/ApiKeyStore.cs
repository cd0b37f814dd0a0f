using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using LeadSail.Http;
using LeadSail.Storage;

namespace LeadSail.ApiKeys;

/// <summary>Makes keys and knows them again. A revoked one stops within 5 s, by a clock that nobody sets; a new one is known at once on this host.</summary>
public sealed class ApiKeyStore(ISettings settings, IIds ids, TimeProvider time)
{
    private static readonly TimeSpan CacheLasts = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim refresh = new(1), revoking = new(1);
    private Snapshot? known;

    /// <summary>Who holds a key; null when nobody does or it is revoked.</summary>
    public async Task<Caller?> FindAsync(string key, CancellationToken cancellationToken) =>
        // the table is keyed by the hash of 256 random bits: what its look-up takes tells nothing of a key
        (await KnownAsync(cancellationToken)).Callers.GetValueOrDefault(HashOf(key));

    /// <summary>The holder of a key that signed in before; null when it is revoked.</summary>
    public async Task<Caller?> FindAsync(string organizationId, string keyId, CancellationToken cancellationToken) =>
        (await KnownAsync(cancellationToken)).ById.GetValueOrDefault((organizationId, keyId));

    /// <summary>Makes a key. The text is not kept and cannot be shown again.</summary>
    /// <returns>The key's id and its text.</returns>
    public async Task<(string KeyId, string Key)> CreateAsync(string organizationId, string name, ImmutableArray<Scope> scopes, string actor)
    {
        var key = $"ls_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Replace('+', '-').Replace('/', '_').TrimEnd('=')}";
        var keyId = ids.Next("key");
        var value = new ApiKey { Name = name, Hash = HashOf(key), Scopes = scopes };
        while (!await SaveAsync(organizationId, keyId, value, expectedVersion: 0, actor)
            && await settings.FindAsync<ApiKey>(organizationId, keyId, fresh: true) is { } unseen
            && !await SaveAsync(organizationId, keyId, unseen.Value with { Hash = value.Hash }, unseen.Version, actor))
        {
            // the same request has made it, and nobody saw its text; then somebody changed it
        }

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

            await SaveAsync(organizationId, keyId, key.Value with { RevokedAt = time.GetUtcNow() }, expectedVersion: null, actor);
        }
        finally
        {
            revoking.Release();
        }
    }

    /// <summary>
    /// Sees to it that a key with this text was made, revoked or not. Its id follows from the text, so that of hosts that do this at once one makes it.
    /// </summary>
    public async Task EnsureAsync(string organizationId, string key, string name, ImmutableArray<Scope> scopes, string actor, CancellationToken cancellationToken)
    {
        var hash = HashOf(key);
        if ((await settings.ListAllAsync<ApiKey>(cancellationToken)).All(row => row.Row.Value.Hash != hash))
        {
            await SaveAsync(organizationId, $"key_{hash[..26]}", new ApiKey { Name = name, Hash = hash, Scopes = scopes }, expectedVersion: 0, actor);
        }
    }

    /// <summary>Saves a key, unless it is at another version; 0: unless it is there.</summary>
    private async Task<bool> SaveAsync(string organizationId, string keyId, ApiKey key, long? expectedVersion, string actor)
    {
        var saved = await settings.SaveAsync(organizationId, keyId, key, expectedVersion, actor);

        // after a reading that may be under way, and has not seen it
        await refresh.WaitAsync(CancellationToken.None);
        known = null;
        refresh.Release();
        return saved is not null;
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

    /// <summary>The holder of the organization's oldest key with the scope admin; null when it has none.</summary>
    public async Task<Caller?> FirstAdminAsync(string organizationId) => (await KnownAsync(CancellationToken.None)).ById.Values
        .Where(caller => caller.OrganizationId == organizationId && caller.Scopes.Contains(Scope.Admin)).MinBy(caller => caller.KeyId, StringComparer.Ordinal);

    private async ValueTask<Snapshot> KnownAsync(CancellationToken cancellationToken)
    {
        var snapshot = known;
        return IsFresh(snapshot) ? snapshot : await ReadAsync(cancellationToken);
    }

    private async Task<Snapshot> ReadAsync(CancellationToken cancellationToken)
    {
        await refresh.WaitAsync(cancellationToken);
        try
        {
            if (known is { } read && IsFresh(read))
            {
                return read;
            }

            var readAt = time.GetTimestamp();
            var callers = new Dictionary<string, Caller>(StringComparer.Ordinal);
            foreach (var (organizationId, row) in await settings.ListAllAsync<ApiKey>(cancellationToken))
            {
                if (row.Value.RevokedAt is null)
                {
                    callers[row.Value.Hash] = new Caller(organizationId, row.Id, row.Value.Scopes);
                }
            }

            return known = new Snapshot(readAt, callers, callers.Values.ToDictionary(caller => (caller.OrganizationId, caller.KeyId)));
        }
        finally
        {
            refresh.Release();
        }
    }

    private bool IsFresh([NotNullWhen(true)] Snapshot? snapshot) => snapshot is not null && time.GetElapsedTime(snapshot.ReadAt) < CacheLasts;

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private sealed record Snapshot(long ReadAt, Dictionary<string, Caller> Callers, Dictionary<(string, string), Caller> ById);
}
