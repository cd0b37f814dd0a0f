using System.Globalization;
using System.Reflection;
using LeadSail.Calls;
using LeadSail.Http;
using LeadSail.OpenApi;
using LeadSail.Storage;
using Microsoft.AspNetCore.Http.Metadata;

namespace LeadSail.Interactions;

/// <summary>Which interactions to list: <c>?status=&amp;campaignId=&amp;agentId=&amp;direction=&amp;from=&amp;to=&amp;search=&amp;cursor=&amp;limit=</c>.</summary>
internal sealed record InteractionQuery(InteractionFilter Filter, int Limit) : IEndpointParameterMetadataProvider
{
    private const int LongestSearch = 200;

    private static readonly string[] InstantFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterDetail("status", "Only with one of these statuses.") { IsList = true, Values = Enums.Names<InteractionStatus>() });
        builder.Metadata.Add(new ParameterDetail("campaignId", "Only of this campaign."));
        builder.Metadata.Add(new ParameterDetail("agentId", "Only of this voice agent."));
        builder.Metadata.Add(new ParameterDetail("direction", "Only calls that go this way.") { Values = Enums.Names<CallDirection>() });
        builder.Metadata.Add(new ParameterDetail("from", "Only those created at this instant or later.") { Format = "date-time" });
        builder.Metadata.Add(new ParameterDetail("to", "Only those created before this instant.") { Format = "date-time" });
        builder.Metadata.Add(new ParameterDetail("search", "The lead's name, a phone or its last digits, the id of interaction or lead, or words that were said; the last word may be cut short, to two letters at least.") { MaxLength = LongestSearch });
        Paging.PopulateMetadata(parameter, builder);
    }

    public static async ValueTask<InteractionQuery?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var paging = (await Paging.BindAsync(context))!;
        return new(
            new InteractionFilter
            {
                Statuses = Text(query, "status") is { } statuses ? [.. statuses.Split(',').Select(name => OneOf<InteractionStatus>("status", name.Trim()))] : [],
                CampaignId = Text(query, "campaignId"),
                AgentId = Text(query, "agentId"),
                Direction = Text(query, "direction") is { } direction ? OneOf<CallDirection>("direction", direction) : null,
                From = Instant(query, "from"),
                To = Instant(query, "to"),
                Search = Text(query, "search") switch
                {
                    null => null,
                    { Length: > LongestSearch } => throw RequestException.Invalid($"search: must have at most {LongestSearch} characters"),
                    var typed => SearchText.Of(typed),
                },
                OlderThan = paging.Cursor is null ? null : Place(paging.Cursor),
            },
            paging.Limit);
    }

    /// <summary>The cursor of the page behind an interaction.</summary>
    public static string CursorBehind(CallState last) => string.Create(CultureInfo.InvariantCulture, $"{last.CreatedAt.ToUnixTimeMilliseconds()}_{last.Call!.InteractionId}");

    private static InteractionPlace Place(string cursor) =>
        cursor.Split('_', 2) is [var at, var id] && id.StartsWith("int_", StringComparison.Ordinal)
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? new(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), id)
            : throw RequestException.Invalid("cursor: is none of ours");

    private static T OneOf<T>(string name, string value) where T : struct, Enum =>
        Enums.Parse<T>(value) ?? throw RequestException.Invalid($"{name}: must be one of {string.Join(", ", Enums.Names<T>())}");

    /// <summary>An instant says its zone: without one, each server would read another.</summary>
    private static DateTimeOffset? Instant(IQueryCollection query, string name)
    {
        if (Text(query, name) is not { } text)
        {
            return null;
        }

        return StrictJson.HasZone(text) && DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant
            : throw RequestException.Invalid($"{name}: must be an instant with its zone, e.g. 2026-11-18T17:00:00Z");
    }

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() switch
    {
        var text when text.Contains('\0', StringComparison.Ordinal) => throw RequestException.Invalid($"{name}: must not contain a NUL character"),
        var text when string.IsNullOrWhiteSpace(text) => null,
        var text => text,
    };
}
