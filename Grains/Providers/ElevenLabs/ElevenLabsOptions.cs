using Microsoft.Extensions.Options;

namespace LeadSail.Providers.ElevenLabs;

/// <summary>How to reach ElevenLabs and how to know its webhooks. Section <c>Providers:ElevenLabs</c>.</summary>
public sealed class ElevenLabsOptions
{
    /// <summary>Where these options stand in the configuration.</summary>
    public const string Section = "Providers:ElevenLabs";

    /// <summary>The API key, sent as <c>xi-api-key</c>; visible ASCII. Default: none, and nothing is sent.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>The API's address, with or without a path: <c>http</c> or <c>https</c>; with a key and outside this machine only <c>https</c>. Default: https://api.elevenlabs.io.</summary>
    public string BaseUrl { get; set; } = "https://api.elevenlabs.io";

    /// <summary>The secrets (<c>wsec_…</c>) of which any may have signed a webhook; several while one is being replaced. Default: none, and every webhook is refused.</summary>
    public IList<string> WebhookSecrets { get; } = [];

    /// <summary>The secret that the inbound personalisation webhook carries in a header, as it is not signed. Default: none, and every such request is refused.</summary>
    public string InboundSecret { get; set; } = "";

    /// <summary>Seconds between two questions about a running conversation, 1–600. Default: 60.</summary>
    public int PollSeconds { get; set; } = 60;

    /// <summary>
    /// Seconds to wait for the answer to a start request, 10–1,100. Default: 100. SIP answers only at pick-up, so a request waits at least
    /// 30 s longer than it lets the phone ring, whatever is set here.
    /// </summary>
    public int StartTimeoutSeconds { get; set; } = 100;

    /// <summary>Seconds to wait for the answer to any other request, per try, 1–300. Default: 30.</summary>
    public int ReadTimeoutSeconds { get; set; } = 30;
}

/// <summary>Checks the options at start; each message says what to do.</summary>
internal sealed class ElevenLabsOptionsValidator : IValidateOptions<ElevenLabsOptions>
{
    public ValidateOptionsResult Validate(string? name, ElevenLabsOptions options)
    {
        var faults = Faults(options).Select(fault => $"{ElevenLabsOptions.Section}:{fault}").ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(ElevenLabsOptions options)
    {
        if (options.ApiKey.Any(c => c is <= ' ' or > '~'))
            yield return "ApiKey has a space or a character that no key has; copy it again from the provider's settings page.";
        if (!Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            yield return $"BaseUrl is '{options.BaseUrl}'; set an absolute http(s) address such as https://api.elevenlabs.io, or leave it out.";
        else if (address.Query.Length + address.Fragment.Length + address.UserInfo.Length > 0)
            yield return "BaseUrl has a user, a query or a fragment; leave them out.";
        else if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback && options.ApiKey.Length > 0)
            yield return "BaseUrl would send the API key unencrypted; use https.";
        if (options.WebhookSecrets.Any(string.IsNullOrWhiteSpace))
            yield return "WebhookSecrets has an empty entry, with which anybody could sign; remove it.";
        if (options.PollSeconds is < 1 or > 600)
            yield return $"PollSeconds is {options.PollSeconds}; set 1 to 600 seconds.";
        if (options.StartTimeoutSeconds is < 10 or > 1100)
            yield return $"StartTimeoutSeconds is {options.StartTimeoutSeconds}; set 10 to 1100 seconds.";
        if (options.ReadTimeoutSeconds is < 1 or > 300)
            yield return $"ReadTimeoutSeconds is {options.ReadTimeoutSeconds}; set 1 to 300 seconds.";
    }
}
