namespace Orleans.Activations;

/// <summary>
/// The turns of one activation, or of one service of the runtime: a task scheduler that runs one task at a time, in the order
/// of queueing. Code that awaits comes back to it by itself; there is no synchronisation context.
/// </summary>
public sealed class TurnQueue : TaskScheduler, IThreadPoolWorkItem
{
    private const int TurnsPerVisit = 64;

    [ThreadStatic]
    private static TurnQueue? current;

    private readonly Lock gate = new();
    private readonly Queue<Task> turns = new();
    private readonly ITurnDispatcher dispatcher;
    private readonly string? service;
    private bool runnable;

    /// <summary>A queue for a service outside the grains, such as the driver of a simulation.</summary>
    /// <param name="dispatcher">Who runs it.</param>
    /// <param name="service">Its name.</param>
    public TurnQueue(ITurnDispatcher dispatcher, string service)
    {
        this.dispatcher = dispatcher;
        this.service = service;
    }

    internal TurnQueue(ITurnDispatcher dispatcher, Activation activation)
    {
        this.dispatcher = dispatcher;
        Activation = activation;
    }

    /// <summary>Whose turns: a grain id, as in logs, or the name of a service.</summary>
    public string Name => Activation?.ToString() ?? service!;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>The queue whose turn this thread is running, if any.</summary>
    internal static new TurnQueue? Current => current;

    internal Activation? Activation { get; }

    /// <summary>Runs the first turn and says whether there are more. Never while another thread does, and only if there is one.</summary>
    public bool RunTurn()
    {
        Task turn;
        lock (gate)
            turn = turns.Dequeue();

        var outer = current;
        var context = SynchronizationContext.Current;
        current = this;
        if (context is not null)
            SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            TryExecuteTask(turn);
        }
        finally
        {
            current = outer;
            if (context is not null)
                SynchronizationContext.SetSynchronizationContext(context);
        }

        lock (gate)
            return runnable = turns.Count > 0;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    void IThreadPoolWorkItem.Execute()
    {
        for (var turn = 0; turn < TurnsPerVisit; turn++)
        {
            if (!RunTurn())
                return;
        }

        // Others wait for the thread too.
        dispatcher.Queued(this, wasIdle: true);
    }

    /// <summary>Queues a turn that does not inherit the caller's ambient data. It must not throw.</summary>
    internal void Post(Action<object?> turn, object? state)
    {
        Task task;
        using (NoFlow.Begin())
            task = new Task(turn, state, TaskCreationOptions.DenyChildAttach);
        task.Start(this);
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        bool wasIdle;
        lock (gate)
        {
            turns.Enqueue(task);
            wasIdle = !runnable;
            runnable = true;
        }

        dispatcher.Queued(this, wasIdle);
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && current == this && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (gate)
            return [.. turns];
    }
}
