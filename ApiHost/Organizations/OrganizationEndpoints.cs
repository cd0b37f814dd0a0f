using System.ComponentModel.DataAnnotations;
using LeadSail.ApiKeys;
using LeadSail.Dialers;
using LeadSail.Http;
using LeadSail.Idempotency;
using LeadSail.Settings;
using LeadSail.Storage;
using LeadSail.Webhooks;

namespace LeadSail.Organizations;

/// <summary>The caller's organization, and new ones.</summary>
internal static class OrganizationEndpoints
{
    public static void MapOrganizations(this RouteGroupBuilder api)
    {
        api.MapGet("/organization", Get).RequireAdmin().WithTags("Organizations").WithSummary("The organization of the key").Produces<Envelope<OrganizationView>>().Fails(404).Versioned();
        api.MapPatch("/organization", Change).RequireAdmin().WithTags("Organizations").WithSummary("Change the organization of the key")
            .Produces<Envelope<OrganizationView>>().Fails(400, 404, 409, 413, 415).Versioned()
            .Example(new { lines = new[] { new { provider = "elevenlabs", maxConcurrentCalls = 25, callsPerSecond = 2.5 } }, requireConsent = true, numberCap = new { calls = 3, hours = 24 } });
        api.MapPost("/organizations", Create).RequireAdmin().WithTags("Organizations").WithSummary("Make an organization with an admin key; for admin keys of the first organization")
            .Produces<Envelope<CreatedOrganization>>(201).Fails(400, 413, 415).WithMetadata(new ShowsSecret())
            .Example(new CreateOrganizationBody { Name = "Sunrise Solar" });
    }

    private static Task<IResult> Get(Caller caller, ISettings settings, HttpResponse response, CancellationToken cancellationToken) =>
        SettingAnswers.Get<Organization, OrganizationView>(caller.OrganizationId, caller, settings, OrganizationView.Of, response, cancellationToken);

    private static async Task<IResult> Change(
        Patch<Organization> patch, Caller caller, ISettings settings, DialerNudges dialers, HttpContext context, CancellationToken cancellationToken)
    {
        var answer = await SettingAnswers.Change<Organization, OrganizationView>(caller.OrganizationId, known => Task.FromResult(Accepted(patch, known)), caller, settings, OrganizationView.Of, context, cancellationToken);
        if (patch.Changes.Any(change => change.Key is "dialingPaused" or "requireConsent" or "numberCap")) // what the rules read
        {
            await dialers.ReconsiderAsync(caller.OrganizationId, CancellationToken.None);
        }

        return answer;
    }

    private static async Task<IResult> Create(Body<CreateOrganizationBody> body, Caller caller, BootstrapResult bootstrap, ISettings settings, ApiKeyStore keys, IIds ids)
    {
        if (caller.OrganizationId != bootstrap.OrganizationId)
        {
            throw RequestException.Of(StatusCodes.Status403Forbidden, Codes.Forbidden, "Only an admin key of the first organization makes organizations.");
        }

        var organizationId = ids.Next("org");
        await settings.SaveAsync(organizationId, organizationId, new Organization { Name = body.Value.Name }, expectedVersion: 0, caller.KeyId);
        var (_, key) = await keys.CreateAsync(organizationId, "First admin key", [Scope.Read, Scope.Write, Scope.Admin], caller.KeyId);
        return Answers.Created("/api/v1/organization", new CreatedOrganization(organizationId, body.Value.Name, key));
    }

    private static Organization Accepted(Patch<Organization> patch, Organization known)
    {
        var organization = SecretHeaders.Restore(patch.ApplyTo(SecretHeaders.Hide(known)), known);
        string[] faults = [.. LineFaults(organization), .. WebhookFaults.Of("webhooks", organization.Webhooks)];
        return faults.Length == 0 ? organization : throw RequestException.Invalid(faults);
    }

    private static IEnumerable<string> LineFaults(Organization organization) =>
        organization.Lines.GroupBy(line => line.Provider, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => $"lines: has {same.Key} more than once");
}

/// <summary>A new organization.</summary>
public sealed record CreateOrganizationBody
{
    /// <summary>The name for people.</summary>
    [Required, StringLength(200, MinimumLength = 1)]
    public string Name { get; init; } = "";
}

/// <summary>An organization that was made.</summary>
/// <param name="OrganizationId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="ApiKey">Its first key, with every scope, shown this once.</param>
public sealed record CreatedOrganization(string OrganizationId, string Name, string ApiKey);

/// <summary>An organization as the API shows it.</summary>
public sealed record OrganizationView : Organization
{
    /// <summary>As it is read from the API.</summary>
    public OrganizationView() { }

    private OrganizationView(Organization organization) : base(organization) { }

    /// <summary>Its id.</summary>
    public string OrganizationId { get; init; } = "";

    /// <summary>Counts its changes; also the ETag.</summary>
    public long Version { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    internal static OrganizationView Of(Setting<Organization> row) =>
        new(SecretHeaders.Hide(row.Value)) { OrganizationId = row.Id, Version = row.Version, CreatedAt = row.CreatedAt, UpdatedAt = row.UpdatedAt };
}
