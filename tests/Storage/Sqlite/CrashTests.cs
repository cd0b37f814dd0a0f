using LeadSail.Storage;
using LeadSail.Webhooks;

namespace LeadSail.Sqlite;

/// <summary>A process that is killed loses nothing that was acknowledged: the files as they lie there are opened by another.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    private readonly SqliteStore killed = new(), next = new();
    private readonly Faults faults = new();
    private readonly Clock clock = new();
    private IDatabase database = null!;

    public Task InitializeAsync() => (database = killed.Open(clock, faults)).StartAsync();

    public async Task DisposeAsync()
    {
        faults.Release();
        await killed.CloseAsync();
        await next.CloseAsync();
    }

    [Fact]
    public async Task Everything_acknowledged_is_there_after_a_kill()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            new StoredGrain<Life>(database.Grains, "call", $"org_a/int_{i:00}").WriteAsync(Life.Call("in_progress").With("created") with { WakeAt = clock.Now })));
        await database.Settings.SaveAsync("org_a", "agent_1", new Agent("Ann"), 0, "key_1");
        await database.Inbox.AcceptAsync(new InboxItem("evt_1", "elevenlabs", "conv_1", "post_call", clock.Now, new byte[] { 1 }, 0));
        await database.Reminders.UpsertRow(new() { GrainId = GrainId.Create("dialer", "org_a/ABC"), ReminderName = "pump", StartAt = clock.Now.UtcDateTime, Period = TimeSpan.FromMinutes(1) });

        var after = await KillAsync();

        Assert.Equal(50, (await next.RowsAsync("interactions")).Count);
        Assert.Equal("created", Assert.Single(await after.History.ReadAsync("org_a", "int_07", 0, 10)).Type);
        Assert.Equal("Ann", (await after.Settings.FindAsync<Agent>("org_a", "agent_1"))!.Value.Name);
        Assert.Single(await after.Inbox.ClaimDueAsync(clock.Now, clock.Now.AddMinutes(1), 10));
        Assert.Single((await after.Reminders.ReadRows(0, 0)).Reminders);
        Assert.Equal(50, (await after.Wakeups.ClaimDueAsync(clock.Now, 100)).Count);
        var grain = new StoredGrain<Life>(after.Grains, "call", "org_a/int_07");
        await grain.ReadAsync();
        await grain.WriteAsync(Life.Call("completed"));
    }

    [Fact]
    public async Task A_commit_that_was_under_way_is_not_there_after_a_kill()
    {
        var grain = new StoredGrain<Life>(database.Grains, "call", "org_a/int_1");
        await grain.WriteAsync(Life.Call("in_progress").With("created"));
        var held = faults.Hold();
        var writing = grain.WriteAsync(Life.Call("completed").With("ended"));
        await held;

        var after = await KillAsync();

        Assert.Equal("in_progress", (await after.States.ReadAsync<Life>("call", "org_a/int_1"))!.Status);
        Assert.Single(await after.History.ReadAsync("org_a", "int_1", 0, 10));
        faults.Release();
        await writing;
    }

    [Fact]
    public async Task After_an_orderly_stop_one_file_has_it_all()
    {
        await new StoredGrain<Life>(database.Grains, "call", "org_a/int_1").WriteAsync(new Life { Status = "kept" });
        await database.StopAsync();

        Assert.False(File.Exists(killed.File + "-wal"));
        var reopened = killed.Open();
        await reopened.StartAsync();
        Assert.Equal("kept", (await reopened.States.ReadAsync<Life>("call", "org_a/int_1"))!.Status);
    }

    /// <summary>Takes the files as they are, without a word to their owner.</summary>
    private async Task<IDatabase> KillAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(next.File)!);
        foreach (var suffix in (string[])["", "-wal"])
        {
            await using var from = new FileStream(killed.File + suffix, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            await using var to = File.Create(next.File + suffix);
            await from.CopyToAsync(to);
        }

        var after = next.Open(clock, new Faults());
        await after.StartAsync();
        return after;
    }
}
