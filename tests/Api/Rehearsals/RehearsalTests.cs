using System.Text.Json;
using LeadSail.ApiKeys;
using LeadSail.Dialers;
using LeadSail.Hosting;

namespace LeadSail.Rehearsals;

/// <summary>Rehearsing a campaign over the API.</summary>
[Collection(nameof(FastHost))]
public sealed class RehearsalTests(FastHost host)
{
    private static readonly object Off = new { active = false, operatingHours = DialerScene.Always };

    [Fact]
    public async Task It_tells_hour_by_hour_what_would_be_and_nothing_changes()
    {
        var scene = await DialerScene.Set(host.Api, Off);
        var leads = await scene.Leads(5);
        var before = await All(scene, leads.Keys);
        var asked = new { from = "2026-11-23T14:00:00Z", days = 14, seed = 3, settings = new { active = true }, pricePerMinute = 0.1 };

        var report = await Simulate(scene, asked);

        Assert.Equal((14 * 24, 5), (report.GetProperty("hours").GetArrayLength(), report.At("totals.leads").GetInt32()));
        Assert.Equal(("2026-11-23T14:00:00.000Z", "2026-12-07T14:00:00.000Z", 3), (report.Text("from"), report.Text("until"), report.GetProperty("seed").GetInt32()));
        var hours = report.GetProperty("hours").EnumerateArray().ToArray();
        var attempts = report.At("totals.attempts").GetInt32();
        Assert.True(attempts >= 5);
        Assert.Equal(attempts, hours.Sum(hour => hour.GetProperty("attempts").GetInt32()));
        Assert.Equal(attempts, hours.Sum(hour => hour.GetProperty("outcomes").EnumerateObject().Sum(outcome => outcome.Value.GetInt32())));
        Assert.Equal(attempts, report.At("totals.outcomes").EnumerateObject().Sum(outcome => outcome.Value.GetInt32()));
        Assert.InRange(hours.Max(hour => hour.GetProperty("inFlight").GetInt32()), 1, 5);
        Assert.Equal(0, report.GetProperty("violations").GetInt32());
        Assert.NotNull(report.Text("finishedAt"));
        Assert.Equal(JsonValueKind.Number, report.GetProperty("spend").ValueKind);
        Assert.Equal(report.GetRawText(), (await Simulate(scene, asked)).GetRawText());
        Assert.Equal(before, await All(scene, leads.Keys));
        foreach (var phone in leads.Values)
        {
            Assert.Empty(await host.Api.Dials(phone));
        }
    }

    [Fact]
    public async Task It_goes_by_the_campaign_as_it_is_unless_told_otherwise()
    {
        var scene = await DialerScene.Set(host.Api, Off);
        await scene.Leads(3);
        var off = await Simulate(scene, new { days = 1 });
        Assert.Equal((0, """{"campaign_active":3}"""), (off.At("totals.attempts").GetInt32(), off.GetProperty("neverCallable").GetRawText()));
        Assert.Equal(JsonValueKind.Null, off.GetProperty("spend").ValueKind);

        var all = Enumerable.Repeat(100, 24);
        var on = await Simulate(scene, new { days = 3, answerRates = new { byHour = all, reached = new { completed = 1, incomplete = 0, qualified = 0, disqualified = 0, followUp = 0, scheduledCallback = 0, dnc = 0 } }, settings = new { active = true } });
        Assert.Equal("""{"completed":3}""", on.At("totals.outcomes").GetRawText());
        Assert.Equal(0, (await Simulate(scene, new { leads = "in_dialer", settings = new { active = true } })).At("totals.attempts").GetInt32());
        Assert.False((await host.Api.Get($"campaigns/{scene.CampaignId}")).Gives(200).At("autoDialer.active").GetBoolean());
    }

    [Fact]
    public async Task Every_fault_is_told()
    {
        var scene = await DialerScene.Set(host.Api, Off);
        (await Ask(scene, new
        {
            days = 91, seed = 1.5, from = "soon", pricePerMinute = -1, leads = "some", unknown = 1, settings = 3,
            answerRates = new { byHour = new[] { 1 }, byAttempt = Array.Empty<int>(), talkSeconds = 0, reached = new { completed = -1, lost = 1 } },
        })).FindsFault(
            "days: must be from 1 to 90", "seed: must be a whole number", "from: must be an ISO 8601 instant", "pricePerMinute: must be from 0 to 1000", "leads: must be one of all, in_dialer", "unknown: unknown field",
            "settings: must be an object", "answerRates.byHour: must have at least 24 items", "answerRates.byAttempt: must have at least 1 items", "answerRates.talkSeconds: must be from 1 to 3600",
            "answerRates.reached.completed: must be from 0 to 1000000", "answerRates.reached.lost: unknown field");
        (await Ask(scene, new
        {
            from = "1999-01-01T00:00:00Z", settings = new { callsPerMinute = 0, lanes = Array.Empty<string>(), nonsense = true }, answerRates = new { byAttempt = new[] { 11 }, missed = new { noAnswer = 0, voicemail = 0, busy = 0, error = 0 } },
        })).FindsFault(
            "from: must be a year from 2020 to 2100", "answerRates.byAttempt[0]: must be from 0 to 10", "answerRates.missed: must give at least one outcome a share",
            "settings.callsPerMinute: must be from 1 to 6000", "settings.lanes: must have at least 1 items", "settings.nonsense: unknown field");
        (await Ask(scene, new { settings = new { timezone = "Mars/Base", holidays = new[] { "2026-02-30" } } })).FindsFault(
            "settings.timezone: must be an IANA time zone such as America/New_York", "settings.holidays[0]: must be a date as YYYY-MM-DD");
        (await host.Api.Post("campaigns/NONE/auto-dialer/simulate", new { })).Refuses(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Whoever_may_read_may_rehearse()
    {
        var scene = await DialerScene.Set(host.Api, Off);
        (await (await host.ClientWith(Scope.Read)).Post($"campaigns/{scene.CampaignId}/auto-dialer/simulate", new { })).Gives(200);
        (await (await host.ClientWith(Scope.Write)).Post($"campaigns/{scene.CampaignId}/auto-dialer/simulate", new { })).Refuses(403, "FORBIDDEN");
    }

    private static Task<Answer> Ask(DialerScene scene, object body) => scene.Api.Post($"campaigns/{scene.CampaignId}/auto-dialer/simulate", body);

    private static async Task<JsonElement> Simulate(DialerScene scene, object body) => (await Ask(scene, body)).Gives(200);

    private static async Task<string> All(DialerScene scene, IEnumerable<string> leads)
    {
        var seen = new List<string>();
        foreach (var leadId in leads)
        {
            seen.Add((await scene.Api.Get($"leads/{leadId}")).Text);
            seen.Add((await scene.Api.Get($"leads/{leadId}/events")).Text);
        }

        return string.Join('\n', seen);
    }
}
