using System.Data.Common;
using LeadSail.Imports;
using LeadSail.Idempotency;
using LeadSail.Storage.Commits;
using LeadSail.Storage.Deliveries;
using LeadSail.Storage.Dialers;
using LeadSail.Storage.Idempotency;
using LeadSail.Storage.Imports;
using LeadSail.Storage.Interactions;
using LeadSail.Storage.Leads;
using LeadSail.Storage.Reminders;
using LeadSail.Storage.Migrations;
using LeadSail.Storage.States;
using LeadSail.Deliveries;
using LeadSail.Webhooks;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace LeadSail.Storage.Sql;

/// <summary>The storage in an SQL database: reads on pooled sessions, every write through one queue.</summary>
internal sealed partial class SqlDatabase : IDatabase, IReadDatabase
{
    private readonly ISqlDialect dialect;
    private readonly TimeProvider time;
    private readonly IStorageFaults? faults;
    private readonly ILoggerFactory loggers;
    private readonly ILogger logger;
    private readonly ReadPool reads;
    private IDisposable? held;
    private WriteQueue? writes;
    private ISqlFeed? feed;
    private bool stopped;

    public SqlDatabase(ISqlDialect dialect, TimeProvider time, IStorageFaults? faults, ILoggerFactory loggers)
    {
        (this.dialect, this.time, this.faults, this.loggers) = (dialect, time, faults, loggers);
        logger = loggers.CreateLogger<SqlDatabase>();
        reads = new ReadPool(dialect);

        var states = new SqlStates(this, dialect);
        Grains = new GrainStorage(states, time);
        States = states;
        Interactions = new SqlInteractions(this, dialect);
        Leads = new SqlLeads(this, states, time);
        ImportRows = new SqlImportRows(this);
        DueLeads = new SqlDueLeads(this);
        Wakeups = states;
        History = new SqlHistory(this);
        Settings = new Settings(new SqlSettings(this), time);
        Inbox = new SqlInbox(this, dialect);
        Deliveries = new SqlDeliveries(this, dialect);
        Reminders = new SqlReminders(this);
        Marks = new SqlMarks(this);
        KeyedRequests = new SqlKeyedRequests(this);
    }

    public event Action<RowChanged>? Changed;

    public string Location => dialect.Location;

    public IGrainStorage Grains { get; }

    public IStateReader States { get; }

    public IInteractions Interactions { get; }

    public ILeads Leads { get; }

    public IImportRows ImportRows { get; }

    public IDueLeads DueLeads { get; }

    public IWakeups Wakeups { get; }

    public IHistory History { get; }

    public ISettings Settings { get; }

    public IInbox Inbox { get; }

    public IDeliveries Deliveries { get; }

    public IReminderTable Reminders { get; }

    public IMarks Marks { get; }

    public IKeyedRequests KeyedRequests { get; }

    public Task StartAsync(CancellationToken cancellationToken) => Task.Run(Start, cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref stopped, true) || held is null)
            return;

        feed?.Dispose();

        // The queue last: it closes the connection that may tidy up the database's files.
        await reads.StopAsync();
        await writes!.StopAsync();
        held.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        reads.Dispose();
    }

    public async Task<DateTimeOffset?> ServerTimeAsync(CancellationToken cancellationToken) =>
        dialect.Now is { } now ? Instants.From(await ReadAsync(session => session.First(now, row => row.GetInt64(0)), cancellationToken)) : null;

    public Task PingAsync(CancellationToken cancellationToken) =>
        ReadAsync(session => session.First("SELECT number FROM migrations", row => row.GetInt64(0)), cancellationToken);

    public Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        try
        {
            return Task.FromResult(dialect.RentReader());
        }
        catch (DbException error)
        {
            throw dialect.Explain(error);
        }
    }

    /// <summary>Commits a write durably, with others.</summary>
    /// <param name="key">What it writes.</param>
    /// <param name="work">Its statements, inside the transaction; repeatable.</param>
    /// <param name="cancellationToken">Stops waiting; what is queued is still written.</param>
    public Task<T> CommitAsync<T>(string key, Func<SqlSession, T> work, CancellationToken cancellationToken = default) => CommitAsync(new Write<T>(key, work), cancellationToken);

    /// <summary>Commits a write durably, with others.</summary>
    public Task<T> CommitAsync<T>(Write<T> write, CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        return writes!.CommitAsync(write, cancellationToken);
    }

    /// <summary>Reads what is committed.</summary>
    public Task<T> ReadAsync<T>(Func<SqlSession, T> query, CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        return reads.ReadAsync(query, cancellationToken);
    }

    /// <summary>Says that a grain's state was committed.</summary>
    public void Announce(RowChanged change)
    {
        Changed?.Invoke(change);
        feed?.Tell(change);
    }

    private void ThrowIfClosed()
    {
        if (held is null || stopped)
            throw new StorageException(held is null ? "The storage was not started." : "The storage is stopped.");
    }

    private void Start()
    {
        if (held is not null)
            throw new InvalidOperationException("The storage starts once.");

        var acquired = dialect.Acquire();
        SqlSession? session = null;
        try
        {
            session = new SqlSession(dialect.OpenWriter());
            var applied = Migrator.Run(session, dialect, time.GetUtcNow());
            writes = new WriteQueue(new Committer(dialect, session, faults, loggers.CreateLogger<Committer>()));
            feed = dialect.OpenFeed(change => Changed?.Invoke(change));
            held = acquired;
            LogStarted(dialect.Location, applied.Count);
        }
        catch (Exception error)
        {
            session?.Dispose();
            acquired.Dispose();
            if (error is DbException refused)
                throw dialect.Explain(refused);
            throw;
        }
    }
}
