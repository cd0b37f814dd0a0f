using Dapper;
using LeadSail.Hosting;
using LeadSail.Simulator.Calls;
using LeadSail.Simulator.Conversations;
using LeadSail.Simulator.Webhooks;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace LeadSail.Simulator;

/// <summary>
/// The simulator's own file. Dials and conversations are written once and never changed (what becomes of them follows from the clock),
/// so only webhooks have a state. One connection, one lock: this is a witness, not a server.
/// </summary>
public sealed class SimulatorStore : IDisposable
{
    private const string Schema = """
        pragma journal_mode = wal;
        pragma synchronous = full;
        create table if not exists dial (
          id integer primary key, to_number text not null, time_ms integer not null, nth integer not null, document text not null);
        create index if not exists dial_to on dial (to_number, nth);
        create table if not exists conversation (
          id integer primary key, conversation_id text not null unique, agent_id text not null, user_id text, start_unix integer not null,
          document text not null);
        create index if not exists conversation_user on conversation (user_id);
        create table if not exists webhook (
          id integer primary key, conversation_id text not null, due_ms integer not null, attempt integer not null, forged integer not null,
          state text not null);
        create index if not exists webhook_pending on webhook (state) where state = 'pending';
        """;

    private readonly Lock gate = new();
    private readonly string path;
    private readonly SqliteConnection connection;

    /// <summary>Knows where the file is.</summary>
    public SimulatorStore(IOptions<SimulatorOptions> options, IHostEnvironment environment)
    {
        path = Path.Combine(environment.ContentRootPath, options.Value.Database);
        connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
    }

    /// <summary>Opens the file, and makes it where there is none.</summary>
    /// <exception cref="StartupException">It cannot be used.</exception>
    public void Open()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            connection.Open();
            connection.Execute(Schema);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The simulator cannot use {path}: {e.Message} Move it away, or give another file in Simulator:Database.");
        }
    }

    /// <summary>Commits a refused request.</summary>
    public StartedCall Record(StartedCall refused)
    {
        lock (gate)
        {
            Insert(refused.Dial, null);
            return refused;
        }
    }

    /// <summary>Commits, before anything rings, what <paramref name="decide"/> makes of this dial; it is told which dial of the number it is.</summary>
    public StartedCall Record(string to, Func<int, StartedCall> decide)
    {
        lock (gate)
        {
            using var transaction = connection.BeginTransaction();
            var nth = connection.ExecuteScalar<int>("select coalesce(max(nth), 0) + 1 from dial where to_number = @to", new { to }, transaction);
            var call = decide(nth);
            Insert(call.Dial, transaction);
            if (call.Conversation is { } conversation)
                Insert(conversation, transaction);
            call = call with { Webhooks = [.. call.Webhooks.Select(webhook => webhook with { Id = Insert(webhook, transaction) })] };
            transaction.Commit();
            return call;
        }
    }

    /// <summary>Commits a call that came in, with the webhooks that will report it.</summary>
    public IReadOnlyList<Webhook> Record(Conversation conversation, IEnumerable<Webhook> webhooks)
    {
        lock (gate)
        {
            using var transaction = connection.BeginTransaction();
            Insert(conversation, transaction);
            List<Webhook> stored = [.. webhooks.Select(webhook => webhook with { Id = Insert(webhook, transaction) })];
            transaction.Commit();
            return stored;
        }
    }

    /// <summary>A conversation; null when there is none of that id.</summary>
    public Conversation? Find(string conversationId)
    {
        lock (gate)
        {
            var document = connection.QuerySingleOrDefault<string>(
                "select document from conversation where conversation_id = @conversationId", new { conversationId });
            return document is null ? null : SimulatorJson.Read<Conversation>(document);
        }
    }

    /// <summary>Conversations, the newest first, each with the cursor that continues after it.</summary>
    public IReadOnlyList<(long Cursor, Conversation Conversation)> List(ConversationFilter filter, int limit)
    {
        lock (gate)
        {
            return [.. connection.Query<(long id, string document)>(
                """
                select id, document from conversation
                where id < @Before and (@AgentId is null or agent_id = @AgentId) and (@UserId is null or user_id = @UserId)
                  and (@StartAfter is null or start_unix >= @StartAfter) and (@StartBefore is null or start_unix <= @StartBefore)
                order by id desc limit @limit
                """,
                new { filter.Before, filter.AgentId, filter.UserId, filter.StartAfter, filter.StartBefore, limit })
                .Select(row => (row.id, SimulatorJson.Read<Conversation>(row.document)))];
        }
    }

    /// <summary>The dial log, the oldest first.</summary>
    public IReadOnlyList<Dial> Dials(string? to, DateTimeOffset since)
    {
        lock (gate)
        {
            return [.. connection.Query<string>(
                "select document from dial where (@to is null or to_number = @to) and time_ms >= @since order by id",
                new { to, since = since.ToUnixTimeMilliseconds() })
                .Select(SimulatorJson.Read<Dial>)];
        }
    }

    /// <summary>The webhooks that are still to be delivered.</summary>
    public IReadOnlyList<Webhook> PendingWebhooks()
    {
        lock (gate)
        {
            return [.. connection.Query<(long id, string conversation, long due, int attempt, bool forged)>(
                "select id, conversation_id, due_ms, attempt, forged from webhook where state = 'pending'")
                .Select(row => new Webhook(row.id, row.conversation, DateTimeOffset.FromUnixTimeMilliseconds(row.due), row.attempt, row.forged))];
        }
    }

    /// <summary>Notes when a webhook is to be sent again.</summary>
    public void Postpone(Webhook webhook)
    {
        lock (gate)
        {
            connection.Execute(
                "update webhook set due_ms = @due, attempt = @Attempt, forged = @Forged where id = @Id",
                new { due = webhook.Due.ToUnixTimeMilliseconds(), webhook.Attempt, webhook.Forged, webhook.Id });
        }
    }

    /// <summary>Notes that a webhook needs no more: it was <c>delivered</c> or <c>given_up</c>.</summary>
    public void Settle(Webhook webhook, string state)
    {
        lock (gate)
        {
            connection.Execute("update webhook set state = @state where id = @Id", new { state, webhook.Id });
        }
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private void Insert(Dial dial, SqliteTransaction? transaction) => connection.Execute(
        "insert into dial (to_number, time_ms, nth, document) values (@To, @time, @Nth, @document)",
        new { dial.To, time = dial.Time.ToUnixTimeMilliseconds(), dial.Nth, document = SimulatorJson.Write(dial) },
        transaction);

    private void Insert(Conversation conversation, SqliteTransaction transaction) => connection.Execute(
        "insert into conversation (conversation_id, agent_id, user_id, start_unix, document) values (@Id, @AgentId, @UserId, @start, @document)",
        new
        {
            conversation.Id,
            conversation.AgentId,
            conversation.UserId,
            start = conversation.StartedAt.ToUnixTimeSeconds(),
            document = SimulatorJson.Write(conversation),
        },
        transaction);

    private long Insert(Webhook webhook, SqliteTransaction transaction) => connection.ExecuteScalar<long>(
        """
        insert into webhook (conversation_id, due_ms, attempt, forged, state) values (@ConversationId, @due, @Attempt, @Forged, 'pending')
        returning id
        """,
        new { webhook.ConversationId, due = webhook.Due.ToUnixTimeMilliseconds(), webhook.Attempt, webhook.Forged },
        transaction);
}
