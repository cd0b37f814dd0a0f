using LeadSail.ApiKeys;
using LeadSail.Http;
using LeadSail.Idempotency;

namespace LeadSail.Deliveries;

/// <summary>The secret by which receivers know that a webhook is ours.</summary>
internal static class WebhookSecretEndpoints
{
    public static void MapWebhookSecrets(this RouteGroupBuilder api)
    {
        var secret = api.MapGroup("/organization/webhook-secret").WithTags("Webhooks");
        secret.MapGet("/", Get).RequireAdmin().WithSummary("With what webhooks are signed").Produces<Envelope<WebhookSecretView>>();
        secret.MapPost("/rotate", Rotate).RequireAdmin().WithMetadata(new ShowsSecret()).WithSummary("Sign with a new secret; the one before signs along for 24 hours").Produces<Envelope<WebhookSecretView>>();
    }

    private static async Task<IResult> Get(Caller caller, WebhookSecrets secrets, CancellationToken cancellationToken) =>
        Answers.Ok(WebhookSecretView.Of(await secrets.GetAsync(caller.OrganizationId, cancellationToken)));

    private static async Task<IResult> Rotate(Caller caller, WebhookSecrets secrets, RequestIds request, CancellationToken cancellationToken) =>
        Answers.Ok(WebhookSecretView.Of(await secrets.RotateAsync(caller.OrganizationId, caller.KeyId, request.Since, cancellationToken)));
}

/// <summary>The secret of an organization's webhooks.</summary>
/// <param name="Secret">The key of the HMAC-SHA256 in the header <c>X-LeadSail-Signature</c>.</param>
/// <param name="PreviousUntil">Until when the secret before signs along, as a second <c>v1</c>; null when none does.</param>
public sealed record WebhookSecretView(string Secret, DateTimeOffset? PreviousUntil)
{
    internal static WebhookSecretView Of(WebhookSecret secret) => new(secret.Secret, secret.PreviousUntil);
}
