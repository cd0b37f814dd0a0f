using System.Diagnostics;
using System.Globalization;

namespace LeadSail.Chaos;

/// <summary>Several times as many requests as the product can serve (R9 of the promises): it says so to whoever is too much, does what it acknowledged, stays within its memory, and is itself again when they are gone.</summary>
internal static class Overload
{
    /// <summary>More than find room: 256 are worked on and 1,024 wait by default.</summary>
    private const int AtOnce = 2_400;

    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(10);

    public static async Task<Verdict> RunAsync(World world, TimeSpan time)
    {
        var verdict = new Verdict();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce }) { BaseAddress = world.Api.Host, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Add("X-API-Key", World.Key);
        var campaign = (await world.Api.PostAsync("api/v1/campaigns", new { name = "Overload" })).GetProperty("campaignId").GetString()!;
        var (people, acknowledged, shed, silent, other, failed) = (0, 0, 0, 0, 0, 0);
        var memory = new List<long> { MemoryOf(world) };
        var watch = Stopwatch.StartNew();

        async Task Ask()
        {
            while (watch.Elapsed < time)
            {
                var nth = Interlocked.Increment(ref people);
                var person = new { campaignId = campaign, firstName = "Marta", lastName = "Keller", email = "marta@example.com", phone = string.Create(CultureInfo.InvariantCulture, $"+1646{2_000_000 + nth}") };
                try
                {
                    using var answer = await http.PostAsync(new Uri("api/v1/leads", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(person));
                    switch ((int)answer.StatusCode)
                    {
                        case 201:
                            Interlocked.Increment(ref acknowledged);
                            break;
                        case 429 or 503:
                            Interlocked.Increment(ref shed);
                            Interlocked.Add(ref silent, answer.Headers.RetryAfter is null ? 1 : 0);
                            break;
                        default:
                            Interlocked.Increment(ref other);
                            break;
                    }
                }
                catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
                {
                    Interlocked.Increment(ref failed);
                }
            }
        }

        async Task Look()
        {
            while (watch.Elapsed < time)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
                memory.Add(MemoryOf(world));
            }
        }

        await Task.WhenAll([.. Enumerable.Range(0, AtOnce).Select(_ => Ask()), Look()]);
        var since = Stopwatch.StartNew();
        while (await world.Api.TryGetAsync($"api/v1/campaigns/{campaign}") is null || await TookAsync(world, campaign) > TimeSpan.FromSeconds(1))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        var recovered = since.Elapsed;
        verdict.Count("requests at once", AtOnce);
        verdict.Count("requests answered", acknowledged + shed + other);
        verdict.Count("leads acknowledged", acknowledged);
        verdict.Count("leads acknowledged, a second", (int)(acknowledged / time.TotalSeconds));
        verdict.Count("requests shed (429, 503)", shed);
        verdict.Count("memory before, MB", (int)(memory[0] / 1024));
        verdict.Count("memory after a fifth of the time, MB", (int)(memory[memory.Count / 5] / 1024));
        verdict.Count("memory at most, MB", (int)(memory.Max() / 1024));
        verdict.Count("milliseconds until it is itself again", (int)recovered.TotalMilliseconds);
        verdict.Hold("what is too much is told so, and when to come again", shed > 0 && silent == 0, $"{shed} were shed, {silent} of them without Retry-After");
        verdict.Hold("every request is answered", failed == 0 && other == 0, $"{failed} were not, {other} in another way");
        var stored = world.Product.Count("select count(*) from leads");
        verdict.Hold("nothing acknowledged is missing", stored >= acknowledged, $"{acknowledged} leads were acknowledged, {stored} are there");
        verdict.Hold("memory stays within bounds", memory.Max() < 2 * 1024 * 1024, $"{memory.Max() / 1024} MB");
        verdict.Hold("it is itself again within seconds", recovered < Recovery, $"it took {recovered.TotalSeconds:0.0} s");
        verdict.Hold("it stops cleanly", await world.Product.StopAsync() == 0, "exit code");
        return verdict;
    }

    private static async Task<TimeSpan> TookAsync(World world, string campaign)
    {
        var watch = Stopwatch.StartNew();
        await world.Api.TryGetAsync($"api/v1/campaigns/{campaign}");
        return watch.Elapsed;
    }

    /// <summary>Resident memory of all processes, in kB.</summary>
    private static long MemoryOf(World world) => world.Product.ProcessIds.Sum(id =>
        File.ReadLines($"/proc/{id}/status").Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture)).Single());
}
