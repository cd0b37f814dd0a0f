using System.Globalization;
using System.Text;
using Dapper;
using LeadSail.Hosting;
using LeadSail.Organizations;
using LeadSail.Simulator;
using LeadSail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Imports;

/// <summary>An import over time: cancelled, cut off, forgotten.</summary>
[Trait("Category", "Long")]
public sealed class ImportLifeTests
{
    private const string Head = "firstName,lastName,email,phone\n";

    [Fact]
    public async Task Killed_in_the_middle_it_goes_on_after_the_start_and_nothing_is_doubled()
    {
        using var folder = new TempFolder();
        const int people = 6_000;
        string importId, campaignId;
        await using (var host = await ChildHost.ServeAsync(folder.Path, $"--Bootstrap:ApiKey={RunningHost.ApiKey}"))
        {
            var scene = await ImportScene.Set(new ApiClient(host.Address, RunningHost.ApiKey, null));
            campaignId = scene.Scene.CampaignId;
            importId = (await scene.Send(File(people, repeated: people / 2))).Gives(202).Text("importId")!;
            var seen = await Eventually.Sees(async () => (await scene.Api.Get($"leads/imports/{importId}")).Gives(200), import => import.At("created").GetInt32() > 0, "the first batch");
            await host.KillAsync();
            Assert.Equal("running", seen.Text("status"));
        }

        await using var next = await ChildHost.ServeAsync(folder.Path, $"--Bootstrap:ApiKey={RunningHost.ApiKey}");
        var api = new ApiClient(next.Address, RunningHost.ApiKey, null);
        var after = await Eventually.Sees(async () => (await api.Get($"leads/imports/{importId}")).Gives(200), import => import.Text("status") == "done", "the import to end");
        Assert.Equal((people + (people / 2) + 1, (people, people / 2, 0, 1)), (after.At("total").GetInt32(), ImportScene.Counts(after)));
        Assert.Equal(people, (await api.Get($"campaigns/{campaignId}/progress")).Gives(200).At("total").GetInt32());
        var one = (await api.Get("leads?search=person5999@example.com")).Gives(200).At("leads").EnumerateArray();
        Assert.Equal(1, Assert.Single(one).At("submissionCount").GetInt32());
    }

    [Fact]
    public async Task Cancelled_it_takes_no_more_rows_and_what_is_in_stays_in()
    {
        await using var host = await Running.Start();
        var scene = await ImportScene.Set(host.Api);
        var importId = (await scene.Send(File(8_000, repeated: 0))).Gives(202).Text("importId")!;
        var cancelled = (await host.Api.Delete($"leads/imports/{importId}")).Gives(200);
        Assert.Equal("cancelled", cancelled.Text("status"));
        Assert.NotNull(cancelled.Text("endedAt"));
        await Eventually.Sees(() => RowsWith(host, ""), rows => rows == 1, "its rows to go but for the one that could not be read");
        var left = (await host.Api.Get($"leads/imports/{importId}")).Gives(200);
        Assert.True(left.At("created").GetInt32() < 8_000);
        Assert.Equal(left.At("created").GetInt32(), (await host.Api.Get($"campaigns/{scene.Scene.CampaignId}/progress")).Gives(200).At("total").GetInt32());
        Assert.Single(await scene.Rejects(left));
        Assert.Equal("cancelled", (await host.Api.Delete($"leads/imports/{importId}")).Gives(200).Text("status"));
    }

