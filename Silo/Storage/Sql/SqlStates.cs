using System.Collections.Immutable;
using LeadSail.Storage.Commits;
using LeadSail.Storage.Deliveries;
using LeadSail.Storage.States;

namespace LeadSail.Storage.Sql;

/// <summary>The states of grains, with all that belongs to their commits.</summary>
internal sealed class SqlStates(SqlDatabase database, ISqlDialect dialect) : IStateTable, IStateReader, IWakeups
{
    private const string
        Find = "SELECT version, state FROM grain_state WHERE type = @type AND key = @key",
        FindVersion = "SELECT version FROM grain_state WHERE type = @type AND key = @key",
        Insert = """
            INSERT INTO grain_state (type, key, version, state, wake_at, wake_tries, updated_at) VALUES (@type, @key, 1, @state, @wake, 0, @at)
            ON CONFLICT (type, key) DO NOTHING
            """,
        Update = """
            UPDATE grain_state SET version = version + 1, state = @state, wake_at = @wake, wake_tries = 0, updated_at = @at
            WHERE type = @type AND key = @key AND version = @expected
            """,
        Delete = "DELETE FROM grain_state WHERE type = @type AND key = @key AND version = @expected",
        AnyDue = "SELECT 1 FROM grain_state WHERE wake_at <= @now LIMIT 1",
        Due = "SELECT type, key, wake_tries FROM grain_state WHERE wake_at <= @now ORDER BY wake_at, type, key LIMIT @limit",
        PutOff = "UPDATE grain_state SET wake_at = @until, wake_tries = wake_tries + 1 WHERE type = @type AND key = @key",
        OnLine = "SELECT id FROM interactions WHERE org = @org AND line = @line ORDER BY id",
        ByConversation = "SELECT org || '/' || id FROM interactions WHERE conversation_id = @conversation AND provider = @provider",
        ById = "SELECT org || '/' || id FROM interactions WHERE id = @id",
        Starting = """
            SELECT org || '/' || id AS key FROM interactions
            WHERE phone = @phone AND line IS NOT NULL AND conversation_id IS NULL AND provider = @provider AND provider_agent_id = @agent ORDER BY key
            """,
        Answered = "SELECT org || '/' || id AS key FROM interactions WHERE phone = @phone AND direction = 'inbound' AND status = 'in_progress' AND provider = @provider ORDER BY key",
        OfLead = "SELECT id FROM interactions WHERE org = @org AND lead_id = @lead ORDER BY id";

    private static readonly string FindMany = $"SELECT key, state FROM grain_state WHERE type = @type AND key IN ({SqlSession.Names("@key", IStateReader.MostRead)})";

    public Task<StoredState?> FindAsync(string type, string key, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.First(Find, row => new StoredState(row.GetInt64(0), row.GetString(1)), ("@type", type), ("@key", key)), cancellationToken);

    public async Task<StateSaved> SaveAsync(StateChange change)
    {
        var saved = await database.CommitAsync(new StateWrite(change, Save));
        if (saved.Done)
            database.Announce(new RowChanged(change.Type, change.Key));
        return saved;
    }

    public async Task<IReadOnlyList<string>> SaveAllAsync(IReadOnlyList<StateChange> changes)
    {
        if (changes.Count == 0)
            return [];

        var saved = await database.CommitAsync($"states/{changes[0].Type}/{changes[0].Key}", session => SaveAll(session, changes));
        foreach (var (change, _) in changes.Zip(saved).Where(each => each.Second))
            database.Announce(new RowChanged(change.Type, change.Key));
        return [.. changes.Zip(saved).Where(each => !each.Second).Select(each => each.First.Key)];
    }

    public async Task<T?> ReadAsync<T>(string grainType, string key, CancellationToken cancellationToken) where T : class =>
        await FindAsync(grainType, key, cancellationToken) is { } found ? StateJson.Read<T>(found.Json) : null;

    public async Task<IReadOnlyDictionary<string, T>> ReadManyAsync<T>(string grainType, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) where T : class
    {
        if (keys.Count == 0)
            return ImmutableDictionary<string, T>.Empty;

        var found = await database.ReadAsync(session => session.Query(FindMany, row => (Key: row.GetString(0), Json: row.GetString(1)), [("@type", grainType), .. SqlSession.Values("@key", keys, IStateReader.MostRead)]), cancellationToken);
        return found.ToDictionary(each => each.Key, each => StateJson.Read<T>(each.Json), StringComparer.Ordinal);
    }

