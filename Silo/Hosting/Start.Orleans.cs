using LeadSail.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace LeadSail.Hosting;

/// <summary>Starts the grains, on the runtime that this build was made for.</summary>
public static class Start
{
    /// <summary>The name of the runtime.</summary>
    public const string Runtime = "Orleans";

    /// <summary>Whether several processes may run grains on one database.</summary>
    public static bool SharesDatabase => true;

    private const string Name = "leadsail";

    /// <summary>How long a silo may be silent until a new one takes it for dead. It says that it lives every 5 s.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Runs a silo in this process, or makes it a client of those that run: on PostgreSQL any number of them, which find each other in the database; on SQLite one alone.
    /// </summary>
    /// <exception cref="StartupException">A setting cannot be used.</exception>
    public static void AddGrains(this IHostApplicationBuilder builder)
    {
        var cluster = ClusterSettings.From(builder.Configuration);
        var server = StorageRegistration.ServerOf(builder.Configuration);
        builder.Services.Configure<ClusterOptions>(options => options.ServiceId = options.ClusterId = Name);
        if (!cluster.RunsGrains)
        {
            builder.UseOrleansClient(client => client.AddActivityPropagation().UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (
                "Npgsql", server ?? throw new StartupException("Cluster:Role is client, but Storage:ConnectionString names no PostgreSQL server, where it would find the silos."))));
            return;
        }

        builder.UseOrleans(silo =>
        {
            silo.AddActivityPropagation();
            silo.AddReminders(); // in the table that the storage registers
            silo.Configure<SiloMessagingOptions>(options => options.MaxRequestProcessingTime = TimeSpan.FromMinutes(2));
            if (server is null)
            {
                silo.UseLocalhostClustering(cluster.SiloPort, cluster.GatewayPort, serviceId: Name, clusterId: Name); // sets names of its own unless told
                return;
            }

            silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", server));
            silo.ConfigureEndpoints(cluster.Address, cluster.SiloPort, cluster.GatewayPort);
            silo.Configure<ClusterMembershipOptions>(options =>
            {
                options.IAmAliveTablePublishTimeout = Silence / 3;
                options.NumMissedTableIAmAliveLimit = 3;
                options.ProbeTimeout = TimeSpan.FromSeconds(2);
                options.MaxJoinAttemptTime = TimeSpan.FromSeconds(30);
            });

            // a grain goes where there is room: by default all of them stay where they were first called
            silo.Services.AddSingleton<PlacementStrategy, RandomPlacement>();
            silo.Services.AddHostedService(provider => new DeadSilos(provider.GetRequiredService<IMembershipTable>(), Silence));
        });
    }
}
