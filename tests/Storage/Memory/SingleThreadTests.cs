using System.Collections.Concurrent;
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
    public async Task Others_get_in_before_and_after_an_effect()
    {
        var scheduler = new OneThread();
        var database = new MemoryDatabase(new Clock());
        List<string> seen = [];

        var write = scheduler.Start(async () =>
        {
            await database.Marks.SetAsync("mark", "1");
            seen.Add("answered");
            return 0;
        });
        scheduler.RunOne();
        seen.Add("before");
        var early = scheduler.Start(() => database.Marks.FindAsync("mark"));
        scheduler.RunOne();
        seen.Add($"after {write.IsCompleted}");
        scheduler.RunUntilIdle();

        Assert.Equal(["before", "after False", "answered"], seen);
        Assert.True(early.IsCompleted);
        Assert.Equal("1", await early);
    }

    /// <summary>Runs tasks one by one, in their order, on the thread that asks.</summary>
    private sealed class OneThread : TaskScheduler
    {
        private readonly ConcurrentQueue<Task> queue = new();

        public Task<T> Start<T>(Func<Task<T>> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

        public void RunOne()
        {
            // As in an activation: there is a scheduler, and no context before it.
            var context = SynchronizationContext.Current;
            SynchronizationContext.SetSynchronizationContext(null);
            if (queue.TryDequeue(out var task))
                TryExecuteTask(task);
            SynchronizationContext.SetSynchronizationContext(context);
        }

        public void RunUntilIdle()
        {
            while (!queue.IsEmpty)
                RunOne();
        }

        protected override void QueueTask(Task task) => queue.Enqueue(task);

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks() => queue;
    }
}
