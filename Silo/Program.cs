using LeadSail.Hosting;
using LeadSail.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

try
{
    var builder = Host.CreateApplicationBuilder(args);
    builder.AddLeadSail();
    await builder.Build().RunAsync();
    return 0;
}
catch (Exception e) when (e is StartupException or StorageException or OptionsValidationException)
{
    await Console.Error.WriteLineAsync($"LeadSail cannot start: {e.Message}");
    return 1;
}
