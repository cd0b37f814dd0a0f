using LeadSail.Clocks;
using LeadSail.Hosting;
using LeadSail.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Health;

/// <summary>A database that does not know what was called after it was copied. The provider, which is asked, does.</summary>
public sealed class RestoredBackupTests : IDisposable
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(10);

    private readonly TempFolder folder = new(), backup = new();

    public void Dispose()
    {
        folder.Dispose();
        backup.Dispose();
    }

    [Fact]
    public async Task What_was_called_since_the_backup_is_taken_in_before_anybody_is_called_again()
    {
        var (talked, other) = (Scene.Phone("01"), Scene.Phone("03"));
        string campaign, unknown, called, again;
        await using (var first = await RunAsync(TimeSpan.Zero))
        {
            var scene = await Scene.Set(first.Host.Api);
            campaign = scene.CampaignId;
            (await first.Host.Api.Patch($"campaigns/{campaign}", new { autoDialer = new { minGapMinutes = 15 } })).Gives(200);
            called = await scene.Lead(talked);
        }

        Copy(Data(folder.Path), Data(backup.Path));
        await using (var second = await RunAsync(TimeSpan.FromSeconds(30)))
        {
            var scene = new Scene(second.Host.Api, campaign, "", "");
            unknown = await scene.Call(called);
            await scene.Over(unknown);
            again = await scene.Call(await scene.Lead(other));
            await scene.Over(again);
        }

        Copy(Data(backup.Path), Data(folder.Path));
        await using var restored = await RunAsync(Later);
        var api = restored.Host.Api;

        var seen = await Eventually.Sees(() => api.Get($"interactions/{unknown}"), answer => answer.Status == 200, "the lost call to be taken in");
        var interaction = seen.Gives(200);
        Assert.Equal(("completed", called, campaign, talked), (interaction.Text("status"), interaction.Text("leadId"), interaction.Text("campaignId"), interaction.Text("phone")));
        Assert.NotEqual(0, interaction.GetProperty("transcript").GetArrayLength());
        await Eventually.Sees(async () => (await api.Get($"leads/{called}")).Gives(200), found => found.Text("status") == "contacted", "the lead to hear of it");
        var rules = (await api.Get($"leads/{called}/call-eligibility")).Gives(200).GetProperty("rules").EnumerateArray().ToDictionary(rule => rule.Text("rule")!);
        Assert.False(rules["min_gap"].GetProperty("passed").GetBoolean()); // by the number's ledger
        Assert.StartsWith("1 of 6 calls", rules["max_attempts"].Text("evidence"), StringComparison.Ordinal); // by the lead's

        (await api.Get($"interactions/{again}")).Gives(200); // of a lead that the backup does not know at all
        Assert.Single(await api.Dials(talked));
        Assert.Single(await api.Dials(other));
    }

    [Fact]
    public async Task A_call_that_waited_in_the_backup_is_not_dialled_again()
    {
        var phone = Scene.Phone("01");
        string interaction;
        await using (var first = await RunAsync(TimeSpan.Zero))
        {
            var scene = await Scene.Set(first.Host.Api);
            first.Host.Services.GetRequiredService<ClockCheck>().Measured(TimeSpan.FromHours(1)); // nobody is called, so that it waits
            interaction = await scene.Call(await scene.Lead(phone));
        }

        Copy(Data(folder.Path), Data(backup.Path));
        await using (var second = await RunAsync(TimeSpan.FromSeconds(30)))
        {
            await new Scene(second.Host.Api, "", "", "").Final(interaction);
            Assert.Single(await second.Host.Api.Dials(phone));
        }

        Copy(Data(backup.Path), Data(folder.Path));
        await using var restored = await RunAsync(TimeSpan.FromSeconds(150));
        var final = await new Scene(restored.Host.Api, "", "", "").Final(interaction);
        Assert.Equal("completed", final.Text("status"));
        Assert.Single(await restored.Host.Api.Dials(phone));
    }

    [Fact]
    public async Task Nobody_is_called_while_the_provider_cannot_be_asked_and_the_dialer_says_why()
    {
        await using (var first = await RunAsync(TimeSpan.Zero))
        {
            await Scene.Set(first.Host.Api);
        }

        await using var cut = await RunAsync(Later, "--Providers:ElevenLabs:BaseUrl=http://127.0.0.1:9");
        var campaign = (await cut.Host.Api.Get("campaigns")).Gives(200).GetProperty("campaigns").EnumerateArray().First().Text("campaignId");
        var line = (await cut.Host.Api.Get($"campaigns/{campaign}/auto-dialer")).Gives(200).GetProperty("line");

        Assert.Equal("open", line.Text("breaker"));
        Assert.Contains("Nobody is called before", line.Text("reason"), StringComparison.Ordinal);
        (await cut.Host.Client(null).Get("/health/ready")).Gives(200);
    }

    private static string Data(string folder) => Path.Combine(folder, "data");

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(to, "leadsail.db*"))
        {
            File.Delete(file);
        }

        foreach (var file in Directory.GetFiles(from, "leadsail.db*"))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private async Task<Running> RunAsync(TimeSpan afterNoon, params string[] settings)
    {
        var host = new RunningHost(speed: 10_000, folder.Path, afterNoon, [RunningHost.InFolder, .. settings]);
        await host.InitializeAsync();
        return new(host);
    }

    private sealed record Running(RunningHost Host) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => new(Host.DisposeAsync());
    }
}
