using System.Security.Claims;
using System.Security.Cryptography;
using LeadSail.ApiKeys;
using Microsoft.AspNetCore.Components.Authorization;

namespace LeadSail.Console.Sessions;

/// <summary>Who sits in front of one browser window. The key behind the session is looked up for each request: one that is revoked stops within 5 s.</summary>
internal sealed class OperatorSession(AuthenticationStateProvider authentication, OpenSessions sessions)
{
    /// <summary>The session is over: its key was revoked, or somebody signed out in another window.</summary>
    public event Action? Ended;

    /// <summary>The caller as of now; null when the session is over.</summary>
    public async Task<Caller?> FindCallerAsync(CancellationToken cancellationToken) =>
        await sessions.FindAsync((await authentication.GetAuthenticationStateAsync()).User, cancellationToken) is { } caller ? caller with { IsOperator = true } : null;

    /// <summary>Whether the operator may do what needs this scope.</summary>
    public async Task<bool> MayAsync(Scope scope) => (await FindCallerAsync(default))?.Scopes.Contains(scope) ?? false;

    /// <summary>Tells the window.</summary>
    public void End() => Ended?.Invoke();
}

/// <summary>What a session cookie says: which key signed in. The key itself is not in it.</summary>
internal static class OperatorPrincipal
{
    public const string Scheme = "console";

    private const string Organization = "org", Key = "key", Session = "session";

    public static ClaimsPrincipal Of(Caller caller) => new(new ClaimsIdentity(
        [new(Organization, caller.OrganizationId), new(Key, caller.KeyId), new(Session, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)))], Scheme));

    /// <summary>Which session it is; null when nobody is signed in.</summary>
    public static string? SessionOf(ClaimsPrincipal user) => user.FindFirstValue(Session);

    public static (string OrganizationId, string KeyId)? KeyOf(ClaimsPrincipal user) =>
        user.FindFirstValue(Organization) is { } organizationId && user.FindFirstValue(Key) is { } keyId ? (organizationId, keyId) : null;
}
