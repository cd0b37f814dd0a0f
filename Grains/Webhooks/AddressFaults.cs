namespace LeadSail.Webhooks;

/// <summary>What is wrong with an address to which something is to be sent.</summary>
public static class AddressFaults
{
    /// <summary>A line, if something is.</summary>
    public static IEnumerable<string> Of(string path, string url) => !Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.UserInfo.Length > 0 || parsed.Scheme is not ("http" or "https")
        ? [$"{path}: must be an http or https address without user and password"]
        : [];
}
