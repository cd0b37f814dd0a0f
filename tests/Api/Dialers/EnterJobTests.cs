using System.Text.Json;
using LeadSail.Campaigns;
using LeadSail.Hosting;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.Simulator;
using LeadSail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Dialers;

/// <summary>Entering by a job. The dialers here are switched off, so that nobody is called.</summary>
[Collection(nameof(FastHost))]
public sealed class EnterJobTests(FastHost host)
{
    [Fact]
    public async Task All_leads_that_the_filter_names_enter_and_those_that_cannot_are_counted_by_why()
    {
        var (scene, other) = (await Scene.Set(host.Api), await Scene.Set(host.Api));
        await Insert(host.Services, host.OrganizationId, scene.CampaignId, 700);
        await Insert(host.Services, host.OrganizationId, scene.CampaignId, 20, LeadStatus.Signed);
        await Insert(host.Services, host.OrganizationId, scene.CampaignId, 10, LeadStatus.Contacted);
        await Insert(host.Services, host.OrganizationId, other.CampaignId, 5);

        var started = (await host.Api.Post($"campaigns/{scene.CampaignId}/auto-dialer/enter", new { filter = new { status = new[] { "new", "signed" } } })).Gives(202);
        Assert.Equal((scene.CampaignId, 720), (started.Text("campaignId"), started.At("total").GetInt32()));
        var done = await Done(scene, started.Text("jobId")!);

        Assert.Equal(("done", 700, 20), (done.Text("status"), done.At("entered").GetInt32(), done.At("failed").GetInt32()));
        Assert.Equal("""{"LEAD_STATUS_EXCLUDED":20}""", done.At("failedBecause").GetRawText());
        Assert.NotNull(done.Text("endedAt"));
        Assert.Equal(700, await Waiting(scene.CampaignId));
        Assert.Equal(0, await Waiting(other.CampaignId));

        var again = await Done(scene, (await host.Api.Post($"campaigns/{scene.CampaignId}/auto-dialer/enter", new { filter = new { } })).Gives(202).Text("jobId")!);
        Assert.Equal((710, 20), (again.At("entered").GetInt32(), again.At("failed").GetInt32()));
        Assert.Equal(710, await Waiting(scene.CampaignId));
    }

    [Theory]
    [InlineData("{}", 3)]
    [InlineData("""{ "isTest": true }""", 1)]
    [InlineData("""{ "isTest": false }""", 2)]
    [InlineData("""{ "isDnc": true }""", 1)]
    [InlineData("""{ "isDnc": false }""", 2)]
    [InlineData("""{ "search": "marta" }""", 3)]
    [InlineData("""{ "search": "nobody" }""", 0)]
    [InlineData("""{ "startDate": "2026-11-18T17:00:00Z", "endDate": "2036-01-01T00:00:00Z" }""", 3)]
    [InlineData("""{ "startDate": "2036-01-01T00:00:00Z" }""", 0)]
    [InlineData("""{ "endDate": "2026-11-18T16:59:59Z" }""", 0)]
    public async Task A_filter_names_the_leads_that_all_of_it_fits(string filter, int total)
    {
        var scene = await Scene.Set(host.Api);
        await scene.Lead(Scene.Phone("01"));
        (await host.Api.Patch($"leads/{await scene.Lead(Scene.Phone("01"))}", new { isTest = true })).Gives(200);
        (await host.Api.Patch($"leads/{await scene.Lead(Scene.Phone("01"))}", new { flags = new { isDnc = true } })).Gives(200);
        var started = await host.Api.Send(HttpMethod.Post, $"campaigns/{scene.CampaignId}/auto-dialer/enter", $$"""{ "filter": {{filter}} }""");
        Assert.Equal(total, started.Gives(202).At("total").GetInt32());
    }

    [Fact]
    public async Task A_job_over_nobody_is_done_at_once()
    {
        var scene = await Scene.Set(host.Api);
        var jobId = (await host.Api.Post($"campaigns/{scene.CampaignId}/auto-dialer/enter", new { filter = new { search = "nobody" } })).Gives(202).Text("jobId")!;
        Assert.Equal((0, 0), ((await Done(scene, jobId)).At("total").GetInt32(), (await Done(scene, jobId)).At("entered").GetInt32()));
    }

    [Fact]
    public async Task A_job_that_is_cancelled_enters_no_more()
    {
        var scene = await Scene.Set(host.Api);
        await Insert(host.Services, host.OrganizationId, scene.CampaignId, 3000);
        var path = $"campaigns/{scene.CampaignId}/auto-dialer/enter";
        var jobId = (await host.Api.Post(path, new { filter = new { } })).Gives(202).Text("jobId")!;
        var cancelled = (await host.Api.Send(new HttpRequestMessage(HttpMethod.Delete, $"{path}/{jobId}"))).Gives(200);
        Assert.Equal("cancelled", cancelled.Text("status"));
        Assert.True(cancelled.At("entered").GetInt32() < 3000);
        Assert.Equal("cancelled", (await host.Api.Send(new HttpRequestMessage(HttpMethod.Delete, $"{path}/{jobId}"))).Gives(200).Text("status"));
        Assert.Equal(cancelled.GetRawText(), (await host.Api.Get($"{path}/{jobId}")).Gives(200).GetRawText());
    }

