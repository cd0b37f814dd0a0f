using Microsoft.Extensions.Options;

namespace LeadSail.RateLimits;

/// <summary>How much this process takes on. Section <c>RateLimits</c>. The console's own requests are under none of these, health under none at all.</summary>
public sealed class RateLimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "RateLimits";

    /// <summary>Requests per minute with one API key, 1–10,000,000; so many may come at once. Default 60,000.</summary>
    public int RequestsPerMinute { get; set; } = 60_000;

    /// <summary>Requests per minute without a good key from one address (of IPv6 the first 64 bits), 1–1,000,000; sign-ins count too. Default 300.</summary>
    public int UnauthorizedPerMinute { get; set; } = 300;

    /// <summary>Requests that are worked on at once, 1–100,000. Default 256.</summary>
    public int RequestsAtOnce { get; set; } = 256;

    /// <summary>Requests that wait for that, 0–100,000; whoever comes then is asked to come again. Default 1,024.</summary>
    public int RequestsWaiting { get; set; } = 1_024;

    /// <summary>Webhooks of providers that are taken in at once, 1–10,000, apart from all other requests; eight times as many wait. Default 64.</summary>
    public int WebhooksAtOnce { get; set; } = 64;
}

/// <summary>Checks the options at start.</summary>
internal sealed class RateLimitOptionsCheck : IValidateOptions<RateLimitOptions>
{
    public ValidateOptionsResult Validate(string? name, RateLimitOptions options)
    {
        string[] faults =
        [
            .. FaultOf(nameof(options.RequestsPerMinute), options.RequestsPerMinute, 1, 10_000_000, "requests"),
            .. FaultOf(nameof(options.UnauthorizedPerMinute), options.UnauthorizedPerMinute, 1, 1_000_000, "requests"),
            .. FaultOf(nameof(options.RequestsAtOnce), options.RequestsAtOnce, 1, 100_000, "requests"),
            .. FaultOf(nameof(options.RequestsWaiting), options.RequestsWaiting, 0, 100_000, "requests"),
            .. FaultOf(nameof(options.WebhooksAtOnce), options.WebhooksAtOnce, 1, 10_000, "webhooks"),
        ];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FaultOf(string name, int value, int least, int most, string unit) =>
        value >= least && value <= most ? [] : [$"{RateLimitOptions.Section}:{name} is {value}; set {least} to {most} {unit}."];
}
