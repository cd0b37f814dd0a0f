using System.Globalization;

namespace LeadSail.Bench;

/// <summary>
/// Whole calls per second on SQLite: initiate over HTTP, verdict, reservation, slot, permit, dialling, the provider's signed webhook over HTTP,
/// outcome, the lead's new status. The provider costs nothing, the load comes from the same process.
/// </summary>
internal static class CallsBench
{
    /// <param name="args">Calls in a turn, 2,000 by default; calls at once, 64 by default.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var calls = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2_000;
        var atOnce = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 64;
        var data = Directory.CreateTempSubdirectory("leadsail-bench-");
        try
        {
            await using var product = await CalledProduct.StartAsync(BenchedProduct.Sqlite(data.FullName));
            await new CallRounds(calls, atOnce, warm: 2, rounds: 3).RunAsync("SQLite", [("ours", product)]);
        }
        finally
        {
            data.Delete(recursive: true);
        }

        return 0;
    }
}
