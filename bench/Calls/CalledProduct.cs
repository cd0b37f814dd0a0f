using Dapper;
using LeadSail.Campaigns;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Bench;

/// <summary>The product, with no limit that its calls could reach.</summary>
internal sealed class CalledProduct : ICallee
{
    private readonly BenchedProduct product;

    private readonly StorageMeter storage;

    private CalledProduct(BenchedProduct product, Timeline timeline, StorageMeter storage) => (this.product, Timeline, this.storage) = (product, timeline, storage);

    public Uri Initiate => new(product.Address, "/api/v1/voice/calls/initiate");

    public Timeline Timeline { get; }

    public static async Task<CalledProduct> StartAsync(string connectionString)
    {
        var timeline = new Timeline();
        var storage = new StorageMeter(timeline);
        return new(
            await BenchedProduct.StartAsync(
                connectionString, new LineLimits { Provider = "elevenlabs", MaxConcurrentCalls = 100_000, CallsPerSecond = 1_000_000 },
                new AutoDialerSettings { OperatingHours = OperatingHours.AroundTheClock }, storage.Register, timeline),
            timeline, storage);
    }

    public Task EnterAsync(int leads) => Parallel.ForAsync(0, leads, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (lead, _) =>
        await product.Get<IGrainFactory>().GetGrain<ILeadGrain>(product.KeyOf(BenchedLeads.Id(lead))).Tell(new Submit(
            $"sub_bench_{lead}", BenchedProduct.Campaign, new LeadGiven { FirstName = "Ada", LastName = "Lovelace", Email = "ada@example.com", Phone = BenchedLeads.Phone(lead) }, LeadStatus.New, "bench")));

    public async Task<long> CountQualifiedAsync()
    {
        await using var connection = await product.Get<IReadDatabase>().OpenAsync(CancellationToken.None);
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM leads WHERE status = 'qualified'");
    }

    public IEnumerable<(string What, string Unit, double Figure)> Take(int calls) => storage.Take(calls);

    public async ValueTask DisposeAsync()
    {
        await product.App.StopAsync();
        await product.App.DisposeAsync();
    }
}
