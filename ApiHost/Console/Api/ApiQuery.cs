namespace LeadSail.Console.Api;

/// <summary>Paths of the API with what is asked for.</summary>
internal static class ApiQuery
{
    /// <summary>A path with its query; what has no value is left out.</summary>
    public static string Of(string path, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var query = new QueryString();
        foreach (var (name, value) in values)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query = query.Add(name, value);
            }
        }

        return path + query.ToUriComponent();
    }
}
