using System.Diagnostics.Metrics;
using LeadSail.Calls;

namespace LeadSail.Telemetry;

/// <summary>What is counted and timed, of this process. Names and units as OpenTelemetry's conventions have them.</summary>
public static class Metrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "LeadSail";

    /// <summary>The meter.</summary>
    public static readonly Meter Meter = new(MeterName);

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] };

    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("leadsail.calls", "{call}", "Calls that became final, by outcome, source and direction.");

    private static readonly Histogram<double> DueToDial = Meter.CreateHistogram(
        "leadsail.dialer.due_to_dial", "s", "From the instant at which a lead fell due inside its hours to the commit that says it is dialled.", advice: Seconds);

    private static readonly Histogram<double> WebhookToFinal = Meter.CreateHistogram(
        "leadsail.webhook.to_final", "s", "From the acknowledgement of a provider's webhook to the commit that applies it.", advice: Seconds);

    private static readonly Histogram<int> Batches = Meter.CreateHistogram<int>(
        "leadsail.storage.batch", "{write}", "Writes in one transaction.", advice: new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] });

    /// <summary>A call became final.</summary>
    public static void CallEnded(CreateCall call, InteractionStatus outcome) => Calls.Add(
        1, new("leadsail.outcome", Enums.Name(outcome)), new("leadsail.source", Enums.Name(call.Source)), new("leadsail.direction", Enums.Name(call.Direction)));

    /// <summary>A lead that waited is dialled.</summary>
    public static void Dialled(TimeSpan sinceDue) => DueToDial.Record(sinceDue.TotalSeconds);

    /// <summary>A webhook is applied.</summary>
    public static void Applied(TimeSpan sinceAcknowledged) => WebhookToFinal.Record(sinceAcknowledged.TotalSeconds);

    /// <summary>A transaction is committed.</summary>
    public static void Committed(int writes) => Batches.Record(writes);
}
