using System.Globalization;
using System.Text;
using Dapper;
using LeadSail.ApiKeys;
using LeadSail.Campaigns;
using LeadSail.Organizations;
using LeadSail.PhoneNumbers;
using LeadSail.Prompts;
using LeadSail.Storage;
using LeadSail.VoiceAgents;

namespace LeadSail.Audit;

/// <summary>What people and keys have changed, out of the history, with the names of both.</summary>
internal sealed class AuditQueries(IReadDatabase database, ISettings settings, IStateReader states)
{
    /// <summary>A page, newest first.</summary>
    public async Task<AuditList> ListAsync(string organizationId, AuditFilter filter, CancellationToken cancellationToken)
    {
        var limit = filter.Paging.Limit;
        List<Row> rows;
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            var arguments = new
            {
                organizationId, actor = filter.Actor, stream = filter.Stream, from = filter.From?.ToUnixTimeMilliseconds(), to = filter.To?.ToUnixTimeMilliseconds(), before = filter.Before, limit = limit + 1,
            };
            rows = (await connection.QueryAsync<Row>(new CommandDefinition(Statement(filter), arguments, cancellationToken: cancellationToken))).AsList();
        }

        var names = new Dictionary<(string Kind, string Id), string?>();
        var page = new List<AuditEntry>(limit);
        foreach (var row in rows.Take(limit))
        {
            page.Add(new AuditEntry(
                row.Seq, Instants.From(row.At), row.Type, row.Actor, await NameAsync(ApiKey.Kind, row.Actor), row.Stream, await NameAsync(KindOf(row.Type), row.Stream), new JsonText(row.Data)));
        }

        var hasMore = rows.Count > limit;
        return new AuditList(page, hasMore ? page[^1].Seq.ToString(CultureInfo.InvariantCulture) : null, hasMore);

        async Task<string?> NameAsync(string kind, string id) =>
            names.TryGetValue((kind, id), out var known) ? known : names[(kind, id)] = await FindNameAsync(organizationId, kind, id, cancellationToken);
    }

    /// <summary>A call that puts its number on the list is no person and no key. Only what is asked for stands in the statement, so that an index can serve it.</summary>
    private static string Statement(AuditFilter filter)
    {
        var sql = new StringBuilder($"""
            SELECT seq AS Seq, at AS At, type AS Type, actor AS Actor, stream AS Stream, data AS Data FROM events
            WHERE org = @organizationId AND type IN ({Literals(AuditFilter.All)}) AND actor NOT LIKE 'int!_%' ESCAPE '!'
            """);
        Add(filter.Types is null ? null : $"type IN ({Literals(filter.Types)})");
        Add(filter.Actor is null ? null : "actor = @actor");
        Add(filter.Stream is null ? null : "stream = @stream");
        Add(filter.From is null ? null : "at >= @from");
        Add(filter.To is null ? null : "at <= @to");
        Add(filter.Before is null ? null : "seq < @before");
        return sql.Append(" ORDER BY seq DESC LIMIT @limit").ToString();

        void Add(string? condition)
        {
            if (condition is not null)
            {
                sql.Append(" AND ").Append(condition);
            }
        }
    }

    /// <summary>Types are ours: <see cref="AuditFilter"/> lets no others through.</summary>
    private static string Literals(IEnumerable<string> types) => string.Join(", ", types.Select(type => $"'{type}'"));

    private static string KindOf(string type) => type.Split('.') switch
    {
        [var kind, _] => kind,
        _ => type.StartsWith("campaign_", StringComparison.Ordinal) || type.StartsWith("dialer_", StringComparison.Ordinal) ? "campaign" : "",
    };

    /// <summary>What somebody is called now; null for whoever has no name, or one that the history is not to tell.</summary>
    private async Task<string?> FindNameAsync(string organizationId, string kind, string id, CancellationToken cancellationToken)
    {
        return kind switch
        {
            "api_key" => (await Find<ApiKey>())?.Name,
            "voice_agent" => (await Find<VoiceAgent>())?.Name,
            "prompt_template" => (await Find<PromptTemplate>())?.Name,
            "organization" => (await Find<Organization>())?.Name,
            "phone_number" => await Find<PhoneNumber>() is { } number ? number.Label is { Length: > 0 } label ? label : number.Number : null,
            "campaign" => (await states.ReadAsync<CampaignState>("campaign", GrainKeys.Of(organizationId, id), cancellationToken))?.Settings.Name,
            _ => null,
        };

        async Task<T?> Find<T>() where T : class, ISetting => (await settings.FindAsync<T>(organizationId, id, cancellationToken: cancellationToken))?.Value;
    }

    private sealed record Row(long Seq, long At, string Type, string Actor, string Stream, string Data);
}
