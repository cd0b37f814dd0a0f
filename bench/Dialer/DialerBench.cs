using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using LeadSail.Campaigns;
using LeadSail.Demo;
using LeadSail.Dialers;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Bench;

/// <summary>
/// A dialer with many leads of whom few are due: load time, what a look of the pump costs, from due to dialling, memory, size of the database.
/// The provider costs nothing and calls last no time, so that the pump and the storage are all that is measured.
/// </summary>
internal static class DialerBench
{
    private const int Batch = 1_000, Due = 1_000, Looks = 200;

    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(40);

    public static async Task<int> RunAsync(string[] args)
    {
        foreach (var size in args.Length > 0 ? args : ["10000", "1000000"])
        {
            var data = Directory.CreateTempSubdirectory("leadsail-bench-");
            try
            {
                await Measure(int.Parse(size, CultureInfo.InvariantCulture), data.FullName);
            }
            finally
            {
                data.Delete(recursive: true);
            }
        }

        return 0;
    }

    private static async Task Measure(int size, string data)
    {
        var product = await BenchedProduct.StartAsync(
            BenchedProduct.Sqlite(data), new LineLimits { Provider = "elevenlabs", MaxConcurrentCalls = 1_000, CallsPerSecond = 100 },
            new AutoDialerSettings { Active = true, OperatingHours = OperatingHours.AroundTheClock, MaxConcurrentCalls = 1_000, CallsPerMinute = 6_000 });
        await using var app = product.App;
        var watch = Stopwatch.StartNew();
        await Load(product, size - Due, "idle", notBefore: _ => DateTimeOffset.UtcNow.AddDays(1));
        var loaded = watch.Elapsed;
        var database = Directory.GetFiles(data).Sum(path => new FileInfo(path).Length) / 1024 / 1024;
        Say($"{size} leads: loaded in {loaded.TotalSeconds:0.0} s ({(size - Due) / loaded.TotalSeconds:0} a second), database {database} MB, {WorkingSet()} MB of memory after it");

        var start = DateTimeOffset.UtcNow.AddSeconds(5);
        var dueAt = await Load(product, Due, "due", i => start + (Spread * i / Due));
        await product.Get<DialerNudges>().NudgeAsync();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var calls = await Dialled(product, dueAt.Keys);
        var used = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        Say($"{Due} of them fell due over {Spread.TotalSeconds:0} s and were dialled in {(calls.Values.Max() - start).TotalSeconds:0.0} s; {used.TotalMilliseconds / Due:0.0} ms of CPU a call, load generator included; {WorkingSet()} MB of memory");

        Table.Head($"With {size} leads");
        Table.Row("from due to dialling", "ms", dueAt.Select(lead => (calls[lead.Key] - lead.Value).TotalMilliseconds));
        Table.Row("a look of the pump with nobody due", "ms", await LooksAsync(product));
        Table.Row("GET /campaigns/{id}/auto-dialer", "ms", await StatusesAsync(product));
        await app.StopAsync();
    }

    /// <summary>New leads in the dialer, as its machine makes them, each with a time of its own.</summary>
    private static async Task<Dictionary<string, DateTimeOffset>> Load(BenchedProduct product, int count, string kind, Func<int, DateTimeOffset> notBefore)
    {
        var store = product.Get<ILeads>();
        var campaign = await product.Get<IStateReader>().ReadAsync<CampaignState>("campaign", product.KeyOf(BenchedProduct.Campaign));
        var place = DemoPlaces.OpenAt(DateTimeOffset.UtcNow)[..5];
        var times = new Dictionary<string, DateTimeOffset>(kind == "due" ? count : 0);
        for (var first = 0; first < count; first += Batch)
        {
            var batch = Enumerable.Range(first, Math.Min(Batch, count - first)).Select(i =>
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"lead_{kind}_{i:0000000}");
                var phone = string.Create(CultureInfo.InvariantCulture, $"{place}{(kind == "due" ? 2_000_000 : 3_000_000) + i:0000000}");
                var given = new LeadGiven { FirstName = "Ada", LastName = "Lovelace", Email = "ada@example.com", Phone = phone };
                var now = DateTimeOffset.UtcNow;
                var (lead, refusal) = NewLead.Of(id, campaign, now, new Submit($"sub_{kind}_{i}", BenchedProduct.Campaign, given, LeadStatus.New, "bench"), new EnterDialer { Actor = "bench" });
                var made = lead ?? throw new InvalidOperationException(refusal!.Message);
                if (kind == "due")
                {
                    times[id] = notBefore(i);
                }

                return made with { State = made.State with { Place = made.State.Place! with { NotBefore = notBefore(i) } } };
            });
            await store.InsertAsync(product.Organization, [.. batch]);
        }

        return times;
    }

    /// <summary>When each lead's call was persisted as dialling.</summary>
    private static async Task<Dictionary<string, DateTimeOffset>> Dialled(BenchedProduct product, IReadOnlyCollection<string> leads)
    {
        var reader = product.Get<IStateReader>();
        var dialled = new Dictionary<string, DateTimeOffset>(leads.Count);
        while (dialled.Count < leads.Count)
        {
            await Task.Delay(500);
            foreach (var leadId in leads.Where(lead => !dialled.ContainsKey(lead)))
            {
                if (await reader.ReadAsync<LeadState>("lead", product.KeyOf(leadId)) is { Attempts: [var attempt, ..] })
                {
                    dialled[leadId] = attempt.DialledAt;
                }
            }
        }

        return dialled;
    }

    private static async Task<List<double>> LooksAsync(BenchedProduct product)
    {
        var due = product.Get<IDueLeads>();
        ImmutableArray<Lane> lanes = [.. Enum.GetValues<Lane>()];
        return await Times(async () =>
        {
            foreach (var lane in lanes)
            {
                await due.DueZonesAsync(product.Organization, BenchedProduct.Campaign, lane, DateTimeOffset.UtcNow);
            }

            await due.NextDueAsync(product.Organization, BenchedProduct.Campaign, lanes, DateTimeOffset.UtcNow);
            await due.InFlightAsync(product.Organization, BenchedProduct.Campaign);
        }, Looks);
    }

    private static Task<List<double>> StatusesAsync(BenchedProduct product) =>
        Times(() => product.Get<DialerStatuses>().FindAsync(product.Organization, BenchedProduct.Campaign, CancellationToken.None), 10);

    private static async Task<List<double>> Times(Func<Task> run, int count)
    {
        var times = new List<double>(count);
        for (var i = 0; i < count; i++)
        {
            var watch = Stopwatch.GetTimestamp();
            await run();
            times.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
        }

        return times;
    }

    private static long WorkingSet()
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1024 / 1024;
    }

    private static void Say(FormattableString text) => System.Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
