using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Bench;

/// <summary>
/// Whole calls per second: initiate over HTTP, verdict, reservation, slot, permit, dialling, the provider's signed webhook over HTTP,
/// outcome, the lead's new status. The provider costs nothing, the load comes from the same process.
/// </summary>
internal static class CallsBench
{
    public static async Task<int> RunAsync(string[] args)
    {
        var calls = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5_000;
        var atOnce = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 64;
        var data = Directory.CreateTempSubdirectory("leadsail-bench-");
        try
        {
            await Measure(calls, atOnce, data.FullName);
        }
        finally
        {
            data.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task Measure(int calls, int atOnce, string data)
    {
        var meter = new CommitMeter();
        var product = await BenchedProduct.StartAsync(
            data, new LineLimits { Provider = "elevenlabs", MaxConcurrentCalls = 100_000, CallsPerSecond = 1_000_000 },
            new AutoDialerSettings { OperatingHours = OperatingHours.AroundTheClock }, services => services.AddSingleton<IStorageFaults>(meter));
        await using var app = product.App;
        var organization = product.Organization;
        var leads = await EnterLeads(product, calls + atOnce);

        using var http = new HttpClient { BaseAddress = product.Address };
        http.DefaultRequestHeaders.Add("X-API-Key", BenchedProduct.Key);
        await Run(http, app.Services, organization, leads[..atOnce], atOnce);
        meter.Reset();

        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var states = await Run(http, app.Services, organization, leads[atOnce..], atOnce);
        var elapsed = watch.Elapsed;
        var used = Process.GetCurrentProcess().TotalProcessorTime - cpu;

        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{calls} whole calls, {atOnce} at once: {calls / elapsed.TotalSeconds:0} calls/s; per call {used.TotalMilliseconds / calls:0.00} ms of CPU (load generator included), {(GC.GetTotalAllocatedBytes() - allocated) / 1024 / calls} kB allocated"));
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"commits: {meter.Rows.Count / (double)calls:0.00} a call, {meter.Rows.Sum() / calls:0.0} rows a call; the commit itself takes {meter.Milliseconds.Sum() / elapsed.TotalMilliseconds:P0} of the time"));
        Table.Head("Where a call's time goes");
        Table.Row("created to dialling (slot, permit, commit)", "ms", states.Select(s => Between(s.CreatedAt, s.DiallingAt)));
        Table.Row("dialling to final (provider, webhook, inbox, outcome)", "ms", states.Select(s => Between(s.DiallingAt, s.UpdatedAt)));
        Table.Row("created to final", "ms", states.Select(s => Between(s.CreatedAt, s.UpdatedAt)));
        Table.Row("one commit", "ms", meter.Milliseconds);
        Table.Row("rows in a commit", "rows", meter.Rows);
        await app.StopAsync();
    }

    private static double Between(DateTimeOffset? from, DateTimeOffset? to) => ((to - from) ?? TimeSpan.Zero).TotalMilliseconds;

    private static async Task<List<CallState>> Run(HttpClient http, IServiceProvider services, string organization, string[] leads, int atOnce)
    {
        var reader = services.GetRequiredService<IStateReader>();
        var states = new List<CallState>();
        await Parallel.ForEachAsync(leads, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (leadId, cancellationToken) =>
        {
            using var answer = await http.PostAsJsonAsync("/api/v1/voice/calls/initiate", new { leadId }, cancellationToken);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw new InvalidOperationException(body.ToString());
            }

            var key = GrainKeys.Of(organization, body.GetProperty("data").GetProperty("interactionId").GetString()!);
            while (true)
            {
                if (await reader.ReadAsync<CallState>("call", key, cancellationToken) is { Phase: CallPhase.Final, Debts: CallDebts.None } state)
                {
                    lock (states)
                    {
                        states.Add(state);
                    }

                    return;
                }

                await Task.Delay(5, cancellationToken);
            }
        });
        return states;
    }

    private static async Task<string[]> EnterLeads(BenchedProduct product, int count)
    {
        var grains = product.Get<IGrainFactory>();
        var place = Demo.DemoPlaces.OpenAt(DateTimeOffset.UtcNow)[..5];
        var leads = Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"lead_bench_{i:000000}")).ToArray();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, _) =>
        {
            var phone = string.Create(CultureInfo.InvariantCulture, $"{place}{5_000_000 + i}");
            await grains.GetGrain<ILeadGrain>(product.KeyOf(leads[i])).Tell(new Submit(
                $"sub_bench_{i}", BenchedProduct.Campaign, new LeadGiven { FirstName = "Ada", LastName = "Lovelace", Email = "ada@example.com", Phone = phone }, LeadStatus.New, "bench"));
        });
        return leads;
    }
}
