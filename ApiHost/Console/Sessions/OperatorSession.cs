using System.Security.Claims;
using LeadSail.ApiKeys;
using Microsoft.AspNetCore.Components.Authorization;

namespace LeadSail.Console.Sessions;

/// <summary>Who sits in front of one browser window. The key behind the session is looked up for each request: one that is revoked stops within 5 s.</summary>
internal sealed class OperatorSession(AuthenticationStateProvider authentication, ApiKeyStore keys)
{
    /// <summary>The session is over: its key was revoked.</summary>
    public event Action? Ended;

    /// <summary>The caller as of now; null when the session is over.</summary>
    public async Task<Caller?> FindCallerAsync(CancellationToken cancellationToken) =>
        OperatorPrincipal.KeyOf((await authentication.GetAuthenticationStateAsync()).User) is { } key && await keys.FindAsync(key.OrganizationId, key.KeyId, cancellationToken) is { } caller
            ? caller with { IsOperator = true }
            : null;

    /// <summary>Whether the operator may do what needs this scope.</summary>
    public async Task<bool> MayAsync(Scope scope) => (await FindCallerAsync(default))?.Scopes.Contains(scope) ?? false;

    /// <summary>Tells the window.</summary>
    public void End() => Ended?.Invoke();
}

/// <summary>What a session cookie says: which key signed in. The key itself is not in it.</summary>
internal static class OperatorPrincipal
{
    public const string Scheme = "console";

    private const string Organization = "org", Key = "key";

    public static ClaimsPrincipal Of(Caller caller) => new(new ClaimsIdentity([new(Organization, caller.OrganizationId), new(Key, caller.KeyId)], Scheme));

    public static (string OrganizationId, string KeyId)? KeyOf(ClaimsPrincipal user) =>
        user.FindFirstValue(Organization) is { } organizationId && user.FindFirstValue(Key) is { } keyId ? (organizationId, keyId) : null;
}
