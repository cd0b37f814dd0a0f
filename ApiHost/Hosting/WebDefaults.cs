using System.Globalization;
using Serilog;
using Serilog.Events;

namespace LeadSail.Hosting;

/// <summary>What the product and the simulator alone have in common as web servers: addresses and log.</summary>
internal static class WebDefaults
{
    /// <summary>Listens where <c>Urls</c> says, else at the given address.</summary>
    /// <exception cref="StartupException"><c>Urls</c> holds something else than addresses.</exception>
    public static void UseUrls(this WebApplicationBuilder builder, string otherwise)
    {
        var urls = builder.Configuration["Urls"];
        if (string.IsNullOrWhiteSpace(urls))
        {
            builder.WebHost.UseUrls(otherwise);
        }
        else if (urls.Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(url => !IsAddress(url)) is { } wrong)
        {
            throw new StartupException($"Urls has '{wrong}'; set addresses such as {otherwise}, separated by semicolons, or leave it out.");
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    }

    /// <summary>Structured log lines on the console.</summary>
    public static void UseLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(
            new LoggerConfiguration()
                .MinimumLevel.Is(builder.Configuration.GetValue("Logging:Level", LogEventLevel.Information))
                .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error) // it warns that its keys lie readable in the database, as everything there does
                .MinimumLevel.Override("Orleans", LogEventLevel.Warning)
                .MinimumLevel.Override("Polly", LogEventLevel.Warning)
                .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal) // a start that fails is told by Launch
                .MinimumLevel.Override("System", LogEventLevel.Warning)
                .WriteTo.Console(new MaskedText("{Timestamp:HH:mm:ss.fff} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}", CultureInfo.InvariantCulture))
                .CreateLogger(),
            dispose: true);
    }

    private static bool IsAddress(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Scheme is "http" or "https" && address.Port is >= 0 and <= ushort.MaxValue;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
