using LeadSail.Storage;
using LeadSail.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Serialization;

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

    /// <summary>How long a client looks for a silo before it gives up.</summary>
    private static readonly TimeSpan ClientPatience = TimeSpan.FromSeconds(30), BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Runs a silo in this process, or makes it a client of those that run: on PostgreSQL any number of them, which find each other in the database; on SQLite one alone.
    /// </summary>
    /// <exception cref="StartupException">A setting cannot be used.</exception>
    public static void AddGrains(this IHostApplicationBuilder builder)
    {
        var cluster = ClusterSettings.From(builder.Configuration);
        var server = StorageRegistration.ServerOf(builder.Configuration);
        builder.Services.LetExceptionsCross();
        builder.Services.Configure<ClusterOptions>(options => options.ServiceId = options.ClusterId = Name);
        if (!cluster.RunsGrains)
        {
            var silos = server ?? throw new StartupException("Cluster:Role is client, but Storage:ConnectionString names no PostgreSQL server, where it would find the silos.");
            var since = TimeProvider.System.GetTimestamp();
            builder.UseOrleansClient(client => client
                .AddActivityPropagation()
                .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", PostgresDialect.ForMembership(silos)))
                .UseConnectionRetryFilter(async (_, cancellationToken) =>
                {
                    await Task.Delay(BetweenLooks, TimeProvider.System, cancellationToken);
                    return TimeProvider.System.GetElapsedTime(since) < ClientPatience;
                }));
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

            silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", PostgresDialect.ForMembership(server)));
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

    /// <summary>Ends once grains answer, on whichever silo.</summary>
    public static Task AnswersAsync(IGrainFactory grains) => grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);

    /// <summary>What goes wrong in a grain reaches its caller on another silo as what it is; by default as a fault of writing it down.</summary>
    public static void LetExceptionsCross(this IServiceCollection services) => services.Configure<ExceptionSerializationOptions>(options => options.SupportedExceptionTypeFilter = _ => true);
}
