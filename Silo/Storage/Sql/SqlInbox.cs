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
        Due = "SELECT id, provider, conversation_id, type, received_at, body, tries + 1 FROM inbox WHERE due_at <= @now ORDER BY due_at, id LIMIT @limit",
        Hide = "UPDATE inbox SET due_at = @until, tries = tries + 1 WHERE id = @id",
        Complete = "UPDATE inbox SET due_at = NULL, status = @status, completed_at = @now, body = @empty WHERE id = @id AND due_at IS NOT NULL",
        Retry = "UPDATE inbox SET due_at = @due WHERE id = @id AND due_at IS NOT NULL";

    public Task<bool> AcceptAsync(InboxItem item, CancellationToken cancellationToken) => database.CommitAsync(
        $"inbox/{item.Id}",
        session => session.Execute(
            Insert,
            ("@id", item.Id), ("@provider", item.Provider), ("@conversation", item.ConversationId), ("@type", item.Type),
            ("@received", Instants.ToMilliseconds(item.ReceivedAt)), ("@body", item.Body.ToArray()), ("@due", Instants.Due(item.ReceivedAt))) == 1,
        cancellationToken);

    public async Task<IReadOnlyList<InboxItem>> ClaimDueAsync(DateTimeOffset now, DateTimeOffset hideUntil, int limit, CancellationToken cancellationToken) =>
        await NextDueAsync(cancellationToken) <= now
            ? await database.CommitAsync("inbox", session => Claim(session, Instants.ToMilliseconds(now), Instants.Due(hideUntil), limit), cancellationToken)
            : [];

    public Task CompleteAsync(string id, InboxStatus status, DateTimeOffset now, CancellationToken cancellationToken) => database.CommitAsync(
        $"inbox/{id}",
        session => session.Execute(
            Complete, ("@id", id), ("@status", JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString())), ("@now", Instants.ToMilliseconds(now)), ("@empty", Array.Empty<byte>())),
        cancellationToken);

    public Task RetryAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.CommitAsync($"inbox/{id}", session => session.Execute(Retry, ("@id", id), ("@due", Instants.Due(at))), cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.First(NextDue, row => (DateTimeOffset?)Instants.From(row.GetInt64(0))), cancellationToken);

    private List<InboxItem> Claim(SqlSession session, long now, long hideUntil, int limit)
    {
        var due = session.Query(
            Due + dialect.ForClaim,
            row => new InboxItem(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Instants.From(row.GetInt64(4)), (byte[])row.GetValue(5), (int)row.GetInt64(6)),
            ("@now", now), ("@limit", (long)limit));
        foreach (var item in due)
            session.Execute(Hide, ("@until", hideUntil), ("@id", item.Id));
        return due;
    }
}
