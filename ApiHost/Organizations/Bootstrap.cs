using LeadSail.ApiKeys;
using LeadSail.Hosting;
using LeadSail.Storage;

namespace LeadSail.Organizations;

/// <summary>
/// On the first start there is an organization and an admin key; with <c>Bootstrap:ApiKey</c> that key is there from any start on.
/// It is made once the host listens: a start that fails before that must not use up the one showing of the key.
/// Hosts that start at once make the same rows, and one of them does it.
/// </summary>
internal sealed class Bootstrap(ISettings settings, ApiKeyStore keys, BootstrapOptions options, BootstrapResult result) : IHostedLifecycleService
{
    /// <summary>The id of an organization made at the beginning of time: it stays the first.</summary>
    private static readonly string FirstOrganization = $"org_{new string('0', 26)}";

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var organizations = await settings.ListAllAsync<Organization>(cancellationToken);
        var organizationId = organizations.Select(row => row.OrganizationId).Order(StringComparer.Ordinal).FirstOrDefault();
        if (organizationId is null)
        {
            organizationId = FirstOrganization;
            await settings.SaveAsync(organizationId, organizationId, new Organization { Name = "My organization" }, expectedVersion: 0, "system", cancellationToken);
        }

        result.OrganizationId = organizationId;
        if (options.ApiKey is { } given)
        {
            await keys.EnsureAsync(organizationId, given, "Bootstrap key", [Scope.Read, Scope.Write, Scope.Admin], "system", cancellationToken);
        }
        else if ((await settings.ListAllAsync<ApiKey>(cancellationToken)).Count == 0)
        {
            (_, result.NewKey) = await keys.CreateAsync(organizationId, "First admin key", [Scope.Read, Scope.Write, Scope.Admin], "system");
        }
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Section <c>Bootstrap</c>.</summary>
/// <param name="ApiKey">An admin key of the first organization, 32 to 200 visible ASCII characters; default null, and the first start makes one and shows it.</param>
internal sealed record BootstrapOptions(string? ApiKey)
{
    private const int ShortestKey = 32, LongestKey = 200;

    /// <summary>Reads the section.</summary>
    /// <exception cref="StartupException">The key is none.</exception>
    public static BootstrapOptions From(IConfiguration configuration) => configuration["Bootstrap:ApiKey"] switch
    {
        null or "" => new BootstrapOptions(ApiKey: null),
        { Length: >= ShortestKey and <= LongestKey } key when key.All(c => c is > ' ' and <= '~') => new BootstrapOptions(key),
        _ => throw new StartupException($"Bootstrap:ApiKey must have {ShortestKey} to {LongestKey} visible ASCII characters; make one with: openssl rand -hex 32"),
    };
}

/// <summary>What the start found or made.</summary>
public sealed class BootstrapResult
{
    /// <summary>The first organization.</summary>
    public string OrganizationId { get; set; } = "";

    /// <summary>The admin key of a first start, to be shown once; null otherwise.</summary>
    public string? NewKey { get; set; }
}
