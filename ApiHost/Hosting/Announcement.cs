using LeadSail.Organizations;
using LeadSail.Storage;
using LeadSail.Simulator;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace LeadSail.Hosting;

/// <summary>What the operator is told at the start, on the console and never in a log: a key may be among it.</summary>
internal static class Announcement
{
    public static async Task PrintAsync(WebApplication app)
    {
        var services = app.Services;
        var provider = app.Configuration.GetValue<bool>("Simulator:Hosted") ? "the built-in flight simulator" : app.Configuration["Providers:ElevenLabs:BaseUrl"] ?? "https://api.elevenlabs.io";
        List<string> lines =
        [
            $"Data                 {services.GetRequiredService<IDatabase>().Location}",
            $"Calls go through     {provider}",
        ];
        if (services.GetRequiredService<BootstrapResult>().NewKey is { } key)
        {
            lines.Add($"Admin API key        {key}   (shown this once)");
        }

        lines.Add($"LeadSail listens on  {HostAddress.Of(services.GetRequiredService<IServer>()).ToString().TrimEnd('/')}");
        await PrintAsync(lines);
    }

    /// <summary>What a host needs to call through this simulator.</summary>
    public static Task PrintSimulatorAsync(WebApplication app)
    {
        var address = HostAddress.Of(app.Services.GetRequiredService<IServer>()).ToString().TrimEnd('/');
        var options = app.Services.GetRequiredService<IOptions<SimulatorOptions>>().Value;
        return PrintAsync(
        [
            $"Webhooks go to       {options.WebhookUrl ?? "nowhere; set Simulator:WebhookUrl to the product's /api/v1/webhooks/elevenlabs"}",
            $"Dial log             {address}/simulator/dials",
            $"For the product      Providers:ElevenLabs:BaseUrl={address}{SimulatorSetup.Prefix}",
            $"Simulator listens on {address}",
        ]);
    }

    private static async Task PrintAsync(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            await Console.Out.WriteLineAsync(line);
        }
    }
}
