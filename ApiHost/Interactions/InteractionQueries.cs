using System.Text.Json;
using Dapper;
using LeadSail.Calls;
using LeadSail.Storage;

namespace LeadSail.Interactions;

/// <summary>Lists of interactions, out of the read table; the states come along in the same query.</summary>
public sealed class InteractionQueries(IReadDatabase database)
{
    /// <summary>The most interactions of one lead that are listed.</summary>
    public const int MostOfLead = 500;

    /// <summary>The calls of a lead, newest first.</summary>
    public async Task<IReadOnlyList<CallState>> OfLeadAsync(string organizationId, string leadId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var states = await connection.QueryAsync<string>(new CommandDefinition(
            """
            SELECT s.state FROM interactions i JOIN grain_state s ON s.type = 'call' AND s.key = i.org || '/' || i.id
            WHERE i.org = @organizationId AND i.lead_id = @leadId ORDER BY i.created_at DESC, i.id DESC LIMIT @most
            """, new { organizationId, leadId, most = MostOfLead }, cancellationToken: cancellationToken));
        return [.. states.Select(state => JsonSerializer.Deserialize<CallState>(state, Json.Options)!)];
    }
}
