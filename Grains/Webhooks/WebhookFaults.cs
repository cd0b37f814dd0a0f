namespace LeadSail.Webhooks;

/// <summary>What only the whole of webhook settings can tell: an address that is none, headers that cannot be sent.</summary>
public static class WebhookFaults
{
    /// <summary>A line per fault.</summary>
    public static IEnumerable<string> Of(string path, WebhookSettings webhooks) =>
    [
        .. webhooks.Url is { } url ? AddressFaults.Of($"{path}.url", url) : webhooks.Enabled ? [$"{path}.url: is required when webhooks are enabled"] : Array.Empty<string>(),
        .. HeaderFaults.Of($"{path}.headers", webhooks.Headers),
    ];
}
