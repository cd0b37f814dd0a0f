using LeadSail.Imports;
using LeadSail.Deliveries;
using LeadSail.Idempotency;
using LeadSail.Storage.Deliveries;
using LeadSail.Storage.Dialers;
using LeadSail.Storage.Idempotency;
using LeadSail.Storage.Imports;
using LeadSail.Storage.Interactions;
using LeadSail.Storage.Leads;
using LeadSail.Storage.Reminders;
using LeadSail.Storage.States;
using LeadSail.Webhooks;
using Orleans.Storage;

namespace LeadSail.Storage.Memory;

/// <summary>
/// The storage's twin in memory, for the simulator and for tests: the same contract, deterministic, nothing shared with its callers.
/// It needs no start.
/// </summary>
public sealed class MemoryDatabase : IDatabase
{
    private readonly MemoryEngine engine;
    private readonly MemoryReadRows rows = new();

    /// <inheritdoc/>
    public string Location => "memory";

    /// <summary>An empty storage.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="faults">What goes wrong, if anything.</param>
    public MemoryDatabase(TimeProvider time, IStorageFaults? faults = null)
    {
        engine = new MemoryEngine(faults);
        var history = new MemoryHistory(engine);
        var states = new MemoryStates(engine, history, rows, change => Changed?.Invoke(change));
        Grains = new GrainStorage(states, time);
        States = states;
        Interactions = new MemoryInteractions(engine, states, rows);
        Leads = new MemoryLeads(engine, states, rows, time);
        ImportRows = new MemoryImportRows(engine);
        DueLeads = new MemoryDueLeads(engine, rows);
        Wakeups = states;
        History = history;
        Settings = new Settings(new MemorySettings(engine, history, change => Changed?.Invoke(change)), time);
        Inbox = new MemoryInbox(engine);
        Deliveries = new MemoryDeliveries(engine, rows, change => Changed?.Invoke(change));
        Reminders = new MemoryReminders(engine);
        Marks = new MemoryMarks(engine);
        KeyedRequests = new MemoryKeyedRequests(engine);
    }

    /// <inheritdoc/>
    public event Action<RowChanged>? Changed;

    /// <inheritdoc/>
    public IGrainStorage Grains { get; }

    /// <inheritdoc/>
    public IStateReader States { get; }

    /// <inheritdoc/>
    public IInteractions Interactions { get; }

    /// <inheritdoc/>
    public ILeads Leads { get; }

    /// <inheritdoc/>
    public IImportRows ImportRows { get; }

    /// <inheritdoc/>
    public IDueLeads DueLeads { get; }

    /// <inheritdoc/>
    public IWakeups Wakeups { get; }

    /// <inheritdoc/>
    public IHistory History { get; }

    /// <inheritdoc/>
    public ISettings Settings { get; }

    /// <inheritdoc/>
    public IInbox Inbox { get; }

    /// <inheritdoc/>
    public IDeliveries Deliveries { get; }

    /// <inheritdoc/>
    public IReminderTable Reminders { get; }

    /// <inheritdoc/>
    public IMarks Marks { get; }

    /// <inheritdoc/>
    public IKeyedRequests KeyedRequests { get; }

    /// <summary>The rows of a read table as they are now, by organization and id, with these two among the columns.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Rows(string table) => [.. rows.Of(table)];

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        engine.Stopped = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<DateTimeOffset?> ServerTimeAsync(CancellationToken cancellationToken) => Task.FromResult<DateTimeOffset?>(null);

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken = default) => engine.ReadAsync(() => true, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(StopAsync());
}
