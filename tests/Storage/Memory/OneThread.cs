namespace LeadSail.Memory;

/// <summary>Runs tasks one by one on the thread that asks, and in the order that it asks for.</summary>
public sealed class OneThread : TaskScheduler
{
    private readonly List<Task> waiting = [];

    public Task<T> Start<T>(Func<Task<T>> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    public Task Start(Func<Task> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    public void RunOldest() => Run(0);

    public void RunNewest() => Run(waiting.Count - 1);

    public void RunUntilIdle()
    {
        while (waiting.Count > 0)
            RunOldest();
    }

    protected override void QueueTask(Task task) => waiting.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => waiting;

    private void Run(int index)
    {
        var task = waiting[index];
        waiting.RemoveAt(index);

        // As in an activation: there is a scheduler, and no context before it.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        TryExecuteTask(task);
        SynchronizationContext.SetSynchronizationContext(context);
    }
}
