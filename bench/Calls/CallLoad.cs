using System.Diagnostics;
using System.Net.Http.Json;

namespace LeadSail.Bench;

/// <summary>Has leads called, so many at once: each over HTTP, and each followed until the lead has what came of it.</summary>
internal sealed class CallLoad : IDisposable
{
    private readonly HttpClient http = new();
    private readonly Uri initiate;
    private readonly Timeline timeline;

    public CallLoad(Uri initiate, Timeline timeline)
    {
        (this.initiate, this.timeline) = (initiate, timeline);
        http.DefaultRequestHeaders.Add("X-API-Key", BenchedProduct.Key);
    }

    /// <param name="first">Number of the first lead.</param>
    /// <param name="count">How many leads.</param>
    /// <param name="atOnce">How many calls at once.</param>
    /// <param name="serverTime">What the database's processes have used of the cores so far.</param>
    public async Task<CallFigures> RunAsync(int first, int count, int atOnce, Func<TimeSpan>? serverTime)
    {
        GC.Collect();
        var (allocated, server, cpu) = (GC.GetTotalAllocatedBytes(), serverTime?.Invoke() ?? TimeSpan.Zero, Environment.CpuUsage.TotalTime);
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (lead, _) => await CallAsync(lead));
        var elapsed = watch.Elapsed;
        (allocated, server, cpu) = (GC.GetTotalAllocatedBytes() - allocated, (serverTime?.Invoke() ?? TimeSpan.Zero) - server, Environment.CpuUsage.TotalTime - cpu);
        var (waited, shares) = timeline.Take();
        return new(count / elapsed.TotalSeconds, cpu.TotalMilliseconds / count, server.TotalMilliseconds / count, allocated / 1024d / count, waited, shares, []);
    }

    public void Dispose() => http.Dispose();

    private async Task CallAsync(int lead)
    {
        var over = timeline.Begin(lead);
        var from = Stopwatch.GetTimestamp();
        using var answer = await http.PostAsJsonAsync(initiate, new { leadId = BenchedLeads.Id(lead) });
        var body = await answer.Content.ReadAsStringAsync();
        timeline.Add(lead, Part.Http, from);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(body);
        }

        await over;
    }
}

/// <summary>What whole calls took.</summary>
/// <param name="PerSecond">Calls a second.</param>
/// <param name="Cpu">Milliseconds of this process for a call, load generator and provider included.</param>
/// <param name="ServerCpu">Milliseconds of the database's processes for a call.</param>
/// <param name="Allocated">Kilobytes for a call.</param>
/// <param name="Milliseconds">From the request to the lead's new status, of each.</param>
/// <param name="Shares">Of all that time, by <see cref="Part"/>.</param>
/// <param name="Others">What else was counted.</param>
internal sealed record CallFigures(double PerSecond, double Cpu, double ServerCpu, double Allocated, double[] Milliseconds, double[] Shares,
    (string What, string Unit, double Figure)[] Others);
