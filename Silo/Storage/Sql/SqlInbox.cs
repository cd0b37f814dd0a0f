using System.Data.Common;
using System.Text.Json;
using LeadSail.Webhooks;

namespace LeadSail.Storage.Sql;

/// <summary>Acknowledged webhooks.</summary>
internal sealed class SqlInbox(SqlDatabase database, ISqlDialect dialect) : IInbox
{
    private const string
        Insert = """
            INSERT INTO inbox (id, provider, conversation_id, type, received_at, body, tries, due_at) VALUES (@id, @provider, @conversation, @type, @received, @body, 0, @due)
            ON CONFLICT (provider, conversation_id, type) DO NOTHING
            """,
        NextDue = "SELECT due_at FROM inbox WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1",
        Due = "SELECT id FROM inbox WHERE due_at <= @now ORDER BY due_at, id LIMIT @limit",
        Claimed = "SELECT id, provider, conversation_id, type, received_at, body, tries FROM inbox WHERE id = @id AND due_at IS NOT NULL",
        Hide = "UPDATE inbox SET due_at = @until, tries = tries + 1 WHERE id = @id",
        Complete = "UPDATE inbox SET due_at = NULL, status = @status, completed_at = @now, body = @empty WHERE id = @id AND due_at IS NOT NULL",
        Retry = "UPDATE inbox SET due_at = @due WHERE id = @id AND due_at IS NOT NULL",
        Purge = "DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE completed_at < @before ORDER BY completed_at, id LIMIT @limit)";

    public Task<bool> AcceptAsync(InboxItem item, CancellationToken cancellationToken) => database.CommitAsync(
        $"inbox/{item.Id}",
        session => session.Execute(
            Insert,
            ("@id", item.Id), ("@provider", item.Provider), ("@conversation", item.ConversationId), ("@type", item.Type),
            ("@received", Instants.ToMilliseconds(item.ReceivedAt)), ("@body", item.Body.ToArray()), ("@due", Instants.Due(item.ReceivedAt))) == 1,
        cancellationToken);

    // Only ids are claimed in the write: bodies may be large, and there is one writer.
    public async Task<IReadOnlyList<InboxItem>> ClaimDueAsync(DateTimeOffset now, DateTimeOffset hideUntil, int limit, CancellationToken cancellationToken)
    {
        if (await NextDueAsync(cancellationToken) is not { } next || next > now)
            return [];

        var ids = await database.CommitAsync("inbox", session => Claim(session, Instants.ToMilliseconds(now), Instants.Due(hideUntil), limit), cancellationToken);
        return await database.ReadAsync(session => ids.SelectMany(id => session.Query(Claimed, Read, ("@id", id))).ToList(), CancellationToken.None);
    }

    public Task CompleteAsync(string id, InboxStatus status, DateTimeOffset now, CancellationToken cancellationToken) => database.CommitAsync(
        $"inbox/{id}",
        session => session.Execute(
            Complete, ("@id", id), ("@status", JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString())), ("@now", Instants.ToMilliseconds(now)), ("@empty", Array.Empty<byte>())),
        cancellationToken);

    public Task RetryAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.CommitAsync($"inbox/{id}", session => session.Execute(Retry, ("@id", id), ("@due", Instants.Due(at))), cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.First(NextDue, row => (DateTimeOffset?)Instants.From(row.GetInt64(0))), cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => database.CommitAsync(
        "inbox", session => session.Execute(Purge, ("@before", Instants.ToMilliseconds(before)), ("@limit", (long)limit)), cancellationToken);

    private List<string> Claim(SqlSession session, long now, long hideUntil, int limit)
    {
        var due = session.Query(Due + dialect.ForClaim, row => row.GetString(0), ("@now", now), ("@limit", (long)limit));
        foreach (var id in due)
            session.Execute(Hide, ("@until", hideUntil), ("@id", id));
        return due;
    }

    private static InboxItem Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Instants.From(row.GetInt64(4)), (byte[])row.GetValue(5), (int)row.GetInt64(6));
}
