using System.Net.Sockets;
using LeadSail.Demo;
using LeadSail.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace LeadSail.Hosting;

/// <summary>Runs the host, and says in a sentence why it cannot.</summary>
public static class Launch
{
    /// <summary>Runs until it is told to stop.</summary>
    /// <returns>The exit code: 0, or 1 when it could not start.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = LeadSailApp.Build(args);
            await app.StartAsync();
            await Announcement.PrintAsync(app);
            if (app.Services.GetRequiredService<LaunchOptions>().Demo)
            {
                await app.Services.GetRequiredService<DemoCampaign>().RunAsync(app.Lifetime.ApplicationStopping);
            }

            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception e) when (Explanation(e) is { } why)
        {
            await Console.Error.WriteLineAsync($"LeadSail cannot start: {why}");
            return 1;
        }
    }

    private static string? Explanation(Exception e) => e switch
    {
        StartupException or StorageException => e.Message,
        OptionsValidationException options => string.Join(" ", options.Failures),
        IOException { InnerException: AddressInUseException } => $"{e.Message} Another program listens there; stop it, or set Urls to another address.",
        SocketException => $"it cannot listen: {e.Message}. Set Urls to an address of this machine.",
        InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } => $"it cannot listen: {e.Message.ReplaceLineEndings(" ")}",
        DirectoryNotFoundException => e.Message,
        InvalidDataException or FormatException or InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } =>
            $"the configuration is not readable: {e.Message} {(e.InnerException is null ? "" : e.GetBaseException().Message)}".TrimEnd(),
        AggregateException { InnerExceptions: [var inner] } => Explanation(inner),
        _ => null,
    };
}

/// <summary>What the command line asks for besides the configuration.</summary>
/// <param name="Demo">Add a demo campaign and call its leads.</param>
public sealed record LaunchOptions(bool Demo)
{
    /// <summary>Splits the arguments into switches and configuration.</summary>
    public static (LaunchOptions Options, string[] Configuration) From(string[] args) =>
        (new(args.Contains("--demo", StringComparer.Ordinal)), [.. args.Where(arg => arg != "--demo")]);
}
