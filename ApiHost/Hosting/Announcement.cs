using LeadSail.Organizations;
using LeadSail.Storage;
using Microsoft.AspNetCore.Hosting.Server;

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
        foreach (var line in lines)
        {
            await Console.Out.WriteLineAsync(line);
        }
    }
}
