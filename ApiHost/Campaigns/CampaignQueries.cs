using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Dapper;
using LeadSail.Http;
using LeadSail.OpenApi;
using LeadSail.Queries;
using LeadSail.Storage;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;

namespace LeadSail.Campaigns;

/// <summary>Which campaigns to list: <c>?active=&amp;clientId=&amp;offerId=&amp;includeArchived=&amp;search=&amp;page=&amp;limit=&amp;cursor=</c>.</summary>
internal sealed record CampaignFilter(Paging Paging, int? Page, bool? Active, bool IncludeArchived, string? ClientId, string? OfferId, string? Search)
    : IEndpointParameterMetadataProvider
{
    private const int MostPages = 1_000_000;

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        Paging.PopulateMetadata(parameter, builder);
        builder.Metadata.Add(new ParameterDetail("page", "A page by its number, in place of a cursor.", JsonSchemaType.Integer) { Minimum = 1, Maximum = MostPages });
        builder.Metadata.Add(new ParameterDetail("active", "Only those that are, or are not, active.", JsonSchemaType.Boolean));
        builder.Metadata.Add(new ParameterDetail("includeArchived", "Archived ones as well.", JsonSchemaType.Boolean) { Default = false });
        builder.Metadata.Add(new ParameterDetail("clientId", "Only this client's."));
        builder.Metadata.Add(new ParameterDetail("offerId", "Only with this offer."));
        builder.Metadata.Add(new ParameterDetail("search", "In name, id, client's and offer's name."));
    }

    public static async ValueTask<CampaignFilter?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var paging = (await Paging.BindAsync(context))!;
        int? page = null;
        if (query.TryGetValue("page", out var given))
        {
            page = int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostPages
                ? number : throw RequestException.Invalid("page: must be a whole number from 1");
        }

        return new(paging, page, query.Flag("active"), query.Flag("includeArchived") ?? false, query.Text("clientId"), query.Text("offerId"), query.Text("search"));
    }
}

/// <summary>Lists of campaigns, out of the read table.</summary>
internal sealed class CampaignQueries(IReadDatabase database)
{
    private const string Matching =
        """
        FROM campaigns c JOIN grain_state s ON s.type = 'campaign' AND s.key = c.org || '/' || c.id
        WHERE c.org = @organizationId AND (@includeArchived = 1 OR c.archived = 0) AND (@active IS NULL OR c.active = @active)
          AND (@clientId IS NULL OR c.client_id = @clientId) AND (@offerId IS NULL OR c.offer_id = @offerId)
          AND (@search IS NULL OR lower(c.name) LIKE lower(@search) ESCAPE '!' OR lower(c.id) LIKE lower(@search) ESCAPE '!' OR lower(c.client_name) LIKE lower(@search) ESCAPE '!' OR lower(c.offer_name) LIKE lower(@search) ESCAPE '!')
        """;

    public async Task<CampaignList> ListAsync(string organizationId, CampaignFilter filter, CancellationToken cancellationToken)
    {
        var limit = filter.Paging.Limit;
        var arguments = new
        {
            organizationId, includeArchived = filter.IncludeArchived ? 1 : 0, active = filter.Active is { } active ? (active ? 1 : 0) : (int?)null, clientId = filter.ClientId, offerId = filter.OfferId,
            search = filter.Search is { } text ? QueryValues.Containing(text) : null,
            after = filter.Paging.Cursor,
            limit = limit + 1,
            skip = ((filter.Page ?? 1) - 1) * (long)limit,
        };
        await using var connection = await database.OpenAsync(cancellationToken);
        var total = await connection.ExecuteScalarAsync<long>(new CommandDefinition($"SELECT count(*) {Matching}", arguments, cancellationToken: cancellationToken));
        var rows = await connection.QueryAsync<(string Id, string State)>(new CommandDefinition(
            $"SELECT c.id, s.state {Matching} AND (@after IS NULL OR c.id > @after) ORDER BY c.id LIMIT @limit OFFSET @skip", arguments, cancellationToken: cancellationToken));
        var found = rows.Select(row => CampaignView.Of(row.Id, JsonSerializer.Deserialize<CampaignState>(row.State, Json.Options)!)).ToArray();
        var hasMore = found.Length > limit;
        var page = found.Take(limit).ToArray();
        return new CampaignList(page, hasMore ? page[^1].CampaignId : null, hasMore, filter.Page, total);
    }
}
