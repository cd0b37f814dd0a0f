using LeadSail.ApiKeys;
using LeadSail.Audit;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Console;
using LeadSail.Console.Api;
using LeadSail.Deliveries;
using LeadSail.Demo;
using LeadSail.Dialers;
using LeadSail.DoNotCall;
using LeadSail.Health;
using LeadSail.Http;
using LeadSail.Idempotency;
using LeadSail.Imports;
using LeadSail.Interactions;
using LeadSail.Leads;
using LeadSail.OpenApi;
using LeadSail.Organizations;
using LeadSail.PhoneNumbers;
using LeadSail.Prompts;
using LeadSail.RateLimits;
using LeadSail.Recordings;
using LeadSail.Rehearsals;
using LeadSail.VoiceAgents;
using LeadSail.Webhooks;

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
        var (_, configuration) = LaunchOptions.From(args);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = configuration, ApplicationName = typeof(LeadSailApp).Assembly.GetName().Name, WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        builder.WebHost.UseStaticWebAssets();
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false"; // its route for any file would answer what is to be 405
        builder.UseUrls("http://127.0.0.1:5080");
        builder.UseLogging();
        builder.AddLeadSail();
        builder.UseSimulatorWithoutKey(); // after the clock was chosen: the simulator's key is not one of the operator's

        var services = builder.Services;
        services.AddSingleton(BootstrapOptions.From(builder.Configuration));
        services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = TimeSpan.FromSeconds(5);
            // they catch what goes wrong and go on; what the host would report is a start that was cut off before they ran
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        });
        services.AddSingleton<LargeBodies>();
        builder.AddRateLimits();
        services.AddIdempotency();
        services.AddSingleton<ApiKeyStore>();
        services.AddHostedService<Bootstrap>();
        services.AddSingleton<BootstrapResult>();
        builder.AddRecordings();
        services.AddSingleton<AuditQueries>();
        services.AddSingleton<CampaignQueries>();
        services.AddSingleton<LeadReading>();
        services.AddSingleton<LeadQueries>();
        services.AddSingleton<ImportUpload>();
        services.AddSingleton<ImportQueries>();
        services.AddSingleton<DoNotCallQueries>();
        services.AddSingleton<NextCallTimes>();
        services.AddSingleton<PhoneNumberSync>();
        services.AddSingleton<RehearsalPlans>();
        services.AddSingleton<RehearsalRuns>();
        services.AddSingleton<DemoCampaign>();
        services.AddLeadSailOpenApi();
        services.AddConsole();
        services.ConfigureHttpJsonOptions(json => ApiJson.CopyTo(json.SerializerOptions));
        adjust?.Invoke(builder);

        var app = builder.Build();
        Pipeline.Capture(app);
        app.UseErrorEnvelopes();
        app.UseRouting();
        app.UseConsole();
        app.UseRequestRoom();
        app.UseApiKeyGate();
        app.UseIdempotency();

        var api = app.MapGroup("/api/v1").RequireApiKey().TakeRoom().TakeIdempotencyKeys().Fails(401, 403, 429, 500, 503);
        api.MapCalls();
        api.MapInteractions();
        api.MapLeads();
        api.MapLeadDnc();
        api.MapEligibility();
        api.MapImports();
        api.MapDoNotCall();
        api.MapDialers();
        api.MapEntering();
        api.MapEnterJobs();
        api.MapRehearsals();
        api.MapCampaigns();
        api.MapVoiceAgents();
        api.MapPhoneNumbers();
        api.MapPromptTemplates();
        api.MapOrganizations();
        api.MapWebhookSecrets();
        api.MapDeliveries();
        api.MapApiKeys();
        api.MapAudit();
        var fromProvider = app.MapGroup("/api/v1").TakeRoom(forWebhooks: true).Fails(500, 503);
        fromProvider.MapElevenLabsWebhooks();
        fromProvider.MapElevenLabsInbound();
        app.MapHealth();
        app.MapLeadSailOpenApi();
        app.MapSimulatorIfUsed();
        app.MapConsole();
        return app;
    }
}
