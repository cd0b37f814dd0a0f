using LeadSail.ApiKeys;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Demo;
using LeadSail.Health;
using LeadSail.Http;
using LeadSail.Interactions;
using LeadSail.Leads;
using LeadSail.OpenApi;
using LeadSail.Organizations;
using LeadSail.PhoneNumbers;
using LeadSail.Prompts;
using LeadSail.VoiceAgents;
using LeadSail.Webhooks;
using Serilog;

namespace LeadSail.Hosting;

/// <summary>The whole product as one web application.</summary>
public static class LeadSailApp
{
    /// <summary>Puts it together; nothing runs yet.</summary>
    /// <param name="args">Configuration as <c>--Key=value</c>, and the switches of <see cref="LaunchOptions"/>.</param>
    /// <param name="adjust">Changes services before the application is built; for tests.</param>
    /// <exception cref="StartupException">A setting cannot be used.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var (launch, configuration) = LaunchOptions.From(args);
        var builder = WebApplication.CreateBuilder(configuration);
        builder.UseDefaultUrls();
        builder.UseSimulatorWithoutKey();
        builder.UseLogging();
        builder.AddLeadSail();

        var services = builder.Services;
        services.AddSingleton(launch);
        services.AddSingleton<ApiKeyStore>();
        services.AddHostedService<Bootstrap>();
        services.AddSingleton<BootstrapResult>();
        services.AddSingleton<InteractionQueries>();
        services.AddSingleton<CampaignQueries>();
        services.AddSingleton<LeadReading>();
        services.AddSingleton<DemoCampaign>();
        services.AddLeadSailOpenApi();
        services.ConfigureHttpJsonOptions(json => ApiJson.CopyTo(json.SerializerOptions));
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.UseErrorEnvelopes();
        app.UseRouting();
        app.UseApiKeyGate();

        var api = app.MapGroup("/api/v1").RequireApiKey().Fails(401, 403, 500);
        api.MapCalls();
        api.MapInteractions();
        api.MapLeads();
        api.MapCampaigns();
        api.MapVoiceAgents();
        api.MapPhoneNumbers();
        api.MapPromptTemplates();
        app.MapGroup("/api/v1").Fails(500).MapElevenLabsWebhooks();
        app.MapHealth();
        app.MapLeadSailOpenApi();
        app.MapSimulatorIfUsed();
        return app;
    }

    private static void UseLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(
            new LoggerConfiguration()
                .MinimumLevel.Is(builder.Configuration.GetValue("Logging:Level", Serilog.Events.LogEventLevel.Information))
                .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
                .MinimumLevel.Override("Orleans", Serilog.Events.LogEventLevel.Warning)
                .MinimumLevel.Override("System", Serilog.Events.LogEventLevel.Warning)
                .WriteTo.Console(
                    outputTemplate: "{Timestamp:HH:mm:ss.fff} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}",
                    formatProvider: System.Globalization.CultureInfo.InvariantCulture)
                .CreateLogger(),
            dispose: true);
    }

    private static void UseDefaultUrls(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["Urls"]))
        {
            builder.WebHost.UseUrls("http://127.0.0.1:5080");
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    }
}
