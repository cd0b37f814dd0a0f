using LeadSail.Imports;
using LeadSail.Deliveries;
using LeadSail.Idempotency;
using LeadSail.Webhooks;
using Orleans.Storage;

namespace LeadSail.Storage;

/// <summary>
/// The storage of one installation with all of its ports. What a port has acknowledged is durable; what a read gives was committed.
/// </summary>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>Which database, for the operator: a file or a server, no secret.</summary>
    string Location { get; }

    /// <summary>The states of grains.</summary>
    IGrainStorage Grains { get; }

    /// <summary>Committed states, without waking their grains.</summary>
    IStateReader States { get; }

    /// <summary>Lists of interactions.</summary>
    IInteractions Interactions { get; }

    /// <summary>Many leads at once.</summary>
    ILeads Leads { get; }

    /// <summary>The rows of imports.</summary>
    IImportRows ImportRows { get; }

    /// <summary>The leads in dialers.</summary>
    IDueLeads DueLeads { get; }

    /// <summary>The durable timers.</summary>
    IWakeups Wakeups { get; }

    /// <summary>The history of lives.</summary>
    IHistory History { get; }

    /// <summary>Agents, prompts, phone numbers, organizations, keys.</summary>
    ISettings Settings { get; }

    /// <summary>Acknowledged webhooks.</summary>
    IInbox Inbox { get; }

    /// <summary>What the world is told.</summary>
    IDeliveries Deliveries { get; }

    /// <summary>The reminders of grains.</summary>
    IReminderTable Reminders { get; }

    /// <summary>Small facts about the installation.</summary>
    IMarks Marks { get; }

    /// <summary>Requests under an <c>Idempotency-Key</c>.</summary>
    IKeyedRequests KeyedRequests { get; }

    /// <summary>
    /// A grain's state, a setting or what came of a delivery was committed, by this process or another one of the cluster. Raised after the commit, here before the grain is told: a handler only notes it,
    /// and never throws. No promise that every change is seen: the tables are the truth.
    /// </summary>
    event Action<RowChanged>? Changed;

    /// <summary>Opens the database and brings its schema up to date. Called once, before anything else.</summary>
    /// <exception cref="StorageException">It cannot be used; the message says why.</exception>
    Task StartAsync(CancellationToken cancellationToken = default);

    /// <summary>Commits what is queued, refuses what comes later, and closes.</summary>
    Task StopAsync(CancellationToken cancellationToken = default);

    /// <summary>The time by the database's own clock; null where it has none but this machine's.</summary>
    Task<DateTimeOffset?> ServerTimeAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether the database answers: returns, or throws <see cref="StorageException"/>.</summary>
    Task PingAsync(CancellationToken cancellationToken = default);
}

/// <summary>A grain's state, a setting or a delivery that was committed.</summary>
/// <param name="Kind">The grain type's name, the kind of setting, or <c>delivery</c>.</param>
/// <param name="Key">The grain's key; for the others likewise <c>organization/id</c>.</param>
public readonly record struct RowChanged(string Kind, string Key);
