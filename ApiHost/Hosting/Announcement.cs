using LeadSail.ApiKeys;
using LeadSail.Console.Sessions;
using LeadSail.Organizations;
using LeadSail.Storage;
using LeadSail.Simulator;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace LeadSail.Hosting;

/// <summary>What the operator is told at the start, on the console and never in a log: a key may be among it.</summary>
internal static class Announcement
{
    /// <param name="app">The application, which listens.</param>
    /// <param name="demo">Whether whoever started it shall see the console without a key.</param>
    public static async Task PrintAsync(WebApplication app, bool demo)
    {
        var services = app.Services;
        var address = HostAddress.Of(services.GetRequiredService<IServer>()).ToString().TrimEnd('/');
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

        if (demo && await services.GetRequiredService<ApiKeyStore>().FirstAdminAsync(services.GetRequiredService<BootstrapResult>().OrganizationId) is { } admin)
        {
            lines.Add($"Console              {address}/session/ticket/{services.GetRequiredService<DemoTickets>().Issue(admin)}   (signs in once)");
        }

        lines.Add($"LeadSail listens on  {address}");
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
            await System.Console.Out.WriteLineAsync(line);
        }
    }
}
