using System.Globalization;
using System.Reflection;
using LeadSail.OpenApi;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;

namespace LeadSail.Http;

/// <summary>The paging of a list: <c>?limit=</c> 1–100 (default 50) and <c>?cursor=</c>.</summary>
/// <param name="Limit">How many.</param>
/// <param name="Cursor">Where the page before ended; null for the first.</param>
public sealed record Paging(int Limit, string? Cursor) : IEndpointParameterMetadataProvider
{
    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterDetail("limit", "How many at most.", JsonSchemaType.Integer) { Minimum = 1, Maximum = 100, Default = 50 });
        builder.Metadata.Add(new ParameterDetail("cursor", "The nextCursor of the page before; none for the first page.") { MaxLength = 64, Pattern = "^[A-Za-z0-9_]*$" });
    }

    /// <summary>Reads the query.</summary>
    /// <exception cref="RequestException">A value is none.</exception>
    public static ValueTask<Paging?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var limit = 50;
        if (query.TryGetValue("limit", out var given) && (!int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 100))
        {
            throw RequestException.Invalid("limit: must be a whole number from 1 to 100");
        }

        var cursor = query["cursor"].ToString();
        if (cursor.Length > 64 || !cursor.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            throw RequestException.Invalid("cursor: is none of ours");
        }

        return ValueTask.FromResult<Paging?>(new Paging(limit, cursor.Length == 0 ? null : cursor));
    }
}
