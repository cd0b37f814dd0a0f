using System.Globalization;

namespace LeadSail.Http;

/// <summary>The paging of a list: <c>?limit=</c> 1–100 (default 50) and <c>?cursor=</c>.</summary>
/// <param name="Limit">How many.</param>
/// <param name="Cursor">Where the page before ended; null for the first.</param>
public sealed record Paging(int Limit, string? Cursor)
{
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
        if (cursor.Length > 200 || cursor.Any(c => !char.IsAscii(c) || char.IsControl(c)))
        {
            throw RequestException.Invalid("cursor: is none of ours");
        }

        return ValueTask.FromResult<Paging?>(new Paging(limit, cursor.Length == 0 ? null : cursor));
    }
}
