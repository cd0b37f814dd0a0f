using System.Globalization;
using System.Text.Json;
using LeadSail.Hosting;

namespace LeadSail.Dialers;

/// <summary>A campaign whose dialer is on, and what is seen of it.</summary>
internal sealed record DialerScene(Scene Scene)
{
    public ApiClient Api => Scene.Api;

    public string CampaignId => Scene.CampaignId;

    /// <summary>Every day, all day.</summary>
    public static object Always { get; } = Hours("00:00", "24:00");

    /// <summary>A window, every day.</summary>
    public static object Hours(string start, string end)
    {
        var day = new[] { new { start, end } };
        return new { monday = day, tuesday = day, wednesday = day, thursday = day, friday = day, saturday = day, sunday = day };
    }

    public static async Task<DialerScene> Set(ApiClient api, object? autoDialer = null, object? firstSubmissionAction = null)
    {
        var scene = new DialerScene(await Scene.Set(api));
        await scene.Change(new { autoDialer = autoDialer ?? new { active = true, operatingHours = Always, callsPerMinute = 6000, maxConcurrentCalls = 100 }, firstSubmissionAction = firstSubmissionAction ?? new { enabled = false } });
        return scene;
    }

    public async Task Change(object settings) => (await Api.Patch($"campaigns/{CampaignId}", settings)).Gives(200);

    /// <summary>New leads with this ending, and their numbers.</summary>
    public async Task<Dictionary<string, string>> Leads(int count, string ending = "01")
    {
        var leads = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var phone = Scene.Phone(ending);
            leads[await Scene.Lead(phone)] = phone;
        }

        return leads;
    }

    public async Task<JsonElement> Send(params IEnumerable<string> leadIds) => (await Api.Post("leads/send-to-auto-dialer", new { leadIds })).Gives(200);

    public async Task<JsonElement> Status() => (await Api.Get($"campaigns/{CampaignId}/auto-dialer")).Gives(200);

    public async Task<JsonElement> Eligibility(string leadId) => (await Api.Get($"leads/{leadId}/call-eligibility")).Gives(200);

    /// <summary>When the phones of these numbers rang, in order.</summary>
    public async Task<DateTimeOffset[]> Rang(IEnumerable<string> phones)
    {
        var wanted = phones.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. (await Api.Get("/simulator/dials")).Json.GetProperty("dials").EnumerateArray()
                .Where(dial => dial.GetProperty("dialled").GetBoolean() && wanted.Contains(dial.Text("to")!))
                .Select(dial => DateTimeOffset.Parse(dial.Text("time")!, CultureInfo.InvariantCulture)).Order(),
        ];
    }

    public Task<DateTimeOffset[]> RangAtLeast(IReadOnlyCollection<string> phones, int times) =>
        Eventually.Sees(() => Rang(phones), rang => rang.Length >= times, $"{times} of {phones.Count} phones to ring");
}
