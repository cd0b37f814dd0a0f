using System.Diagnostics;
using System.Text.Json;
using Dapper;
using LeadSail.LegalHours;
using LeadSail.Places;
using LeadSail.Providers;
using Npgsql;

namespace LeadSail.Bench;

/// <summary>The tables, and what is done in them: each step a transaction.</summary>
internal sealed class BaselineStore(NpgsqlDataSource source, Timeline timeline)
{
    private const int Slots = 100_000, MostAtOnce = 64;

    private const string
        Lead = """
            SELECT l.phone, l.first_name AS FirstName, l.active_call_id AS ActiveCallId, c.id AS CampaignId, c.name AS Campaign, c.agent, c.prompt, EXISTS (SELECT 1 FROM do_not_call d WHERE d.phone = l.phone) AS IsDnc
            FROM leads l JOIN campaigns c ON c.id = l.campaign_id WHERE l.id = @leadId FOR UPDATE OF l
            """,
        Queue = "INSERT INTO calls (id, lead_id, campaign_id, phone, prompt, status) VALUES (@id, @leadId, @CampaignId, @Phone, @prompt, 'queued')",
        Occupy = "UPDATE leads SET active_call_id = @id, updated_at = now() WHERE id = @leadId",
        Claim = """
            UPDATE calls SET status = 'dialling', dialled_at = now() FROM campaigns c
            WHERE c.id = campaign_id AND calls.id IN (
              SELECT id FROM calls WHERE status = 'queued' ORDER BY created_at
              LIMIT greatest(0, least(@most, @slots - (SELECT count(*) FROM calls WHERE status IN ('dialling', 'talking')))) FOR UPDATE SKIP LOCKED)
            RETURNING calls.id, lead_id AS LeadId, phone, calls.prompt, agent_id AS AgentId, number_id AS NumberId
            """,
        Bind = "UPDATE calls SET conversation_id = @conversation, status = CASE status WHEN 'dialling' THEN 'talking' ELSE status END WHERE id = @id",
        Keep = "INSERT INTO webhooks (conversation_id, type, body) VALUES (@conversation, @type, @body) ON CONFLICT DO NOTHING",
        Finish = """
            UPDATE calls SET status = @status, error = @error, summary = @summary, transcript = CAST(@transcript AS jsonb), duration = @duration, ended_at = now()
            WHERE id = @id AND ended_at IS NULL RETURNING lead_id
            """,
        Release = "UPDATE leads SET status = @status, attempts = attempts + 1, active_call_id = NULL, updated_at = now() WHERE id = @leadId",
        Tell = "INSERT INTO history (call_id, type, detail) VALUES (@id, @type, @detail)";

    public async Task CreateAsync()
    {
        await using var connection = await source.OpenConnectionAsync();
        await connection.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Baseline", "baseline.sql")));
    }

