using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace LeadSail.Hosting;

/// <summary>Starts the grains, on the runtime that this build was made for.</summary>
public static class Start
{
    /// <summary>The name of the runtime.</summary>
    public const string Runtime = "Orleans";

    /// <summary>Runs an Orleans silo in this process. Reminders come from the table that the storage registers.</summary>
    public static void AddGrains(this IHostApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        silo.UseLocalhostClustering();
        silo.AddReminders();
        silo.Configure<SiloMessagingOptions>(options => options.MaxRequestProcessingTime = TimeSpan.FromMinutes(2));
    });
}
