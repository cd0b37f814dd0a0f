using System.Collections.Concurrent;
using System.Collections.Immutable;
using LeadSail.ApiKeys;
using LeadSail.OpenApi;
using LeadSail.Organizations;
using LeadSail.Postgres;
using LeadSail.Simulator;
using LeadSail.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Hosting;

/// <summary>
/// The product on a loopback port: storage in a folder of its own, the flight simulator as provider, noon in New York. With <c>LEADSAIL_TEST_STORAGE=postgres</c> each folder stands for a
/// database of the tests' PostgreSQL server.
/// </summary>
/// <param name="speed">How many times faster than life calls go.</param>
/// <param name="folder">Where its data is; a folder of its own by default, which goes when it does.</param>
/// <param name="afterNoon">How long after noon it starts.</param>
/// <param name="settings">Further settings, as on a command line.</param>
public class RunningHost(double speed, string? folder = null, TimeSpan afterNoon = default, params string[] settings) : IAsyncLifetime
{
    public const string ApiKey = "the-key-of-the-tests-0123456789-abcdef";
    public const string WebhookSecret = "wsec_of_the_tests";

    /// <summary>The setting of a test that is about the file.</summary>
    public const string InFolder = "--Storage:ConnectionString=Data Source=data/leadsail.db";

    /// <summary>Noon in New York, on a Wednesday.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 11, 18, 17, 0, 0, TimeSpan.Zero);

    private static readonly ConcurrentDictionary<string, string>? Databases = Environment.GetEnvironmentVariable("LEADSAIL_TEST_STORAGE") == "postgres" ? new(StringComparer.Ordinal) : null;

    private readonly TempFolder? own = folder is null ? new TempFolder() : null;
    private WebApplication app = null!;
    private static Contract? contract;

    public ApiClient Api { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    /// <summary>Where its data is.</summary>
    public string Folder => folder ?? own!.Path;

    public IServiceProvider Services => app.Services;

    /// <summary>What its document says, which is the same for every host.</summary>
    public Contract Contract => contract!;

    public DateTimeOffset Now => Services.GetRequiredService<TimeProvider>().GetUtcNow();

    public string OrganizationId => Services.GetRequiredService<BootstrapResult>().OrganizationId;

    public virtual async Task InitializeAsync()
    {
        app = LeadSailApp.Build(
        [
            "--contentRoot", Folder,
            "--Urls=http://127.0.0.1:0",
            $"--Clock:Now={Noon + afterNoon:O}",
            $"--Bootstrap:ApiKey={ApiKey}",
            $"--Simulator:WebhookSecret={WebhookSecret}",
            FormattableString.Invariant($"--Simulator:Speed={speed}"),
            "--Logging:Level=Error",
            "--RateLimits:UnauthorizedPerMinute=1000000",
            .. Databases is null ? [] : new[] { $"--Storage:ConnectionString={Databases.GetOrAdd(Folder, _ => PostgresServer.Shared.Create())}" },
            .. settings,
        ], Adjust);
        await app.StartAsync();
        Address = new Uri(app.Urls.Single());
        await WidenLine(OrganizationId);
        contract ??= Contract.Parse((await new ApiClient(Address, null, null).Get("/openapi/v1.json")).Text);
        Api = Client(ApiKey);
    }

    public virtual async Task DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        own?.Dispose();
    }

    /// <summary>A client with a key; null for none.</summary>
    public ApiClient Client(string? key) => new(Address, key, contract);

    /// <summary>A client of the first organization with these scopes only.</summary>
    public async Task<ApiClient> ClientWith(params ImmutableArray<Scope> scopes) =>
        Client((await Services.GetRequiredService<ApiKeyStore>().CreateAsync(OrganizationId, "of a test", scopes, "test")).Key);

    /// <summary>A client of an organization of its own.</summary>
    public async Task<ApiClient> NewOrganization() => Client(await NewOrganizationKey());

    /// <summary>The key of an organization of its own.</summary>
    public async Task<string> NewOrganizationKey()
    {
        var organizationId = Services.GetRequiredService<IIds>().Next("org");
        await WidenLine(organizationId);
        return (await Services.GetRequiredService<ApiKeyStore>().CreateAsync(organizationId, "of a test", [Scope.Read, Scope.Write, Scope.Admin], "test")).Key;
    }

    /// <summary>Changes what is built; nothing by default.</summary>
    protected virtual void Adjust(WebApplicationBuilder builder) { }

    private async Task WidenLine(string organizationId) => await Services.GetRequiredService<ISettings>().SaveAsync(
        organizationId,
        organizationId,
        new Organization { Name = "Tests", Lines = [new LineLimits { Provider = "elevenlabs", MaxConcurrentCalls = 1000, CallsPerSecond = 100 }] },
        expectedVersion: null,
        "test");
}

/// <summary>Calls pass in no time.</summary>
public sealed class FastHost() : RunningHost(speed: 10_000);

/// <summary>Calls take as long as in life.</summary>
public sealed class LifelikeHost() : RunningHost(speed: 1);

[CollectionDefinition(nameof(FastHost))]
public sealed class OnFastHost : ICollectionFixture<FastHost>;

[CollectionDefinition(nameof(LifelikeHost))]
public sealed class OnLifelikeHost : ICollectionFixture<LifelikeHost>;