    public async Task<IReadOnlyList<string>> CallsHoldingLineAsync(string organizationId, string provider, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => session.Query(OnLine, row => row.GetString(0), ("@org", organizationId), ("@line", provider)), cancellationToken);

    public async Task<IReadOnlyList<string>> CallsOfLeadAsync(string organizationId, string leadId, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => session.Query(OfLead, row => row.GetString(0), ("@org", organizationId), ("@lead", leadId)), cancellationToken);

    public Task<string?> FindCallAsync(string provider, string conversationId, string? interactionId, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.First(ByConversation, row => row.GetString(0), ("@conversation", conversationId), ("@provider", provider))
            ?? (interactionId is null ? null : session.First(ById, row => row.GetString(0), ("@id", interactionId))),
        cancellationToken);

    public async Task<IReadOnlyList<string>> CallsStartingAsync(string provider, string providerAgentId, string phone, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            session => session.Query(Starting, row => row.GetString(0), ("@phone", phone), ("@provider", provider), ("@agent", providerAgentId)), cancellationToken);

    public async Task<IReadOnlyList<string>> CallsAnsweredAsync(string provider, string phone, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => session.Query(Answered, row => row.GetString(0), ("@phone", phone), ("@provider", provider)), cancellationToken);

    public async Task<IReadOnlyList<Wakeup>> ClaimDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var at = Instants.ToMilliseconds(now);
        var any = await database.ReadAsync(session => session.First(AnyDue, _ => true, ("@now", at)), cancellationToken);
        return any ? await database.CommitAsync("wakeups", session => Claim(session, at, limit), cancellationToken) : [];
    }

    private List<Wakeup> Claim(SqlSession session, long now, int limit)
    {
        var due = session.Query(
            Due + dialect.ForClaim, row => (Grain: new Wakeup(row.GetString(0), row.GetString(1)), Tries: row.GetInt64(2)), ("@now", now), ("@limit", (long)limit));
        foreach (var (grain, tries) in due)
            session.Execute(PutOff, ("@until", now + WakeupRules.PutOff(tries)), ("@type", grain.GrainType), ("@key", grain.Key));
        return due.ConvertAll(row => row.Grain);
    }

    private IReadOnlyList<bool> SaveAll(SqlSession session, IReadOnlyList<StateChange> changes) =>
        dialect.SaveTogether is { } save && changes.All(change => change.IsPlain) ? save(session, changes) : changes.Select(change => Save(session, change).Done).ToList();

    private static StateSaved Save(SqlSession session, StateChange change)
    {
        // The check comes first: a conflict has written nothing.
        if (!Put(session, change))
            return new StateSaved(false, session.First(FindVersion, row => row.GetInt64(0), ("@type", change.Type), ("@key", change.Key)));

        if (change.Events.Length > 0 || change.ForgetsHistory || change.Row is not null)
        {
            var (organization, id) = ReadRows.Place(change.Key);
            if (change.ForgetsHistory)
            {
                SqlHistory.Forget(session, organization, id);
                SqlDeliveries.ForgetLead(session, organization, id);
            }

            foreach (var entry in change.Events)
                SqlHistory.Add(session, organization, id, entry);
            if (change.Row is not null)
                SqlReadRows.Write(session, organization, id, change.Row, change.RemovesRow);
        }

        return new StateSaved(true, change.Json is null ? 0 : change.ExpectedVersion + 1);
    }

    private static bool Put(SqlSession session, StateChange change) => change switch
    {
        { Json: null, ExpectedVersion: 0 } =>
            session.First(FindVersion, row => row.GetInt64(0), ("@type", change.Type), ("@key", change.Key)) == 0,
        { Json: null } =>
            session.Execute(Delete, ("@type", change.Type), ("@key", change.Key), ("@expected", change.ExpectedVersion)) == 1,
        { ExpectedVersion: 0 } =>
            session.Execute(Insert, ("@type", change.Type), ("@key", change.Key), ("@state", change.Json), ("@wake", change.WakeAt), ("@at", change.At)) == 1,
        _ => session.Execute(
            Update, ("@type", change.Type), ("@key", change.Key), ("@state", change.Json), ("@wake", change.WakeAt), ("@at", change.At), ("@expected", change.ExpectedVersion)) == 1,
    };
}
