using LeadSail.Clocks;
using LeadSail.Simulator;

namespace LeadSail.Hosting;

/// <summary>The flight simulator alone (<c>--simulator-only</c>): a provider for several hosts, and a witness that outlives them.</summary>
public static class SimulatorApp
{
    /// <summary>Puts it together; nothing runs yet.</summary>
    /// <exception cref="StartupException">A setting cannot be used.</exception>
    public static WebApplication Build(string[] configuration)
    {
        var builder = WebApplication.CreateBuilder(configuration);
        builder.UseUrls("http://127.0.0.1:5081");
        builder.UseLogging();
        if (builder.Configuration["Simulator:WebhookUrl"] is ['/', ..] path)
        {
            throw new StartupException($"Simulator:WebhookUrl is '{path}', a path, and this host has no receiver; set the product's address, e.g. http://127.0.0.1:5080/api/v1/webhooks/elevenlabs.");
        }

        builder.Services.AddSingleton(Clock.From(builder.Configuration));
        builder.Services.AddSimulator(builder.Configuration);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));

        var app = builder.Build();
        app.MapSimulator();
        return app;
    }
}
