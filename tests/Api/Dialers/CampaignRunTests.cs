using System.Globalization;
using System.Text.Json;
using LeadSail.Hosting;

namespace LeadSail.Dialers;

/// <summary>
/// A campaign with leads of every ending, dialled to its end. What happened is told by the simulator's own log and the API, and held against a table
/// that shares no code with the product.
/// </summary>
public sealed class CampaignRunTests(CampaignRunTests.Host host) : IClassFixture<CampaignRunTests.Host>
{
    private const int Slots = 20, MostAttempts = 2;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("LEADSAIL_LONG") == "1";

    /// <summary>Two attempts at most, nobody waits between them: digits, how often it rings, and what the lead is in the end.</summary>
    private static readonly (string Digits, int Dials, string Status, bool Waits)[] Endings =
    [
        ("01", 1, "contacted", false), ("02", 1, "contacted", false), ("03", 2, "no_contact", false), ("04", 2, "no_contact", false), ("05", 2, "no_contact", false),
        ("06", 2, "no_contact", false), ("08", 1, "scheduled_callback", true), ("09", 2, "scheduled_callback", false), ("10", 1, "qualified", false),
        ("11", 1, "disqualified", false), ("12", 1, "contacted", false), ("13", 1, "dnc", false), ("14", 1, "disqualified", false), ("30", 1, "contacted", false),
        ("40", 1, "contacted", false), ("41", 1, "contacted", false), ("43", 1, "contacted", false), ("50", 2, "no_contact", false), ("52", 2, "no_contact", false),
    ];

    /// <summary>Calls of a second or less, and a provider that is asked soon when a webhook is lost.</summary>
    public sealed class Host() : RunningHost(speed: 400, settings: "--Providers:ElevenLabs:PollSeconds=1");

    [Fact]
    public async Task Every_lead_ends_as_the_rules_say_and_no_limit_is_ever_passed()
    {
        var scene = await Scene.Set(host.Api);
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new
        {
            autoDialer = new
            {
                active = true, operatingHours = Always(), sequence = new[] { new { afterMinutes = 0 } }, byOutcome = new { busy = new { afterMinutes = 0 } },
                maxAttempts = MostAttempts, maxConcurrentCalls = Slots, callsPerMinute = 6000,
            },
        })).Gives(200);
        var people = await Enter(scene, IsLong ? 2_000 : 10 * Endings.Length);

        foreach (var batch in people.Keys.Chunk(200))
        {
            var sent = (await host.Api.Post("leads/send-to-auto-dialer", new { leadIds = batch })).Gives(200);
            Assert.Equal((batch.Length, 0), (sent.GetProperty("succeeded").GetInt32(), sent.GetProperty("failed").GetArrayLength()));
        }

        await Eventually.Sees(
            () => Status(scene),
            seen => seen.GetProperty("inFlight").GetInt32() == 0 && seen.GetProperty("dueNow").GetInt32() == 0 && seen.GetProperty("heldBecause").TryGetProperty("no_call_running", out _) is false,
            "the campaign to come to its end",
            guard: TimeSpan.FromMinutes(5));

        var dials = (await Dials()).Where(dial => dial.GetProperty("dialled").GetBoolean()).ToArray();
        Assert.InRange(MostAtOnce(dials), 2, Slots);
        var leads = people.ToLookup(person => person.Value, person => person.Key);
        foreach (var number in dials.GroupBy(dial => dial.Text("to")!))
        {
            Assert.InRange(MostAtOnce(number), 0, 1);
            Assert.Equal(leads[number.Key].Sum(_ => Expected(number.Key).Dials), number.Count());
        }

        foreach (var (leadId, phone) in people)
        {
            var lead = await scene.GetLead(leadId);
            var expected = Expected(phone);
            Assert.Equal((phone, expected.Status, expected.Dials), (phone, lead.Text("status"), lead.GetProperty("attempts").GetProperty("total").GetInt32()));
            Assert.Null(lead.Text("activeInteractionId"));
        }

        var end = await Status(scene);
        var waiting = people.Values.Count(phone => Expected(phone).Waits);
        Assert.Equal((waiting, waiting), (end.GetProperty("scheduled").GetInt32(), end.GetProperty("lanes").GetProperty("callback").GetInt32()));
        Assert.Equal(waiting, end.GetProperty("heldBecause").EnumerateObject().Sum(held => held.Value.GetInt32()));
        Assert.Equal(0, end.GetProperty("line").GetProperty("inUse").GetInt32());
    }

    private static (string Digits, int Dials, string Status, bool Waits) Expected(string phone) => Endings.Single(ending => ending.Digits == phone[^2..]);

    /// <summary>Leads with their numbers. One in fifty has the number of the one before it.</summary>
    private static async Task<Dictionary<string, string>> Enter(Scene scene, int count)
    {
        var phones = new string[count];
        for (var i = 0; i < count; i++)
        {
            // whoever finds the number taken waits a minute, and such a run is a long one; shared are endings that no list or callback ends
            var shares = IsLong && i % 50 == 49;
            phones[i] = shares ? phones[i - 1] : Scene.Phone(IsLong && i % 50 == 48 ? "05" : Endings[i % Endings.Length].Digits);
        }

        var leads = new Dictionary<string, string>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(phones, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (phone, _) =>
        {
            var leadId = await scene.Lead(phone);
            lock (leads)
            {
                leads[leadId] = phone;
            }
        });
        return leads;
    }

    private async Task<JsonElement> Status(Scene scene) => (await host.Api.Get($"campaigns/{scene.CampaignId}/auto-dialer")).Gives(200);

    private async Task<JsonElement[]> Dials() => [.. (await host.Api.Get("/simulator/dials")).Json.GetProperty("dials").EnumerateArray()];

    private static int MostAtOnce(IEnumerable<JsonElement> dials)
    {
        var (now, most) = (0, 0);
        foreach (var (_, change) in dials.SelectMany(dial => new[] { (At(dial, "time"), 1), (At(dial, "endedAt"), -1) }).Order())
        {
            now += change;
            most = Math.Max(most, now);
        }

        return most;
    }

    private static DateTimeOffset At(JsonElement dial, string name) => dial.Text(name) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : DateTimeOffset.MaxValue;

    private static object Always()
    {
        var day = new[] { new { start = "00:00", end = "24:00" } };
        return new { monday = day, tuesday = day, wednesday = day, thursday = day, friday = day, saturday = day, sunday = day };
    }
}