    [Fact]
    public async Task Jobs_and_campaigns_that_are_not_there_are_not_found()
    {
        var (scene, other) = (await Scene.Set(host.Api), await Scene.Set(host.Api));
        var jobId = (await host.Api.Post($"campaigns/{scene.CampaignId}/auto-dialer/enter", new { filter = new { } })).Gives(202).Text("jobId")!;
        (await host.Api.Get($"campaigns/{other.CampaignId}/auto-dialer/enter/{jobId}")).Refuses(404, "NOT_FOUND");
        (await host.Api.Get($"campaigns/{scene.CampaignId}/auto-dialer/enter/job_nobody")).Refuses(404, "NOT_FOUND");
        (await host.Api.Post("campaigns/NOONE/auto-dialer/enter", new { filter = new { } })).Refuses(404, "NOT_FOUND");
    }

    [Theory]
    [InlineData("{ }", "filter: is required")]
    [InlineData("""{ "filter": { "campaignIds": ["X"] } }""", "filter.campaignIds: unknown field")]
    [InlineData("""{ "filter": { "status": [] } }""", "filter.status: must have at least 1 item")]
    [InlineData("""{ "filter": { "status": ["asleep"] } }""", "filter.status[0]: must be one of")]
    [InlineData("""{ "filter": { "startDate": "yesterday" } }""", "filter.startDate: must be an ISO 8601 instant")]
    public async Task A_filter_that_is_wrong_says_why(string body, string fault)
    {
        var scene = await Scene.Set(host.Api);
        var faults = (await host.Api.Send(HttpMethod.Post, $"campaigns/{scene.CampaignId}/auto-dialer/enter", body)).Refuses(400, "VALIDATION_ERROR").At("details").EnumerateArray();
        Assert.Contains(faults, each => each.GetString()!.StartsWith(fault, StringComparison.Ordinal));
    }

    private Task<JsonElement> Done(Scene scene, string jobId) => Eventually.Sees(
        async () => (await host.Api.Get($"campaigns/{scene.CampaignId}/auto-dialer/enter/{jobId}")).Gives(200), seen => seen.Text("status") != "running", "the job to end");

    private async Task<int> Waiting(string campaignId) =>
        (await host.Services.GetRequiredService<IDueLeads>().CountAsync(host.OrganizationId, campaignId, host.Now)).Sum(alike => alike.Leads);

    /// <summary>New leads by the bulk.</summary>
    internal static async Task Insert(IServiceProvider services, string organizationId, string campaignId, int count, LeadStatus status = LeadStatus.New)
    {
        var (ids, now) = (services.GetRequiredService<IIds>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        var campaign = await services.GetRequiredService<IStateReader>().ReadAsync<CampaignState>("campaign", GrainKeys.Of(organizationId, campaignId));
        var leads = Enumerable.Range(0, count).Select(_ => NewLead.Of(ids.Next("lead"), campaign, now,
            new Submit(ids.Next("sub"), campaignId, new() { FirstName = "Marta", LastName = "Keller", Email = "marta@example.com", Phone = Scene.Phone("01") }, status, "test")).Lead!);
        foreach (var some in leads.Chunk(1000))
        {
            Assert.Empty(await services.GetRequiredService<ILeads>().InsertAsync(organizationId, some));
        }
    }
}

/// <summary>Entering by a job through a stop of the process.</summary>
public sealed class EnterJobRestartTests
{
    [Fact]
    public async Task A_job_goes_on_after_a_restart()
    {
        using var folder = new TempFolder();
        string campaignId, jobId;
        const int leads = 4000;
        await using (var first = await Running.Start(folder.Path, TimeSpan.Zero))
        {
            campaignId = (await Scene.Set(first.Api)).CampaignId;
            await EnterJobTests.Insert(first.Services, first.OrganizationId, campaignId, leads);
            jobId = (await first.Api.Post($"campaigns/{campaignId}/auto-dialer/enter", new { filter = new { } })).Gives(202).Text("jobId")!;
        }

        await using var second = await Running.Start(folder.Path, TimeSpan.FromHours(1));
        var done = await Eventually.Sees(
            async () => (await second.Api.Get($"campaigns/{campaignId}/auto-dialer/enter/{jobId}")).Gives(200), seen => seen.Text("status") == "done", "the job to end");
        Assert.Equal((leads, 0), (done.At("entered").GetInt32(), done.At("failed").GetInt32()));
        Assert.Equal(leads, (await second.Services.GetRequiredService<IDueLeads>().CountAsync(second.OrganizationId, campaignId, second.Now)).Sum(alike => alike.Leads));
    }

    private sealed class Running(string folder, TimeSpan afterNoon) : RunningHost(speed: 1000, folder, afterNoon), IAsyncDisposable
    {
        public static async Task<Running> Start(string folder, TimeSpan afterNoon)
        {
            var host = new Running(folder, afterNoon);
            await host.InitializeAsync();
            return host;
        }

        ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());
    }
}
