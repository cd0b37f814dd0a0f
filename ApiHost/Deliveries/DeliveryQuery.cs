using System.Reflection;
using LeadSail.Http;
using LeadSail.OpenApi;
using LeadSail.Queries;
using Microsoft.AspNetCore.Http.Metadata;

namespace LeadSail.Deliveries;

/// <summary>Which deliveries to list: <c>?state=&amp;event=&amp;campaignId=&amp;leadId=&amp;interactionId=&amp;cursor=&amp;limit=</c>.</summary>
internal sealed record DeliveryQuery(DeliveryFilter Filter, Paging Paging) : IEndpointParameterMetadataProvider
{
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterDetail("state", "Only those that stand so.") { Values = Enums.Names<DeliveryState>() });
        builder.Metadata.Add(new ParameterDetail("event", "Only of this event.") { Values = OutgoingEvent.Names });
        builder.Metadata.Add(new ParameterDetail("campaignId", "Only of this campaign."));
        builder.Metadata.Add(new ParameterDetail("leadId", "Only of this lead."));
        builder.Metadata.Add(new ParameterDetail("interactionId", "Only of this call."));
        Paging.PopulateMetadata(parameter, builder);
    }

    public static async ValueTask<DeliveryQuery?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var state = query.Text("state") is { } name
            ? Enums.Parse<DeliveryState>(name) ?? throw RequestException.Invalid($"state: must be one of {string.Join(", ", Enums.Names<DeliveryState>())}") : (DeliveryState?)null;
        var told = query.Text("event");
        return told is null || OutgoingEvent.Names.Contains(told)
            ? new(new(state, told, query.Text("campaignId"), query.Text("leadId"), query.Text("interactionId")), (await Paging.BindAsync(context))!)
            : throw RequestException.Invalid($"event: must be one of {string.Join(", ", OutgoingEvent.Names)}");
    }
}
