using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using LeadSail.Storage;

namespace LeadSail.ApiKeys;

/// <summary>Makes keys and knows them again. A revoked one stops within 5 s, by a clock that nobody sets; a new one is known at once on this host.</summary>
public sealed class ApiKeyStore(ISettings settings, IIds ids, TimeProvider time)
{
    private static readonly TimeSpan CacheLasts = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim refresh = new(1);
    private Snapshot? known;

    /// <summary>Who holds a key; null when nobody does or it is revoked.</summary>
    public async Task<Caller?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var snapshot = known;
        if (!IsFresh(snapshot))
        {
            snapshot = await ReadAsync(cancellationToken);
        }

        // the table is keyed by the hash of 256 random bits: what its look-up takes tells nothing of a key
        return snapshot.Callers.GetValueOrDefault(HashOf(key));
    }

    /// <summary>Makes a key. The text is not kept and cannot be shown again.</summary>
    /// <returns>The key's id and its text.</returns>
    public async Task<(string KeyId, string Key)> CreateAsync(string organizationId, string name, ImmutableArray<Scope> scopes, string actor)
    {
        var key = $"ls_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Replace('+', '-').Replace('/', '_').TrimEnd('=')}";
        var keyId = ids.Next("key");
        await SaveAsync(organizationId, keyId, new ApiKey { Name = name, Hash = HashOf(key), Scopes = scopes }, actor);
        return (keyId, key);
    }

    /// <summary>
    /// Sees to it that a key with this text was made, revoked or not. Its id follows from the text, so that of hosts that do this at once one makes it.
    /// </summary>
    public async Task EnsureAsync(string organizationId, string key, string name, ImmutableArray<Scope> scopes, string actor, CancellationToken cancellationToken)
    {
        var hash = HashOf(key);
        if ((await settings.ListAllAsync<ApiKey>(cancellationToken)).All(row => row.Row.Value.Hash != hash))
        {
            await SaveAsync(organizationId, $"key_{hash[..26]}", new ApiKey { Name = name, Hash = hash, Scopes = scopes }, actor);
        }
    }

    /// <summary>Saves a key, unless it is there.</summary>
    private async Task SaveAsync(string organizationId, string keyId, ApiKey key, string actor)
    {
        await settings.SaveAsync(organizationId, keyId, key, expectedVersion: 0, actor);

        // after a reading that may be under way, and has not seen it
        await refresh.WaitAsync(CancellationToken.None);
        known = null;
        refresh.Release();
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

            return known = new Snapshot(readAt, callers);
        }
        finally
        {
            refresh.Release();
        }
    }

    private bool IsFresh([NotNullWhen(true)] Snapshot? snapshot) => snapshot is not null && time.GetElapsedTime(snapshot.ReadAt) < CacheLasts;

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private sealed record Snapshot(long ReadAt, Dictionary<string, Caller> Callers);
}
