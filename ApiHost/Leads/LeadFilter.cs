using System.Reflection;
using LeadSail.Http;
using LeadSail.OpenApi;
using LeadSail.Queries;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;

namespace LeadSail.Leads;

/// <summary>Which leads to list.</summary>
internal sealed record LeadFilter(Paging Paging) : IEndpointParameterMetadataProvider
{
    public IReadOnlyList<string>? LeadIds { get; private init; }

    public IReadOnlyList<string>? CampaignIds { get; private init; }

    public IReadOnlyList<string>? ClientIds { get; private init; }

    public IReadOnlyList<string>? OfferIds { get; private init; }

    public IReadOnlyList<string>? Statuses { get; private init; }

    public string? Search { get; private init; }

    public bool? IsTest { get; private init; }

    public bool? IsDnc { get; private init; }

    public DateTimeOffset? From { get; private init; }

    public DateTimeOffset? To { get; private init; }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        Paging.PopulateMetadata(parameter, builder);
        builder.Metadata.Add(new ParameterDetail("leadIds", "Only these.") { IsList = true });
        builder.Metadata.Add(new ParameterDetail("campaignIds", "Only of these campaigns.") { IsList = true });
        builder.Metadata.Add(new ParameterDetail("clientIds", "Only of these clients' campaigns.") { IsList = true });
        builder.Metadata.Add(new ParameterDetail("offerIds", "Only of campaigns with these offers.") { IsList = true });
        builder.Metadata.Add(new ParameterDetail("status", "Only in one of these statuses.") { IsList = true, Values = Enums.Names<LeadStatus>() });
        builder.Metadata.Add(new ParameterDetail("search", "Words of name, e-mail, phone in any formatting, or the id."));
        builder.Metadata.Add(new ParameterDetail("isTest", "Only those whose calls are, or are not, tests.", JsonSchemaType.Boolean));
        builder.Metadata.Add(new ParameterDetail("isDnc", "Only those that must not, or may, be phoned.", JsonSchemaType.Boolean));
        builder.Metadata.Add(new ParameterDetail("startDate", "Entered at this instant or later; a date is its first moment in UTC."));
        builder.Metadata.Add(new ParameterDetail("endDate", "Entered at this instant or earlier; a date is its last moment in UTC."));
    }

    public static async ValueTask<LeadFilter?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        return new((await Paging.BindAsync(context))!)
        {
            LeadIds = query.List("leadIds"),
            CampaignIds = query.List("campaignIds"),
            ClientIds = query.List("clientIds"),
            OfferIds = query.List("offerIds"),
            Statuses = query.Names<LeadStatus>("status"),
            Search = query.Text("search"),
            IsTest = query.Flag("isTest"),
            IsDnc = query.Flag("isDnc"),
            From = query.Instant("startDate"),
            To = query.Instant("endDate", endOfDay: true),
        };
    }
}
