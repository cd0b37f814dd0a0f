using LeadSail.Storage.Memory;

namespace LeadSail.Memory;

/// <summary>The twin stays on the scheduler of whoever calls it, and lets others in before and after each effect.</summary>
public sealed class SingleThreadTests
{
    [Fact]
    public async Task Everything_runs_on_the_callers_scheduler()
    {
        var scheduler = new OneThread();
        var faults = new Faults { Before = async _ => await Task.Yield(), After = async _ => await Task.Yield() };
        var database = new MemoryDatabase(new Clock(), faults);

        var thread = Environment.CurrentManagedThreadId;
        var work = scheduler.Start(async () =>
        {
            var grain = new StoredGrain<Life>(database.Grains, "call", "org_a/int_1");
            await grain.WriteAsync(Life.Call("in_progress").With("created") with { WakeAt = Clock.Epoch });
            await grain.ReadAsync();
            await database.Wakeups.ClaimDueAsync(Clock.Epoch, 10);
            await database.Settings.SaveAsync("org_a", "agent_1", new Agent("Ann"), 0, "key_1");
            await database.Settings.FindAsync<Agent>("org_a", "agent_1", fresh: true);
            await database.Settings.ListAsync<Agent>("org_a", null, 10);
            await database.Inbox.AcceptAsync(new("evt_1", "elevenlabs", "conv_1", "post_call", Clock.Epoch, new byte[] { 1 }, 0));
            await database.Inbox.ClaimDueAsync(Clock.Epoch, Clock.Epoch, 10);
            await database.Inbox.PurgeAsync(Clock.Epoch, 10);
            await database.Reminders.UpsertRow(new() { GrainId = GrainId.Create("dialer", "org_a/ABC"), ReminderName = "pump", StartAt = Clock.Epoch.UtcDateTime });
            await database.Reminders.ReadRows(0, 0);
            await database.Marks.SetAsync("heartbeat", "1");
            await grain.ClearAsync();
            return Environment.CurrentManagedThreadId;
        });
        scheduler.RunUntilIdle();

        Assert.True(work.IsCompletedSuccessfully, work.Exception?.ToString() ?? "The work left its scheduler.");
        Assert.Equal(thread, await work);
    }

    [Fact]
    public void Others_get_in_before_and_after_an_effect()
    {
        var scheduler = new OneThread();
        var database = new MemoryDatabase(new Clock());
        var (write, read) = (Task.CompletedTask, Task.CompletedTask);

        scheduler.Start(() => write = database.Marks.SetAsync("mark", "1"));
        scheduler.Start(() => read = database.Marks.FindAsync("mark"));

        for (var turns = 0; turns < 4; turns++)
        {
            scheduler.RunOldest();
            Assert.False(write.IsCompleted && read.IsCompleted);
        }

        Assert.False(write.IsCompleted);
        scheduler.RunOldest();
        Assert.True(write.IsCompleted);
        scheduler.RunOldest();
        Assert.True(read.IsCompleted);
    }

    [Fact]
    public async Task A_read_that_was_overtaken_by_a_change_does_not_bring_the_old_row_back()
    {
        var scheduler = new OneThread();
        var database = new MemoryDatabase(new Clock());
        var created = scheduler.Start(() => database.Settings.SaveAsync("org_a", "agent_1", new Agent("old"), 0, "key_1"));
        scheduler.RunUntilIdle();
        Assert.True(created.IsCompletedSuccessfully);

        var overtaken = scheduler.Start(() => database.Settings.FindAsync<Agent>("org_a", "agent_1", fresh: true));
        scheduler.RunOldest();
        scheduler.RunOldest();
        var changed = scheduler.Start(() => database.Settings.SaveAsync("org_a", "agent_1", new Agent("new"), 1, "key_1"));
        while (!changed.IsCompleted)
            scheduler.RunNewest();
        Assert.False(overtaken.IsCompleted);
        scheduler.RunUntilIdle();
        Assert.True(overtaken.IsCompletedSuccessfully);

        Assert.Equal("new", (await database.Settings.FindAsync<Agent>("org_a", "agent_1"))!.Value.Name);
    }
}
