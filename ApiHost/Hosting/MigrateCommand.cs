using LeadSail.Storage;
using LeadSail.Storage.Copies;

namespace LeadSail.Hosting;

/// <summary><c>migrate --to &lt;connection string&gt;</c>: copies the SQLite database that is configured to PostgreSQL.</summary>
internal static class MigrateCommand
{
    public const string Name = "migrate";

    /// <summary>Copies, and tells each table with its rows.</summary>
    /// <exception cref="StartupException">The target is not named.</exception>
    /// <exception cref="StorageException">One of the databases cannot be used.</exception>
    public static void Run(string[] args, TextWriter output)
    {
        var builder = WebApplication.CreateBuilder(args);
        var to = builder.Configuration["to"];
        if (string.IsNullOrEmpty(to))
        {
            throw new StartupException("say where to: migrate --to \"Host=<server>;Database=<name>;Username=<user>;Password=<password>\".");
        }

        var from = (builder.Configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions()).ConnectionString;
        foreach (var (table, rows) in DatabaseCopy.Run(from, to, builder.Environment.ContentRootPath, TimeProvider.System.GetUtcNow()))
        {
            output.WriteLine($"{table,-16}{rows,12:N0}");
        }

        output.WriteLine("Copied, and counted in both. Set Storage:ConnectionString to the new database; the file stays as it is.");
    }
}