    [Fact]
    public async Task Rows_stand_nowhere_but_in_their_leads_and_rejected_ones_for_a_week()
    {
        using var folder = new TempFolder();
        string importId, cutOff;
        await using (var first = await Running.Start(folder.Path))
        {
            var scene = await ImportScene.Set(first.Api);
            var done = await scene.Import($"{Head}Zebulon,Good,zebulon@example.com,{Scene.Phone("01")}\nNehemiah,Bad,nowhere,12\n");
            importId = done.Text("importId")!;
            var rehearsed = await scene.Import($"{Head}Zebulon,Good,zebulon@example.com,{Scene.Phone("01")}\n", dryRun: true);
            await Eventually.Sees(() => RowsWith(first, "Zebulon"), rows => rows == 0, "the rows of leads to go");
            Assert.Equal((1, 1), (await RowsWith(first, "Nehemiah"), rehearsed.At("updated").GetInt32() + rehearsed.At("created").GetInt32()));

            // as it is left by a process that was killed during an upload
            cutOff = first.Services.GetRequiredService<IIds>().Next("imp");
            await first.Services.GetRequiredService<IGrainFactory>().GetGrain<IImportGrain>(GrainKeys.Of(first.OrganizationId, cutOff)).Tell(new ReceiveImport("key_1"));
            await first.Services.GetRequiredService<IImportRows>().AddAsync(first.OrganizationId, cutOff, [new(1, 2, new JsonText("[\"Obadiah\"]"))]);
            (await first.Api.Get($"leads/imports/{cutOff}")).Refuses(404, "NOT_FOUND");
            (await first.Api.Delete($"leads/imports/{cutOff}")).Refuses(404, "NOT_FOUND");
        }

        await using (var hoursLater = await Running.Start(folder.Path, TimeSpan.FromHours(2)))
        {
            await Eventually.Sees(() => RowsWith(hoursLater, "Obadiah"), rows => rows == 0, "the rows of the upload to go");
            Assert.Equal(1, await RowsWith(hoursLater, "Nehemiah"));
        }

        await using var weekLater = await Running.Start(folder.Path, TimeSpan.FromDays(7.1));
        await Eventually.Sees(() => RowsWith(weekLater, ""), rows => rows == 0, "the rejected row to go");
        var import = await Eventually.Sees(async () => (await weekLater.Api.Get($"leads/imports/{importId}")).Gives(200), seen => seen.Text("rejectsUrl") is null, "the import to know");
        Assert.Equal((1, 0, 0, 1), ImportScene.Counts(import));
        (await weekLater.Api.Get($"leads/imports/{importId}/rejects")).Refuses(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Of_somebody_who_was_imported_and_erased_nothing_is_left()
    {
        await using var host = await Running.Start();
        var scene = await ImportScene.Set(host.Api);
        await scene.Import($"{Head}Habakkuk,Person,habakkuk@example.com,{Scene.Phone("01")}\nHabakkuk,Again,habakkuk@example.com,{Scene.Phone("01")}\n", "email");
        var leadId = Assert.Single(await scene.Leads()).Text("leadId")!;
        (await host.Api.Delete($"leads/{leadId}")).Gives(200);
        await Eventually.Sees(() => RowsWith(host, "abakkuk"), rows => rows == 0, "the rows to go");
        await using var connection = await host.Services.GetRequiredService<IReadDatabase>().OpenAsync();
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM grain_state WHERE state LIKE '%abakkuk%'"));
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM events WHERE data LIKE '%abakkuk%'"));
    }

    /// <summary>People, some of them once more, and one of whom nothing can be read.</summary>
    private static byte[] File(int people, int repeated)
    {
        var file = new StringBuilder(Head);
        foreach (var i in Enumerable.Range(0, people).Concat(Enumerable.Range(0, repeated)))
        {
            file.Append(CultureInfo.InvariantCulture, $"Person,Number{i},person{i}@example.com,+1212{2_000_000 + i:0000000}\n");
        }

        return Encoding.UTF8.GetBytes(file.Append("Person,Nobody,nothing,12\n").ToString());
    }

    private static async Task<long> RowsWith(RunningHost host, string word)
    {
        await using var connection = await host.Services.GetRequiredService<IReadDatabase>().OpenAsync();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM import_rows WHERE cells || coalesce(given, '') || coalesce(identifier, '') LIKE @word", new { word = $"%{word}%" });
    }

    private sealed class Running(string? folder, TimeSpan afterNoon) : RunningHost(speed: 1000, folder, afterNoon), IAsyncDisposable
    {
        public static async Task<Running> Start(string? folder = null, TimeSpan afterNoon = default)
        {
            var host = new Running(folder, afterNoon);
            await host.InitializeAsync();
            return host;
        }

        ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());
    }
}
