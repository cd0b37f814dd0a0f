using System.Data.Common;
using LeadSail.Storage.Postgres;
using LeadSail.Storage.Sql;
using LeadSail.Storage.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Hosting;

namespace LeadSail.Storage;

/// <summary>Registers the storage.</summary>
public static class StorageRegistration
{
    /// <summary>
    /// The storage that the section <see cref="StorageOptions.Section"/> names, with each of its ports, and as the grains' provider
    /// <c>Default</c>. The host starts it before, and stops it after, all other services.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">With the section.</param>
    /// <param name="contentRoot">Where a relative path begins.</param>
    /// <param name="shared">Whether other processes of a cluster use the same database.</param>
    /// <exception cref="StorageException">The connection string names no database that can be used.</exception>
    public static IServiceCollection AddLeadSailStorage(this IServiceCollection services, IConfiguration configuration, string contentRoot, bool shared = false)
    {
        var dialect = Dialect(OptionsOf(configuration).ConnectionString, contentRoot, shared);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new SqlDatabase(
            dialect, provider.GetRequiredService<TimeProvider>(), provider.GetService<IStorageFaults>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IReadDatabase>(provider => provider.GetRequiredService<SqlDatabase>());
        return services.AddDatabase(provider => provider.GetRequiredService<SqlDatabase>());
    }

    /// <summary>Any storage with each of its ports: the memory's, for tests.</summary>
    public static IServiceCollection AddDatabase(this IServiceCollection services, Func<IServiceProvider, IDatabase> database) => services
        .AddSingleton(database)
        .AddHostedService<StorageHost>()
        .AddGrainStorage("Default", (provider, _) => provider.GetRequiredService<IDatabase>().Grains)
        .AddSingleton(provider => provider.GetRequiredService<IDatabase>().States)
        .AddSingleton(provider => provider.GetRequiredService<IDatabase>().Interactions)
        .AddSingleton(provider => provider.GetRequiredService<IDatabase>().Leads)
        .AddSingleton(provider => provider.GetRequiredService<IDatabase>().ImportRows)
        .AddSingleton(provider => provider.GetRequiredService<IDatabase>().DueLeads)
        .AddSingleton(provider => provider.GetRequiredService<IDatabase>().Wakeups)
        .AddSingleton(provider => provider.GetRequiredService<IDatabase>().History)
        .AddSingleton(provider => provider.GetRequiredService<IDatabase>().Settings)
        .AddSingleton(provider => provider.GetRequiredService<IDatabase>().Inbox)
        .AddSingleton(provider => provider.GetRequiredService<IDatabase>().Deliveries)
        .AddSingleton(provider => provider.GetRequiredService<IDatabase>().Reminders)
        .AddSingleton(provider => provider.GetRequiredService<IDatabase>().Marks)
        .AddSingleton(provider => provider.GetRequiredService<IDatabase>().KeyedRequests);

    /// <summary>The connection string where it names a PostgreSQL server; null where it names a file.</summary>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public static string? ServerOf(IConfiguration configuration) => OptionsOf(configuration).ConnectionString is var given && NamesServer(Parts(given)) ? given : null;

    /// <summary>The database that a connection string names.</summary>
    internal static ISqlDialect Dialect(string connectionString, string contentRoot, bool shared)
    {
        var parts = Parts(connectionString);
        if (NamesServer(parts))
            return new PostgresDialect(connectionString, shared);
        if (!parts.TryGetValue("Data Source", out var source) || source is not string { Length: > 0 } file || file == ":memory:" || parts.Count > 1)
            throw Unreadable();
        return new SqliteDialect(Path.GetFullPath(file, contentRoot));
    }

    private static StorageOptions OptionsOf(IConfiguration configuration) => configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();

    private static bool NamesServer(DbConnectionStringBuilder parts) => parts.ContainsKey("Host");

    private static DbConnectionStringBuilder Parts(string connectionString)
    {
        try
        {
            return new() { ConnectionString = connectionString };
        }
        catch (ArgumentException)
        {
            throw Unreadable();
        }
    }

    private static StorageException Unreadable() =>
        new("Storage:ConnectionString must be \"Data Source=<file>\" for SQLite, with nothing else in it, or \"Host=<server>;Database=<name>;Username=<user>;Password=<password>\" for PostgreSQL. Default: \"Data Source=data/leadsail.db\".");

    private sealed class StorageHost(IDatabase database) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => database.StartAsync(cancellationToken);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => database.StopAsync(cancellationToken);
    }
}
