using LeadSail.Calls;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace LeadSail.Hosting;

/// <summary>Starts the grains, on the runtime that this build was made for.</summary>
public static class Start
{
    /// <summary>The name of the runtime.</summary>
    public const string Runtime = "InProcess";

    /// <summary>Whether several processes may run grains on one database.</summary>
    public static bool SharesDatabase => false;

    /// <summary>Runs the grains in this process. It is the only one on its database.</summary>
    public static void AddGrains(this IHostApplicationBuilder builder) =>
        builder.Services.AddInProcessGrains(options => options.GrainAssemblies.Add(typeof(CallGrain).Assembly));

    /// <summary>Ends once grains answer: at once, they are in this process.</summary>
    public static Task AnswersAsync(IGrainFactory grains) => Task.CompletedTask;
}
