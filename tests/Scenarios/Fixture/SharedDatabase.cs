using LeadSail.Imports;
using LeadSail.Deliveries;
using LeadSail.Idempotency;
using LeadSail.Storage;
using LeadSail.Webhooks;
using Orleans.Storage;

namespace LeadSail.Fixture;

/// <summary>The one storage, as one process reaches it. It outlives the processes, however they end.</summary>
public sealed class SharedDatabase(IDatabase shared, Life life) : IDatabase
{
    public event Action<RowChanged>? Changed
    {
        add => shared.Changed += value;
        remove => shared.Changed -= value;
    }

    public string Location => shared.Location;

    public IGrainStorage Grains { get; } = life.Tie(shared.Grains);

    public IStateReader States { get; } = life.Tie(shared.States);

    public IInteractions Interactions { get; } = life.Tie(shared.Interactions);

    public ILeads Leads { get; } = life.Tie(shared.Leads);

    public IImportRows ImportRows { get; } = life.Tie(shared.ImportRows);

    public IDueLeads DueLeads { get; } = life.Tie(shared.DueLeads);

    public IWakeups Wakeups { get; } = life.Tie(shared.Wakeups);

    public IHistory History { get; } = life.Tie(shared.History);

    /// <summary>Grains only read them.</summary>
    public ISettings Settings => shared.Settings;

    public IInbox Inbox { get; } = life.Tie(shared.Inbox);

    public IDeliveries Deliveries { get; } = life.Tie(shared.Deliveries);

    public IReminderTable Reminders { get; } = life.Tie(shared.Reminders);

    public IKeyedRequests KeyedRequests { get; } = life.Tie(shared.KeyedRequests);

    public IMarks Marks { get; } = life.Tie(shared.Marks);

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<DateTimeOffset?> ServerTimeAsync(CancellationToken cancellationToken = default) => shared.ServerTimeAsync(cancellationToken);

    public Task PingAsync(CancellationToken cancellationToken = default) => shared.PingAsync(cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
