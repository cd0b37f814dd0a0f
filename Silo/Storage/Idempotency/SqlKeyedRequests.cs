using System.Data.Common;
using LeadSail.Idempotency;
using LeadSail.Storage.Sql;

namespace LeadSail.Storage.Idempotency;

/// <summary>Requests under a key. Each statement holds by itself, so that processes that share the database need no lock.</summary>
internal sealed class SqlKeyedRequests(SqlDatabase database) : IKeyedRequests
{
    private const string
        Insert = """
            INSERT INTO keyed_requests (org, key, fingerprint, created_at, holder, held_until) VALUES (@org, @key, @fingerprint, @created, @holder, @until)
            ON CONFLICT (org, key) DO UPDATE SET fingerprint = excluded.fingerprint, created_at = excluded.created_at, holder = excluded.holder, held_until = excluded.held_until,
              status = NULL, headers = NULL, body = NULL
            WHERE keyed_requests.created_at <= @forget
            """,
        TakeOver = """
            UPDATE keyed_requests SET holder = @holder, held_until = @until
            WHERE org = @org AND key = @key AND fingerprint = @fingerprint AND status IS NULL AND held_until <= @now
            """,
        One = "SELECT fingerprint, created_at, holder, held_until, status, headers, body FROM keyed_requests WHERE org = @org AND key = @key",
        Hold = "UPDATE keyed_requests SET held_until = @until WHERE org = @org AND key = @key AND holder = @holder AND status IS NULL",
        Complete = "UPDATE keyed_requests SET status = @status, headers = @headers, body = @body WHERE org = @org AND key = @key AND holder = @holder AND status IS NULL",
        Purge = "DELETE FROM keyed_requests WHERE (org, key) IN (SELECT org, key FROM keyed_requests WHERE created_at <= @until ORDER BY created_at LIMIT @limit)";

    public Task<KeyedRequest> BeginAsync(KeyedRequest wanted, DateTimeOffset forgetUntil, CancellationToken cancellationToken) => database.CommitAsync(
        Place(wanted),
        session =>
        {
            var (now, until) = (Instants.ToMilliseconds(wanted.CreatedAt), Instants.ToMilliseconds(wanted.HeldUntil));
            var isNew = session.Execute(
                Insert,
                ("@org", wanted.OrganizationId), ("@key", wanted.Key), ("@fingerprint", wanted.Fingerprint), ("@created", now), ("@holder", wanted.Holder), ("@until", until),
                ("@forget", Instants.ToMilliseconds(forgetUntil))) == 1;
            if (!isNew)
            {
                session.Execute(
                    TakeOver,
                    ("@org", wanted.OrganizationId), ("@key", wanted.Key), ("@fingerprint", wanted.Fingerprint), ("@holder", wanted.Holder), ("@until", until), ("@now", now));
            }

            return Find(session, wanted.OrganizationId, wanted.Key)!;
        },
        cancellationToken);

    public Task<KeyedRequest?> FindAsync(string organizationId, string key, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Find(session, organizationId, key), cancellationToken);

    public Task<bool> HoldAsync(KeyedRequest request, DateTimeOffset until, CancellationToken cancellationToken) => database.CommitAsync(
        Place(request),
        session => session.Execute(
            Hold, ("@org", request.OrganizationId), ("@key", request.Key), ("@holder", request.Holder), ("@until", Instants.ToMilliseconds(until))) == 1,
        cancellationToken);

    public Task<bool> CompleteAsync(KeyedRequest request, KeptAnswer answer, CancellationToken cancellationToken) => database.CommitAsync(
        Place(request),
        session => session.Execute(
            Complete,
            ("@org", request.OrganizationId), ("@key", request.Key), ("@holder", request.Holder),
            ("@status", (long)answer.Status), ("@headers", answer.Headers.Value), ("@body", answer.Body.ToArray())) == 1,
        cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken) => database.CommitAsync(
        "requests", session => session.Execute(Purge, ("@until", Instants.ToMilliseconds(until)), ("@limit", (long)limit)), cancellationToken);

    private static string Place(KeyedRequest request) => $"requests/{request.OrganizationId}/{request.Key}";

    private static KeyedRequest? Find(SqlSession session, string organizationId, string key) =>
        session.First(One, row => Read(row, organizationId, key), ("@org", organizationId), ("@key", key));

    private static KeyedRequest Read(DbDataReader row, string organizationId, string key) => new(
        organizationId, key, row.GetString(0), Instants.From(row.GetInt64(1)), row.GetString(2), Instants.From(row.GetInt64(3)),
        row.IsDBNull(4) ? null : new KeptAnswer((int)row.GetInt64(4), new JsonText(row.GetString(5)), (byte[])row.GetValue(6)));
}
