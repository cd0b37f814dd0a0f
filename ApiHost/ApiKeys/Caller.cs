using LeadSail.Http;

namespace LeadSail.ApiKeys;

/// <summary>Who makes a request: the key, and what follows from it.</summary>
/// <param name="OrganizationId">Whose key it is.</param>
/// <param name="KeyId">The key's id: the actor in the history.</param>
/// <param name="Scopes">What it may do.</param>
public sealed record Caller(string OrganizationId, string KeyId, IReadOnlyCollection<Scope> Scopes)
{
    /// <summary>Whether a person asks, who signed in to the console with the key.</summary>
    public bool IsOperator { get; init; }

    /// <summary>The caller that <see cref="ApiKeyGate"/> has found.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) =>
        ValueTask.FromResult<Caller?>(context.Features.Get<Caller>() ?? throw RequestException.Of(StatusCodes.Status401Unauthorized, Codes.Unauthorized, "Authentication required"));
}