    public async Task EnterAsync(int leads)
    {
        await using var connection = await source.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "INSERT INTO leads (id, campaign_id, first_name, last_name, email, phone, status) SELECT id, 'BENCH', 'Ada', 'Lovelace', 'ada@example.com', phone, 'new' FROM unnest(@ids, @phones) AS given (id, phone)",
            new { ids = Enumerable.Range(0, leads).Select(BenchedLeads.Id).ToArray(), phones = Enumerable.Range(0, leads).Select(BenchedLeads.Phone).ToArray() });
    }

    public async Task<long> CountQualifiedAsync()
    {
        await using var connection = await source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM leads WHERE status = 'qualified'");
    }

    /// <summary>Queues a call of a lead, which is locked meanwhile, or says why not.</summary>
    public Task<(string? CallId, string? Refusal)> QueueAsync(string leadId) => TransactAsync<(string?, string?)>(_ => [leadId], async connection =>
    {
        var lead = await connection.QuerySingleOrDefaultAsync<LeadRow>(Lead, new { leadId });
        var law = LegalHoursRules.Check(new CalledPlace(), lead?.Phone, DateTimeOffset.UtcNow);
        if (lead is null or { ActiveCallId: not null } or { IsDnc: true } || !law.Allowed)
        {
            return (null, lead is null ? "NOT_FOUND" : lead.ActiveCallId is not null ? "CALL_IN_PROGRESS" : lead.IsDnc ? "LEAD_DNC" : "OUTSIDE_LEGAL_HOURS");
        }

        var id = $"int_{Guid.CreateVersion7():n}";
        var prompt = lead.Prompt.Replace("{{ agent.name }}", lead.Agent, StringComparison.Ordinal).Replace("{{ first_name }}", lead.FirstName, StringComparison.Ordinal)
            .Replace("{{ campaign.name }}", lead.Campaign, StringComparison.Ordinal);
        await connection.ExecuteAsync(Queue, new { id, leadId, lead.CampaignId, lead.Phone, prompt });
        await connection.ExecuteAsync(Occupy, new { id, leadId });
        await connection.ExecuteAsync(Tell, new { id, type = "call_queued", detail = law.Evidence });
        return (id, null);
    });

    /// <summary>Takes queued calls, oldest first, as many as there are slots; several workers never take the same.</summary>
    public Task<IReadOnlyList<QueuedCall>> ClaimAsync() => TransactAsync<IReadOnlyList<QueuedCall>>(calls => calls.Select(call => call.LeadId), async connection =>
    {
        var calls = (await connection.QueryAsync<QueuedCall>(Claim, new { most = MostAtOnce, slots = Slots })).AsList();
        if (calls.Count > 0)
        {
            await connection.ExecuteAsync("INSERT INTO history (call_id, type) SELECT id, 'dialling' FROM unnest(@ids) AS id", new { ids = calls.Select(call => call.Id).ToArray() });
        }

        return calls;
    });

    /// <summary>The provider has taken it. The webhook may have been here before.</summary>
    public Task PlacedAsync(QueuedCall call, string conversation) => TransactAsync<int>(_ => [call.LeadId], async connection =>
    {
        await connection.ExecuteAsync(Bind, new { id = call.Id, conversation });
        return await connection.ExecuteAsync(Tell, new { id = call.Id, type = "conversation_bound", detail = conversation });
    });

    /// <summary>Nobody was called.</summary>
    public Task FailAsync(QueuedCall call, string why) =>
        TransactAsync<bool>(_ => [call.LeadId], connection => FinishAsync(connection, new { id = call.Id, status = "error", error = (string?)why, summary = "", transcript = "[]", duration = (int?)null }, call.Id, "error"));

    /// <summary>Stores a webhook and what it says, once.</summary>
    public async Task ApplyAsync(VoiceEvent said, byte[] body)
    {
        if (said.Report is not { Outcome: { } outcome, AttemptId: { } id } report)
        {
            return;
        }

        if (await TransactAsync(_ => [said.ConversationId], async connection =>
            await connection.ExecuteAsync(Keep, new { conversation = said.ConversationId, type = said.Type, body }) == 1
            && await FinishAsync(
                connection,
                new { id, status = Enums.Name(outcome.Status), error = outcome.ErrorCode, summary = report.Summary, transcript = JsonSerializer.Serialize(report.Transcript), duration = report.DurationSeconds },
                id, Enums.Name(outcome.Status))))
        {
            timeline.End(BenchedLeads.NumberIn(said.ConversationId));
        }
    }

    private static async Task<bool> FinishAsync(NpgsqlConnection connection, object outcome, string id, string status)
    {
        if (await connection.ExecuteScalarAsync<string>(Finish, outcome) is not { } leadId)
        {
            return false;
        }

        await connection.ExecuteAsync(Release, new { leadId, status });
        await connection.ExecuteAsync(Tell, new { id, type = "call_finished", detail = status });
        return true;
    }

    private async Task<T> TransactAsync<T>(Func<T, IEnumerable<string>> leadsOf, Func<NpgsqlConnection, Task<T>> work)
    {
        var from = Stopwatch.GetTimestamp();
        await using var connection = await source.OpenConnectionAsync();
        var begin = Stopwatch.GetTimestamp();
        await using var transaction = await connection.BeginTransactionAsync();
        var result = await work(connection);
        var commit = Stopwatch.GetTimestamp();
        await transaction.CommitAsync();
        foreach (var lead in leadsOf(result).Select(BenchedLeads.NumberIn))
        {
            timeline.Add(lead, Part.Turn, from);
            timeline.Add(lead, Part.Statements, begin);
            timeline.Add(lead, Part.Disk, commit);
        }

        return result;
    }

    private sealed record LeadRow(string Phone, string FirstName, string? ActiveCallId, string CampaignId, string Campaign, string Agent, string Prompt, bool IsDnc);
}

/// <summary>A call to dial.</summary>
internal sealed record QueuedCall(string Id, string LeadId, string Phone, string Prompt, string AgentId, string NumberId);
