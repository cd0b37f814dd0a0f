using LeadSail.ApiKeys;
using LeadSail.Storage.Memory;

namespace LeadSail.Organizations;

/// <summary>First starts.</summary>
public sealed class BootstrapTests
{
    private const string Given = "the-same-key-on-every-host-0123456789";

    private readonly MemoryDatabase database = new(TimeProvider.System);

    [Fact]
    public async Task Hosts_that_start_at_once_with_one_key_make_one_organization_and_one_key()
    {
        // every effect of the storage lets the others in, and one thread at a time makes them take turns
        var turns = new TaskFactory(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => turns.StartNew(Start).Unwrap()));

        var organization = Assert.Single(await database.Settings.ListAllAsync<Organization>());
        var key = Assert.Single(await database.Settings.ListAllAsync<ApiKey>());
        Assert.Equal((organization.OrganizationId, 1), (key.OrganizationId, key.Row.Version));
        Assert.All(results, result => Assert.Equal((organization.OrganizationId, null), (result.OrganizationId, result.NewKey)));
    }

    [Fact]
    public async Task A_later_start_makes_nothing_anew()
    {
        await Start();
        var keys = await database.Settings.ListAllAsync<ApiKey>();
        await Start();
        Assert.Equal(keys.Select(key => key.Row.Id), (await database.Settings.ListAllAsync<ApiKey>()).Select(key => key.Row.Id));
    }

    private async Task<BootstrapResult> Start()
    {
        var result = new BootstrapResult();
        var keys = new ApiKeyStore(database.Settings, new Ids(TimeProvider.System), TimeProvider.System);
        await new Bootstrap(database.Settings, keys, new BootstrapOptions(Given), result).StartedAsync(CancellationToken.None);
        Assert.NotNull(await keys.FindAsync(Given, CancellationToken.None));
        return result;
    }
}
