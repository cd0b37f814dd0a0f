using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using LeadSail.Campaigns;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Bench;

/// <summary>Rehearses 30 days of a campaign with many new leads, over the API, on SQLite.</summary>
internal static class RehearsalBench
{
    private const int Batch = 1_000, Days = 30;

    private static readonly string[] Areas = ["212", "305", "312", "415", "480", "503", "617", "713", "808", "907"];

    public static async Task<int> RunAsync(string[] args)
    {
        var size = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 10_000;
        var rounds = args is [_, var more, ..] ? int.Parse(more, CultureInfo.InvariantCulture) : 3;
        var data = Directory.CreateTempSubdirectory("leadsail-bench-");
        try
        {
            var product = await BenchedProduct.StartAsync(
                BenchedProduct.Sqlite(data.FullName), new LineLimits { Provider = "elevenlabs", MaxConcurrentCalls = 50, CallsPerSecond = 2 }, new AutoDialerSettings { MaxConcurrentCalls = 50, CallsPerMinute = 60 });
            await using var app = product.App;
            await Load(product, size);
            using var http = new HttpClient { BaseAddress = product.Address, Timeout = TimeSpan.FromMinutes(10) };
            http.DefaultRequestHeaders.Add("X-API-Key", BenchedProduct.Key);
            var answers = new HashSet<string>();
            for (var round = 0; round < rounds; round++)
            {
                var cpu = Process.GetCurrentProcess().TotalProcessorTime;
                var watch = Stopwatch.StartNew();
                using var response = await http.PostAsJsonAsync(
                    $"/api/v1/campaigns/{BenchedProduct.Campaign}/auto-dialer/simulate", new { from = "2026-11-23T14:00:00Z", days = Days, seed = 7, settings = new { active = true } });
                var text = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
                var took = watch.Elapsed;
                answers.Add(text);
                var totals = JsonElement.Parse(text).GetProperty("data").GetProperty("totals");
                System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{Days} days of {size} leads: {took.TotalSeconds:0.0} s, {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds:0.0} s of CPU, {totals.GetProperty("attempts")} calls, {totals.GetProperty("waiting")} leads still wait"));
            }

            System.Console.WriteLine($"{answers.Count} different answer{(answers.Count == 1 ? "" : "s")} in {rounds} rounds");
            await app.StopAsync();
            return answers.Count == 1 ? 0 : 1;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task Load(BenchedProduct product, int size)
    {
        var campaign = await product.Get<IStateReader>().ReadAsync<CampaignState>("campaign", product.KeyOf(BenchedProduct.Campaign));
        for (var first = 0; first < size; first += Batch)
        {
            var batch = Enumerable.Range(first, Math.Min(Batch, size - first)).Select(i =>
            {
                var phone = string.Create(CultureInfo.InvariantCulture, $"+1{Areas[i % Areas.Length]}{2_000_000 + i:0000000}");
                var given = new LeadGiven { FirstName = "Ada", LastName = "Lovelace", Email = "ada@example.com", Phone = phone };
                return NewLead.Of(string.Create(CultureInfo.InvariantCulture, $"lead_{i:0000000}"), campaign, DateTimeOffset.UtcNow, new Submit($"sub_{i}", BenchedProduct.Campaign, given, LeadStatus.New, "bench")).Lead!;
            });
            await product.Get<ILeads>().InsertAsync(product.Organization, [.. batch]);
        }
    }
}
