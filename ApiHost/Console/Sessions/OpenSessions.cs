using System.Collections.Concurrent;
using System.Security.Claims;
using LeadSail.ApiKeys;

namespace LeadSail.Console.Sessions;

/// <summary>Which sessions are good: those whose key is, until somebody signs out of them. What was signed out of is kept until the process ends: a few bytes each.</summary>
internal sealed class OpenSessions(ApiKeyStore keys)
{
    private readonly ConcurrentDictionary<string, bool> ended = new(StringComparer.Ordinal);

    /// <summary>Who signed in; null when nobody did, or the session is over.</summary>
    public async Task<Caller?> FindAsync(ClaimsPrincipal user, CancellationToken cancellationToken) =>
        OperatorPrincipal.KeyOf(user) is { } key && !(OperatorPrincipal.SessionOf(user) is { } session && ended.ContainsKey(session))
            ? await keys.FindAsync(key.OrganizationId, key.KeyId, cancellationToken)
            : null;

    /// <summary>Ends a session, for the windows of this process that are still open as well.</summary>
    public void End(ClaimsPrincipal user)
    {
        if (OperatorPrincipal.SessionOf(user) is { } session)
        {
            ended[session] = true;
        }
    }
}
