using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace LeadSail.Hosting;

/// <summary>A process's place in a cluster: section <c>Cluster</c>. A build for one process alone has no use for it.</summary>
/// <param name="RunsGrains">Whether it runs grains: <c>Cluster:Role</c> is <c>silo</c>, the default; with <c>client</c> it asks those that do.</param>
/// <param name="Address">Where other processes reach it: <c>Cluster:Address</c>, an IP address of this machine; 127.0.0.1 by default.</param>
/// <param name="SiloPort">Where silos talk: <c>Cluster:SiloPort</c>, 11111 by default.</param>
/// <param name="GatewayPort">Where clients ask: <c>Cluster:GatewayPort</c>, 30000 by default.</param>
public sealed record ClusterSettings(bool RunsGrains, IPAddress Address, int SiloPort, int GatewayPort)
{
    /// <summary>Reads the section.</summary>
    /// <exception cref="StartupException">A value cannot be used.</exception>
    public static ClusterSettings From(IConfiguration configuration)
    {
        var cluster = configuration.GetSection("Cluster");
        var runsGrains = cluster["Role"] switch
        {
            null or "" or "silo" => true,
            "client" => false,
            var role => throw new StartupException($"Cluster:Role is '{role}'; set silo to run grains in this process, or client to ask the processes that do."),
        };
        var address = cluster["Address"] is { Length: > 0 } given
            ? IPAddress.TryParse(given, out var parsed) && !parsed.Equals(IPAddress.Any) && !parsed.Equals(IPAddress.IPv6Any) ? parsed
                : throw new StartupException($"Cluster:Address is '{given}'; set the IP address at which the other processes reach this one, e.g. 10.0.0.5.")
            : IPAddress.Loopback;
        var ports = (Silo: Port(cluster, "SiloPort", 11111), Gateway: Port(cluster, "GatewayPort", 30000));
        return ports.Silo != ports.Gateway ? new(runsGrains, address, ports.Silo, ports.Gateway)
            : throw new StartupException($"Cluster:SiloPort and Cluster:GatewayPort are both {ports.Silo}; they must differ.");
    }

    private static int Port(IConfigurationSection cluster, string name, int byDefault) => cluster[name] switch
    {
        null or "" => byDefault,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 => port,
        var text => throw new StartupException($"Cluster:{name} is '{text}'; set a port from 1 to 65535. Default: {byDefault}."),
    };
}
