using System.Diagnostics;
using System.Globalization;
using LeadSail.Postgres;

namespace LeadSail.Bench;

/// <summary>How long from the start of the process to the first answered request, and what it holds when idle.</summary>
internal static class StartBench
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        List<double> empty = [], known = [], memory = [], end = [];
        var data = Directory.CreateTempSubdirectory("leadsail-bench-");
        try
        {
            for (var round = 0; round < rounds; round++)
            {
                var fresh = Path.Combine(data.FullName, round.ToString(CultureInfo.InvariantCulture));
                Directory.CreateDirectory(fresh);
                var first = await Once(fresh, measureMemory: false);
                var second = await Once(fresh, measureMemory: true);
                empty.Add(first.Started);
                known.Add(second.Started);
                memory.Add(second.Memory);
                end.Add(second.Ended);
            }
        }
        finally
        {
            data.Delete(recursive: true);
        }

        Table.Head($"Process start to first answered request, {rounds} rounds");
        Table.Row("new database", "ms", empty);
        Table.Row("known database", "ms", known);
        Table.Row("resident memory, idle", "MB", memory);
        Table.Row("SIGTERM to exit", "ms", end);
        return 0;
    }

    private static async Task<(double Started, double Memory, double Ended)> Once(string folder, bool measureMemory)
    {
        var port = Ports.Free();
        var host = Path.Combine(AppContext.BaseDirectory, "ApiHost.dll");
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [host, $"--Urls=http://127.0.0.1:{port}"])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync($"http://127.0.0.1:{port}/health/ready");
                if (answer.IsSuccessStatusCode)
                {
                    break;
                }
            }
            catch (HttpRequestException)
            {
                await Task.Delay(5);
            }
        }

        var started = watch.Elapsed.TotalMilliseconds;
        if (measureMemory)
        {
            await Task.Delay(Idle);
            process.Refresh();
        }

        var memory = process.WorkingSet64 / 1024d / 1024d;
        watch.Restart();
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
        return (started, memory, watch.Elapsed.TotalMilliseconds);
    }
}
