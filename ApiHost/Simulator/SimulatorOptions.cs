using Microsoft.Extensions.Options;

namespace LeadSail.Simulator;

/// <summary>Settings of the flight simulator, section <c>Simulator</c>. It runs with none of them set.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Simulator";

    /// <summary>Everything random follows from it, the dialed number, and which dial of that number it is. No unit; any integer; default 1.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>How many times faster than life calls ring, talk and are reported; retry and lateness delays too. A factor, 1–10,000; default 20.</summary>
    public double Speed { get; set; } = 20;

    /// <summary>The SQLite file of conversations, dial log and pending webhooks. A path, relative to the content root; default <c>data/simulator.db</c>.</summary>
    public string Database { get; set; } = "data/simulator.db";

    /// <summary>
    /// Where post-call webhooks go: an absolute http(s) address, or a path (<c>/…</c>) on the host that runs the simulator.
    /// Default null: none are sent, as for a workspace that has no post-call webhook.
    /// </summary>
    public string? WebhookUrl { get; set; }

    /// <summary>The secret that signs webhooks. Text of 8 characters or more; default <c>wsec_flight_simulator</c>.</summary>
    public string WebhookSecret { get; set; } = "wsec_flight_simulator";

    /// <summary>The secret that the request for the context of a call that comes in carries. Text of 8 characters or more; default <c>flight_simulator_inbound</c>.</summary>
    public string InboundSecret { get; set; } = "flight_simulator_inbound";

    /// <summary>Seconds of life as the time that passes here.</summary>
    internal TimeSpan Life(double seconds) => TimeSpan.FromSeconds(seconds / Speed);
}

internal sealed class SimulatorOptionsCheck : IValidateOptions<SimulatorOptions>
{
    public ValidateOptionsResult Validate(string? name, SimulatorOptions options)
    {
        List<string> faults = [];
        if (options.Speed is not (>= 1 and <= 10_000))
            faults.Add($"Simulator:Speed is {options.Speed}; set a factor from 1 (as in life) to 10000.");
        if (string.IsNullOrWhiteSpace(options.Database))
            faults.Add("Simulator:Database is empty; set the path of a file, e.g. data/simulator.db.");
        if (options.WebhookUrl is { } url && !url.StartsWith('/')
            && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            faults.Add("Simulator:WebhookUrl is neither an http(s) address nor a path that begins with /; correct it or leave it out.");
        if (options.WebhookSecret is not { Length: >= 8 })
            faults.Add("Simulator:WebhookSecret is shorter than 8 characters; set the secret that the receiver knows, or leave it out.");
        if (options.InboundSecret is not { Length: >= 8 })
            faults.Add("Simulator:InboundSecret is shorter than 8 characters; set the secret that the product knows, or leave it out.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
