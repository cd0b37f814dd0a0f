using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using LeadSail.Http;
using LeadSail.Idempotency;
using LeadSail.Storage;

namespace LeadSail.ApiKeys;

/// <summary>The keys of an organization.</summary>
internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this RouteGroupBuilder api)
    {
        var keys = api.MapGroup("/api-keys").WithTags("API keys");
        keys.MapGet("/", List).RequireAdmin().WithSummary("List the keys that are good, oldest first").Produces<Envelope<ApiKeyList>>().Fails(400);
        keys.MapPost("/", Create).RequireAdmin().WithSummary("Make a key; its text is shown this once, and again to a repeat under the same Idempotency-Key by the same API key").Produces<Envelope<CreatedApiKey>>(201).Fails(400, 413, 415).WithMetadata(new ShowsSecret())
            .Example(new CreateApiKeyBody { Name = "CRM", Scopes = [Scope.Read, Scope.Write] });
        keys.MapDelete("/{apiKeyId}", Revoke).RequireAdmin().WithSummary("Revoke a key: it stops within 5 seconds").Produces<Envelope<RevokedApiKey>>().Fails(404, 409);
    }

    private static async Task<IResult> List(Caller caller, Paging paging, ApiKeyStore keys, CancellationToken cancellationToken)
    {
        var page = await keys.ListAsync(caller.OrganizationId, paging.Cursor, paging.Limit, cancellationToken);
        return Answers.Ok(new ApiKeyList([.. page.Items.Select(ApiKeyView.Of)], page.NextCursor, page.NextCursor is not null));
    }

    private static async Task<IResult> Create(Body<CreateApiKeyBody> body, Caller caller, ApiKeyStore keys)
    {
        ImmutableArray<Scope> scopes = [.. body.Value.Scopes.Distinct().Order()];
        var (keyId, key) = await keys.CreateAsync(caller.OrganizationId, body.Value.Name, scopes, caller.KeyId);
        return Answers.Created($"/api/v1/api-keys/{keyId}", new CreatedApiKey(keyId, body.Value.Name, scopes, key));
    }

    private static async Task<IResult> Revoke(string apiKeyId, Caller caller, ApiKeyStore keys, CancellationToken cancellationToken)
    {
        await keys.RevokeAsync(caller.OrganizationId, apiKeyId, caller.KeyId, cancellationToken);
        return Answers.Ok(new RevokedApiKey(apiKeyId));
    }
}

/// <summary>A new key.</summary>
public sealed record CreateApiKeyBody
{
    /// <summary>The name for people.</summary>
    [Required, StringLength(200, MinimumLength = 1)]
    public string Name { get; init; } = "";

    /// <summary>What it may do.</summary>
    [Required, MinLength(1), MaxLength(3)]
    public ImmutableArray<Scope> Scopes { get; init; } = [];
}

/// <summary>A key as it is listed.</summary>
/// <param name="ApiKeyId">Its id, which stands in the history as the actor.</param>
/// <param name="Name">The name for people.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record ApiKeyView(string ApiKeyId, string Name, IReadOnlyList<Scope> Scopes, DateTimeOffset CreatedAt)
{
    internal static ApiKeyView Of(Setting<ApiKey> row) => new(row.Id, row.Value.Name, row.Value.Scopes, row.CreatedAt);
}

/// <summary>A page of keys.</summary>
/// <param name="ApiKeys">The keys, oldest first.</param>
/// <param name="NextCursor">For the next page; null at the end.</param>
/// <param name="HasMore">Whether there is one.</param>
public sealed record ApiKeyList(IReadOnlyList<ApiKeyView> ApiKeys, string? NextCursor, bool HasMore);

/// <summary>A key that was made.</summary>
/// <param name="ApiKeyId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="ApiKey">The key itself, shown this once.</param>
public sealed record CreatedApiKey(string ApiKeyId, string Name, IReadOnlyList<Scope> Scopes, string ApiKey);

/// <summary>A key that was revoked.</summary>
/// <param name="ApiKeyId">Its id.</param>
public sealed record RevokedApiKey(string ApiKeyId);
