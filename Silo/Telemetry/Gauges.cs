using System.Diagnostics.Metrics;
using LeadSail.Dialers;
using LeadSail.Hosting;
using LeadSail.Lines;
using LeadSail.Organizations;
using LeadSail.Providers;
using LeadSail.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadSail.Telemetry;

/// <summary>
/// How the dialers and lines stand, looked at as often as metrics are reported: of the whole installation, so every process that runs grains tells the same (take the maximum, not the sum).
/// </summary>
internal sealed partial class Gauges(IDueLeads leads, ISettings settings, DialerStatuses dialers, VoiceProviders providers, IGrainFactory grains, TelemetrySettings telemetry, ILogger<Gauges> logger) : BackgroundService
{
    // the machine's: it measures the process
    private static readonly TimeProvider Machine = TimeProvider.System;

    private readonly Meter meter = new(Metrics.MeterName);
    private volatile Standing standing = new([], []);

    /// <inheritdoc/>
    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        meter.CreateObservableGauge("leadsail.calls.in_flight", () => standing.Dialers.Select(each => Of(each, each.Status.InFlight)), "{call}", "Calls of a campaign that run.");
        meter.CreateObservableGauge("leadsail.dialer.due", () => standing.Dialers.Select(each => Of(each, each.Status.DueNow)), "{lead}", "Leads that every rule lets be called now.");
        meter.CreateObservableGauge(
            "leadsail.dialer.held", () => standing.Dialers.SelectMany(each => each.Status.HeldBecause.Select(held => Of(each, held.Value, KeyValuePair.Create("leadsail.rule", (object?)held.Key)))), "{lead}",
            "Leads that wait, by the rule that passes last.");
        meter.CreateObservableGauge("leadsail.line.slots.in_use", () => standing.Lines.Select(each => Of(each, each.Line.InUse)), "{slot}", "Slots of a line that are taken.");
        meter.CreateObservableGauge("leadsail.line.slots.limit", () => standing.Lines.Select(each => Of(each, each.Line.Limit)), "{slot}", "Slots of a line in all.");
        return Periodic.RunAsync(LookAsync, telemetry.Interval, LogFailed, Machine, stoppingToken);
    }

    private static Measurement<int> Of(DialerStanding dialer, int value, params ReadOnlySpan<KeyValuePair<string, object?>> more) =>
        new(value, [KeyValuePair.Create("leadsail.organization", (object?)dialer.OrganizationId), KeyValuePair.Create("leadsail.campaign", (object?)dialer.CampaignId), .. more]);

    private static Measurement<int> Of(LineStanding line, int value) =>
        new(value, KeyValuePair.Create("leadsail.organization", (object?)line.OrganizationId), KeyValuePair.Create("leadsail.provider", (object?)line.Provider));

    private async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        List<DialerStanding> campaigns = [];
        foreach (var (organizationId, campaignId) in await leads.CampaignsWithLeadsAsync(cancellationToken))
        {
            if (await dialers.FindAsync(organizationId, campaignId, cancellationToken) is { } status)
            {
                campaigns.Add(new(organizationId, campaignId, status));
            }
        }

        List<LineStanding> lines = [];
        foreach (var (organizationId, _) in await settings.ListAllAsync<Organization>(cancellationToken))
        {
            foreach (var provider in providers.All)
            {
                lines.Add(new(organizationId, provider.Key, await grains.GetGrain<ILineGrain>(GrainKeys.Of(organizationId, provider.Key)).View()));
            }
        }

        standing = new(campaigns, lines);
        return telemetry.Interval;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The dialers could not be measured; that is tried again")]
    private partial void LogFailed(Exception exception);

    private sealed record Standing(IReadOnlyList<DialerStanding> Dialers, IReadOnlyList<LineStanding> Lines);

    private sealed record DialerStanding(string OrganizationId, string CampaignId, DialerStatus Status);

    private sealed record LineStanding(string OrganizationId, string Provider, LineView Line);
}
