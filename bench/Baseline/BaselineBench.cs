using System.Diagnostics;
using System.Globalization;
using LeadSail.Postgres;

namespace LeadSail.Bench;

/// <summary>Whole calls per second on PostgreSQL, ours beside a plain service written by hand, with the same provider, webhooks, load and durability.</summary>
internal static class BaselineBench
{
    /// <param name="args">Calls in a turn, 2,000 by default; calls at once, 64 by default.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var calls = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2_000;
        var atOnce = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 64;
        using var server = new PostgresServer(durable: true);
        var database = server.Create();
        await using var plain = await BaselineApp.StartAsync(database);
        await using var ours = await CalledProduct.StartAsync(server.Create());
        await new CallRounds(calls, atOnce, warm: 2, rounds: 5).RunAsync("PostgreSQL", [("written by hand", plain), ("ours", ours)], () => TimeOf(database));
        return 0;
    }

    /// <summary>What the server's processes have used of the cores.</summary>
    private static TimeSpan TimeOf(string database)
    {
        var ids = (string)PostgresServer.Run(database, "SELECT string_agg(CAST(pid AS text), ' ') FROM pg_stat_activity WHERE pid <> pg_backend_pid()")!;
        return ids.Split(' ').Aggregate(TimeSpan.Zero, (sum, id) =>
        {
            using var process = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
            return sum + process.TotalProcessorTime;
        });
    }
}
