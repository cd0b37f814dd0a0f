using LeadSail.Calls;
using LeadSail.Clocks;
using LeadSail.Deliveries;
using LeadSail.Dialers;
using LeadSail.Eligibility;
using LeadSail.Heartbeats;
using LeadSail.Inbound;
using LeadSail.Outgoing;
using LeadSail.Permits;
using LeadSail.PostCall;
using LeadSail.Prompts;
using LeadSail.Providers.ElevenLabs;
using LeadSail.Providers;
using LeadSail.Retention;
using LeadSail.Storage;
using LeadSail.Sweeping;
using LeadSail.Telemetry;
using LeadSail.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LeadSail.Hosting;

/// <summary>Everything that runs calls, without the front door.</summary>
public static class LeadSailServices
{
    /// <summary>Storage, grains, provider, sweeper and inbox.</summary>
    /// <exception cref="StartupException">A setting cannot be used.</exception>
    public static void AddLeadSail(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        var telemetry = TelemetrySettings.From(builder.Configuration);
        if (telemetry is not null)
        {
            services.AddHostedService(_ => new TelemetryExport(telemetry, builder.Configuration)); // first: it sees the others start
        }

        services.AddSingleton(Clock.From(builder.Configuration));
        services.AddLeadSailStorage(builder.Configuration, builder.Environment.ContentRootPath, Start.SharesDatabase);
        services.AddElevenLabs(builder.Configuration);
        services.AddSingleton(OutgoingOptions.From(builder.Configuration));
        services.AddSingleton<IOutgoingHttp, OutgoingHttp>();
        services.AddSingleton<IIds, Ids>();
        services.AddSingleton(provider => new CallOptions { PollSeconds = provider.GetRequiredService<IOptions<ElevenLabsOptions>>().Value.PollSeconds });
        builder.AddGrains();
        services.AddHostedService<ClockWatch>();
        var runsGrains = !Start.SharesDatabase || ClusterSettings.From(builder.Configuration).RunsGrains;
        if (runsGrains)
        {
            services.AddSingleton<CallAdoption>();
            services.AddHostedService<Heartbeat>();
        }

        services.AddCalls(runsGrains);
        if (runsGrains)
        {
            services.AddSingleton<DeliveryComposer>();
            services.AddSingleton<DeliveryPump>();
            services.AddHostedService<DeliveryService>();
        }

        if (runsGrains && telemetry is not null)
        {
            services.AddSingleton(telemetry);
            services.AddHostedService<Gauges>();
        }
    }

    /// <summary>What makes calls, on whatever storage, provider, clock and runtime there is.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="runsGrains">Whether grains run here, and with them what happens by itself as time goes by.</param>
    public static IServiceCollection AddCalls(this IServiceCollection services, bool runsGrains = true)
    {
        services.AddSingleton<ClockCheck>();
        services.AddSingleton<DialGate>();
        services.AddSingleton<VoiceProviders>();
        services.AddSingleton<PromptRenderer>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<PostCallRunner>();
        services.AddSingleton<CallPlanner>();
        services.AddSingleton<InboundDesk>();
        services.AddSingleton<InboxPump>();
        services.AddSingleton<DialerNudges>();
        services.AddSingleton<DialerStatuses>();
        services.AddSingleton<Forgetter>();
        if (runsGrains)
        {
            services.AddHostedService<Sweeper>();
        }

        services.AddHostedService<InboxService>();
        if (runsGrains)
        {
            services.AddHostedService<DialerStart>();
            services.AddHostedService<RetentionService>();
        }

        return services;
    }
}
