using System.Globalization;
using LeadSail.Hosting;
using LeadSail.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

try
{
    if (!Start.SharesDatabase)
    {
        throw new StartupException("this build runs all grains in ApiHost. For silos, build with -p:GrainRuntime=Orleans.");
    }

    var builder = Host.CreateApplicationBuilder(args);
    builder.UseLogging();
    builder.AddLeadSail();
    var cluster = ClusterSettings.From(builder.Configuration);
    if (!cluster.RunsGrains)
    {
        throw new StartupException("Cluster:Role is client, and a silo is what clients ask. Leave it out here.");
    }

    if (!builder.Configuration.NamesProvider())
    {
        throw new StartupException("Providers:ElevenLabs:ApiKey is not set. Set it, or Providers:ElevenLabs:BaseUrl to that of a flight simulator; only ApiHost has one of its own.");
    }

    using var silo = builder.Build();
    await silo.StartAsync();
    await Console.Out.WriteLineAsync($"Data                 {silo.Services.GetRequiredService<IDatabase>().Location}");
    await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Silo listens on      {cluster.Address}:{cluster.SiloPort}, for clients on {cluster.GatewayPort}"));
    await silo.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is StartupException or StorageException or OptionsValidationException)
{
    await Console.Error.WriteLineAsync($"LeadSail cannot start: {e.Message}");
    return 1;
}
catch (OrleansException e)
{
    await Console.Error.WriteLineAsync($"LeadSail cannot start: the silo could not join the others: {e.Message} Cluster:Address and Cluster:SiloPort must be where they reach it.");
    return 1;
}
