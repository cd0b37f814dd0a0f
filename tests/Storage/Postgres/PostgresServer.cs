using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace LeadSail.Postgres;

/// <summary>
/// A PostgreSQL server of the tests' own, on a free port of loopback, with its files in a folder that goes with it. It is Debian's, run by the user <c>postgres</c> where the tests run as root.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private static readonly Lazy<PostgresServer> Common = new(() =>
    {
        var server = new PostgresServer();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server;
    });

    private const string All = "postgres";

    private static int schemas;

    private readonly string folder = Directory.CreateTempSubdirectory("leadsail-pg-").FullName;
    private readonly int port;
    private readonly string fsync;

    /// <summary>Starts one.</summary>
    /// <param name="durable">Whether it syncs to the disk, as one in production; else it forgets in a power cut, which no test has.</param>
    public PostgresServer(bool durable = false)
    {
        fsync = durable ? "on" : "off";
        port = Ports.Free();
        if (Environment.IsPrivilegedProcess && OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        }

        Run("initdb", "-D", Data, "-U", "leadsail", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        Start();
    }

    /// <summary>The one that tests share which leave it running.</summary>
    public static PostgresServer Shared => Common.Value;

    private string Data => Path.Combine(folder, "data");

    /// <summary>How to reach one of its databases. A machine that runs many tests at once may take its time to connect.</summary>
    public string ConnectionString(string database) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Database={database};Username=leadsail;Timeout=60");

    /// <summary>Makes an empty schema, which is as good as a database and made at once, and tells how to reach it.</summary>
    public string Create()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref schemas)}");
        Execute(All, $"CREATE SCHEMA {name}");
        return $"{ConnectionString(All)};Search Path={name}";
    }

    /// <summary>Removes a schema with all that is in it.</summary>
    public void Drop(string connectionString) => Execute(All, $"DROP SCHEMA {new NpgsqlConnectionStringBuilder(connectionString).SearchPath} CASCADE");

    /// <summary>Starts it and waits until it serves.</summary>
    public void Start() => Run("pg_ctl", "-D", Data, "-w", "-t", "60", "-l", Path.Combine(folder, "log"), "-o", string.Create(
        CultureInfo.InvariantCulture, $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='{folder}' -c fsync={fsync} -c max_connections=200"), "start");

    /// <summary>Stops it, as a crash does or cutting connections in order.</summary>
    public void Stop(bool crash = false) => Run("pg_ctl", "-D", Data, "-w", "-m", crash ? "immediate" : "fast", "stop");

    public void Dispose()
    {
        Stop(crash: true);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Runs a statement behind the product's back and gives its first value.</summary>
    public static object? Run(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    private void Execute(string database, string sql) => Run(ConnectionString(database), sql);

    private static void Run(string program, params string[] arguments)
    {
        var path = Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin", program)).First(File.Exists);
        var asUser = Environment.IsPrivilegedProcess ? new[] { "runuser", "-u", "postgres", "--" } : [];
        string[] line = [.. asUser, path, .. arguments];
        // its words go to no file of ours: the server that it starts keeps them open
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$@\" >/dev/null", "sh", .. line]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }
}
