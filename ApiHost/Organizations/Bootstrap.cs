using LeadSail.ApiKeys;
using LeadSail.Hosting;
using LeadSail.Storage;

namespace LeadSail.Organizations;

/// <summary>On the first start there is an organization and an admin key; with <c>Bootstrap:ApiKey</c> that key is there from any start on.</summary>
internal sealed class Bootstrap(ISettings settings, ApiKeyStore keys, IIds ids, IConfiguration configuration, BootstrapResult result) : IHostedService
{
    private const int ShortestKey = 32;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var organizations = await settings.ListAllAsync<Organization>(cancellationToken);
        var organizationId = organizations.Select(row => row.OrganizationId).Order(StringComparer.Ordinal).FirstOrDefault();
        var isFirst = organizationId is null;
        if (organizationId is null)
        {
            organizationId = ids.Next("org");
            await settings.SaveAsync(organizationId, organizationId, new Organization { Name = "My organization" }, expectedVersion: 0, "system", cancellationToken);
        }

        result.OrganizationId = organizationId;
        if (configuration["Bootstrap:ApiKey"] is { Length: > 0 } given)
        {
            await Ensure(organizationId, given, cancellationToken);
        }
        else if (isFirst || !await HasKey(cancellationToken))
        {
            (_, result.NewKey) = await keys.CreateAsync(organizationId, "First admin key", [Scope.Read, Scope.Write, Scope.Admin], "system");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Ensure(string organizationId, string key, CancellationToken cancellationToken)
    {
        if (key.Length is < ShortestKey or > 200 || key.Any(c => c is <= ' ' or > '~'))
        {
            throw new StartupException($"Bootstrap:ApiKey must have {ShortestKey} to 200 visible ASCII characters; make one with: openssl rand -hex 32");
        }

        if (!await keys.ExistsAsync(key, cancellationToken))
        {
            await keys.CreateAsync(organizationId, "Bootstrap key", [Scope.Read, Scope.Write, Scope.Admin], "system", key);
        }
    }

    private async Task<bool> HasKey(CancellationToken cancellationToken) => (await settings.ListAllAsync<ApiKey>(cancellationToken)).Count > 0;
}

/// <summary>What the start found or made.</summary>
public sealed class BootstrapResult
{
    /// <summary>The first organization.</summary>
    public string OrganizationId { get; set; } = "";

    /// <summary>The admin key of a first start, to be shown once; null otherwise.</summary>
    public string? NewKey { get; set; }
}
