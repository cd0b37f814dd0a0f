using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LeadSail.Campaigns;
using LeadSail.Organizations;

namespace LeadSail.Bench;

/// <summary>
/// What the console asks for, with as many leads as interactions, over HTTP, one request after the other: a list is to answer in under 300 ms, a filter or search in under 500 ms.
/// </summary>
internal static class ListsBench
{
    private const int Warm = 3, Times = 30;

    /// <summary>What is far too slow is not asked 30 times.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(string[] args)
    {
        var size = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        var data = Directory.CreateTempSubdirectory("leadsail-bench-");
        try
        {
            await Measure(size, data.FullName);
        }
        finally
        {
            data.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task Measure(int size, string data)
    {
        var product = await BenchedProduct.StartAsync(
            BenchedProduct.Sqlite(data), new LineLimits { Provider = "elevenlabs", MaxConcurrentCalls = 10, CallsPerSecond = 1 },
            new AutoDialerSettings { Active = true, OperatingHours = OperatingHours.AroundTheClock });
        await using var app = product.App;
        var load = new ListsLoad(product, size);
        var watch = Stopwatch.StartNew();
        await load.LoadAsync();
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{size} leads and {size} interactions: loaded in {watch.Elapsed.TotalSeconds:0} s, database {Directory.GetFiles(data).Sum(path => new FileInfo(path).Length) / 1024 / 1024} MB"));

        using var http = new HttpClient { BaseAddress = new Uri(product.Address, "/api/v1/") };
        http.DefaultRequestHeaders.Add("X-API-Key", BenchedProduct.Key);
        Table.Head($"With {size} leads and {size} interactions");
        var step = size / (Times + Warm);
        foreach (var (name, path) in Leads(load, step).Concat(Interactions(load, step)).Concat(Pages()))
        {
            await RowAsync(http, name, path);
        }

        await app.StopAsync();
    }

    private static IEnumerable<(string Name, Func<int, string> Path)> Leads(ListsLoad load, int step) =>
    [
        ("leads: first page", _ => "leads"),
        ("leads: page far away", i => $"leads?cursor={load.Leads[(i + 1) * step]}"),
        ("leads: status of many", i => $"leads?status={(i % 2 == 0 ? "queued" : "contacted")}"),
        ("leads: status of few", _ => "leads?status=signed"),
        ("leads: status of none", _ => "leads?status=accepted"),
        ("leads: campaign of many", _ => $"leads?campaignIds={BenchedProduct.Campaign}"),
        ("leads: campaign of few", _ => $"leads?campaignIds={ListsLoad.Small}"),
        ("leads: campaign of many, status of few", _ => $"leads?campaignIds={BenchedProduct.Campaign}&status=signed"),
        ("leads: tests", _ => "leads?isTest=true"),
        ("leads: must not be phoned (none)", _ => "leads?isDnc=true"),
        ("leads: a day long ago", i => $"leads?startDate={Day(80 - i)}&endDate={Day(80 - i)}"),
        ("leads: search first name", i => $"leads?search={ListsLoad.FirstName(i)}"),
        ("leads: search both names", i => $"leads?search={ListsLoad.FirstName(i * step)}%20{ListsLoad.LastName(i * step)}"),
        ("leads: search part of an e-mail", i => $"leads?search={ListsLoad.LastName(i * step).ToLowerInvariant()[2..]}{i * step}%40exam"),
        ("leads: search phone", i => $"leads?search={Uri.EscapeDataString(load.Phone(i * step))}"),
        ("leads: search end of a phone", i => $"leads?search={load.Phone(i * step)[^5..]}"),
        ("leads: search two letters", i => $"leads?search={ListsLoad.FirstName(i)[..2]}"),
        ("leads: search without hit", i => $"leads?search=nobody{i}"),
        ("leads: status and search without hit", i => $"leads?status=queued&search=nobody{i}"),
        ("leads: campaign and search without hit", i => $"leads?campaignIds={BenchedProduct.Campaign}&search=nobody{i}"),
    ];

    private static IEnumerable<(string Name, Func<int, string> Path)> Interactions(ListsLoad load, int step) =>
    [
        ("interactions: first page", _ => "interactions"),
        ("interactions: page far away", i => $"interactions?cursor={DateTimeOffset.UtcNow.AddDays(-i * 0.9).ToUnixTimeMilliseconds()}_int_0"),
        ("interactions: status of many", i => $"interactions?status={(i % 2 == 0 ? "qualified" : "no_answer")}"),
        ("interactions: status of few", _ => "interactions?status=busy"),
        ("interactions: statuses of few", _ => "interactions?status=busy,dnc,error"),
        ("interactions: running (none)", _ => "interactions?status=in_progress&limit=100"),
        ("interactions: campaign of many", _ => $"interactions?campaignId={BenchedProduct.Campaign}"),
        ("interactions: campaign of few", _ => $"interactions?campaignId={ListsLoad.Small}"),
        ("interactions: campaign of many, status of few", _ => $"interactions?campaignId={BenchedProduct.Campaign}&status=busy"),
        ("interactions: inbound", _ => "interactions?direction=inbound"),
        ("interactions: agent that had none", _ => "interactions?agentId=agent_none"),
        ("interactions: a day long ago", i => $"interactions?from={Day(29 - (i % 28))}T00:00:00Z&to={Day(28 - (i % 28))}T00:00:00Z"),
        ("interactions: of a lead", i => $"interactions/lead/{load.Leads[i * step]}"),
        ("interactions: search word in all", i => $"interactions?search={(i % 2 == 0 ? ListsLoad.Frequent : "roof")}"),
        ("interactions: search word in few", i => $"interactions?search={ListsLoad.Street(i * 37)}"),
        ("interactions: search two words in all", _ => $"interactions?search={ListsLoad.Frequent}%20insurance"),
        ("interactions: search word in all, one in few", i => $"interactions?search={ListsLoad.Frequent}%20{ListsLoad.Street(i * 37)}"),
        ("interactions: search one letter", i => $"interactions?search={"astwi"[i % 5]}"),
        ("interactions: search first name", i => $"interactions?search={ListsLoad.FirstName(i)}"),
        ("interactions: search phone", i => $"interactions?search={Uri.EscapeDataString(load.Phone(i * step))}"),
        ("interactions: search end of a phone", i => $"interactions?search={load.Phone(i * step)[^5..]}"),
        ("interactions: search without hit", i => $"interactions?search=nobody{i}"),
        ("interactions: status of few, word in all", _ => $"interactions?status=busy&search={ListsLoad.Frequent}"),
        ("interactions: campaign, status, word in all", _ => $"interactions?campaignId={BenchedProduct.Campaign}&status=qualified&search={ListsLoad.Frequent}"),
        ("interactions: a day long ago, word in all", i => $"interactions?from={Day(29 - (i % 28))}T00:00:00Z&to={Day(28 - (i % 28))}T00:00:00Z&search={ListsLoad.Frequent}"),
    ];

    private static IEnumerable<(string Name, Func<int, string> Path)> Pages() =>
    [
        ("live: calls per minute", _ => "interactions/per-minute?minutes=60"),
        ("live: calls per minute of a day", _ => "interactions/per-minute?minutes=1440"),
        ("live: dialer of the campaign of many", _ => $"campaigns/{BenchedProduct.Campaign}/auto-dialer"),
        ("campaigns: list", _ => "campaigns?limit=25"),
        ("campaigns: progress of the campaign of many", _ => $"campaigns/{BenchedProduct.Campaign}/progress"),
    ];

    private static async Task RowAsync(HttpClient http, string name, Func<int, string> path)
    {
        var times = new List<double>(Times);
        var rows = 0;
        var since = Stopwatch.GetTimestamp();
        for (var i = 0; i < Warm + Times && (i <= Warm || Stopwatch.GetElapsedTime(since) < Longest); i++)
        {
            var watch = Stopwatch.GetTimestamp();
            var body = await http.GetByteArrayAsync(path(i));
            if (i >= Warm)
            {
                times.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
                rows += Rows(body);
            }
        }

        Table.Row(string.Create(CultureInfo.InvariantCulture, $"{name} ({rows / (double)times.Count:0.#} rows)"), "ms", times);
    }

    /// <summary>How many came, which tells that the question was the one meant.</summary>
    private static int Rows(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("data").EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.Array).Select(field => field.Value.GetArrayLength()).FirstOrDefault();
    }

    private static string Day(int ago) => DateTimeOffset.UtcNow.AddDays(-ago).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
