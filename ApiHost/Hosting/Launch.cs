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
            if (args is [MigrateCommand.Name, .. var rest])
            {
                MigrateCommand.Run(rest, System.Console.Out);
                return 0;
            }

            var (launch, configuration) = LaunchOptions.From(args);
            await using var app = launch.SimulatorOnly ? SimulatorApp.Build(configuration) : LeadSailApp.Build(args);
            await app.StartAsync();
            await (launch.SimulatorOnly ? Announcement.PrintSimulatorAsync(app) : Announcement.PrintAsync(app, launch.Demo));
            if (launch is { Demo: true, SimulatorOnly: false })
            {
                await app.Services.GetRequiredService<DemoCampaign>().RunAsync(app.Lifetime.ApplicationStopping);
            }

            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception e) when (Explanation(e) is { } why)
        {
            await System.Console.Error.WriteLineAsync($"LeadSail cannot {(args is [MigrateCommand.Name, ..] ? "migrate" : "start")}: {why}");
            return 1;
        }
    }

    private static string? Explanation(Exception e) => e switch
    {
        StartupException or StorageException => e.Message,
        OrleansException => $"the cluster cannot be reached: {e.Message} Start a silo on the same database first.",
        OptionsValidationException options => string.Join(" ", options.Failures),
        IOException { InnerException: AddressInUseException } => $"{e.Message} Another program listens there; stop it, or set Urls to another address.",
        SocketException => $"it cannot listen: {e.Message}. Set Urls to an address of this machine.",
        InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } => $"it cannot listen: {e.Message.ReplaceLineEndings(" ")}",
        DirectoryNotFoundException => e.Message,
        InvalidDataException or FormatException or InvalidOperationException { InnerException: FormatException or ArgumentException } => // a value that the configuration's binder cannot convert
            $"the configuration is not readable: {e.Message} {(e.InnerException is null ? "" : e.GetBaseException().Message)}".TrimEnd(),
        AggregateException { InnerExceptions: [var inner] } => Explanation(inner),
        _ => null,
    };
}

/// <summary>What the command line asks for besides the configuration.</summary>
/// <param name="Demo">Add a demo campaign and call its leads.</param>
/// <param name="SimulatorOnly">Run the flight simulator and nothing else.</param>
public sealed record LaunchOptions(bool Demo, bool SimulatorOnly)
{
    private const string DemoSwitch = "--demo", SimulatorSwitch = "--simulator-only";

    /// <summary>Splits the arguments into switches and configuration.</summary>
    /// <exception cref="StartupException">Two switches exclude each other.</exception>
    public static (LaunchOptions Options, string[] Configuration) From(string[] args)
    {
        var options = new LaunchOptions(args.Contains(DemoSwitch, StringComparer.Ordinal), args.Contains(SimulatorSwitch, StringComparer.Ordinal));
        return options is { Demo: true, SimulatorOnly: true }
            ? throw new StartupException($"{DemoSwitch} needs the product, and {SimulatorSwitch} runs without it; leave one of them out.")
            : (options, [.. args.Where(arg => arg is not (DemoSwitch or SimulatorSwitch))]);
    }
}
