using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using LeadSail.Http;
using LeadSail.OpenApi;
using LeadSail.Queries;
using Microsoft.AspNetCore.Http.Metadata;

namespace LeadSail.Audit;

/// <summary>Which changes to list: <c>?type=&amp;actor=&amp;stream=&amp;from=&amp;to=&amp;cursor=&amp;limit=</c>.</summary>
internal sealed record AuditFilter(Paging Paging, IReadOnlyList<string>? Types, string? Actor, string? Stream, DateTimeOffset? From, DateTimeOffset? To) : IEndpointParameterMetadataProvider
{
    /// <summary>The entries that tell of what people and keys change, as the index <c>events_of_changes</c> has them, in its order.</summary>
    public static readonly ImmutableArray<string> All =
    [
        "campaign_created", "campaign_changed", "dialer_paused", "dialer_resumed", "voice_agent.created", "voice_agent.updated", "prompt_template.created", "prompt_template.updated",
        "phone_number.created", "phone_number.updated", "organization.created", "organization.updated", "api_key.created", "api_key.updated", "webhook_secret.created", "webhook_secret.updated", "listed", "unlisted", "dnc_set", "dnc_lifted", "erased",
    ];

    /// <summary>The number of the last entry of the page before; null for the first page.</summary>
    public long? Before => Paging.Cursor is not { } cursor ? null
        : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq
        : throw RequestException.Invalid("cursor: is none of ours");

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        Paging.PopulateMetadata(parameter, builder);
        builder.Metadata.Add(new ParameterDetail("type", "Only entries of these types.") { IsList = true, Values = All });
        builder.Metadata.Add(new ParameterDetail("actor", "Only what this one did: the id of an API key, or system."));
        builder.Metadata.Add(new ParameterDetail("stream", "Only what was done to this one: the id of a setting, campaign or lead, or a number on the do-not-call list."));
        builder.Metadata.Add(new ParameterDetail("from", "Only at this instant or later.") { Format = "date-time" });
        builder.Metadata.Add(new ParameterDetail("to", "Only at this instant or earlier.") { Format = "date-time" });
    }

    public static async ValueTask<AuditFilter?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var types = query.List("type");
        return types is null || types.All(type => All.Contains(type))
            ? new((await Paging.BindAsync(context))!, types, query.Text("actor"), query.Text("stream"), query.Instant("from"), query.Instant("to", endOfDay: true))
            : throw RequestException.Invalid($"type: must be one of {string.Join(", ", All)}");
    }
}
