using System.Globalization;
using System.Text.Json;
using LeadSail.Hosting;

namespace LeadSail.Interactions;

/// <summary>Lists of interactions, each test in an organization of its own.</summary>
[Collection(nameof(FastHost))]
public sealed class InteractionListTests(FastHost host)
{
    [Fact]
    public async Task They_are_counted_by_the_minute_of_the_last_hour_or_as_many_as_are_asked_for()
    {
        var scene = await Scene.Set(await host.NewOrganization());
        await Call(scene, "05");
        var minutes = (await scene.Api.Get("interactions/per-minute")).Gives(200).GetProperty("minutes").EnumerateArray().ToArray();
        Assert.Equal(60, minutes.Length);
        Assert.Equal(1, minutes.Sum(minute => minute.GetProperty("byStatus").EnumerateObject().Sum(status => status.Value.GetInt32())));
        Assert.All(minutes.Zip(minutes.Skip(1)), pair => Assert.Equal(TimeSpan.FromMinutes(1), pair.Second.GetProperty("at").GetDateTimeOffset() - pair.First.GetProperty("at").GetDateTimeOffset()));

        Assert.Equal(1440, (await scene.Api.Get("interactions/per-minute?minutes=1440")).Gives(200).GetProperty("minutes").GetArrayLength());
        foreach (var wrong in new[] { "0", "1441", "-1", "an hour", "1.5" })
        {
            (await scene.Api.Get($"interactions/per-minute?minutes={wrong}")).FindsFault("minutes: must be a whole number from 1 to 1440");
        }
    }

    [Fact]
    public async Task They_come_newest_first_in_pages_as_each_is_shown_alone()
    {
        var scene = await Scene.Set(await host.NewOrganization());
        var calls = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            calls.Insert(0, await Call(scene, "05"));
        }

        List<string> paged = [];
        for (string? cursor = null; paged.Count == 0 || cursor is not null;)
        {
            var page = (await scene.Api.Get($"interactions?limit=2&cursor={cursor}")).Gives(200);
            paged.AddRange(Ids(page));
            cursor = page.Text("nextCursor");
            Assert.Equal((cursor is not null, true), (page.At("hasMore").GetBoolean(), Ids(page).Length is 2 or 1));
        }

        Assert.Equal(calls, paged);
        var first = (await scene.Api.Get("interactions?limit=1")).Gives(200);
        Assert.Equal((await scene.Interaction(calls[0])).GetRawText(), first.At("interactions")[0].GetRawText());

        // a page is where it was, whatever came since
        await Call(scene, "05");
        Assert.Equal(calls[1], Ids((await scene.Api.Get($"interactions?limit=1&cursor={first.Text("nextCursor")}")).Gives(200))[0]);
    }

    [Fact]
    public async Task Every_filter_works_and_all_can_be_combined()
    {
        var api = await host.NewOrganization();
        var (one, other) = (await Scene.Set(api), await Scene.Set(api));
        var qualified = await Call(one, "10");
        var busy = await Call(one, "06");
        var elsewhere = await Call(other, "10");

        await Lists(api, "", elsewhere, busy, qualified);
        await Lists(api, "status=qualified", elsewhere, qualified);
        await Lists(api, "status=qualified,busy", elsewhere, busy, qualified);
        await Lists(api, "status=qualified&status=busy", elsewhere, busy, qualified);
        await Lists(api, "status=in_progress");
        await Lists(api, $"campaignId={one.CampaignId}", busy, qualified);
        await Lists(api, $"agentId={other.AgentId}", elsewhere);
        await Lists(api, "direction=inbound");
        await Lists(api, "direction=outbound", elsewhere, busy, qualified);
        await Lists(api, $"status=qualified&campaignId={one.CampaignId}&agentId={one.AgentId}&direction=outbound&search=Marta&unknown=1", qualified);

        var created = (await one.Interaction(busy)).Text("createdAt")!;
        await Lists(api, $"from={created}", elsewhere, busy);
        await Lists(api, $"to={created}", qualified);
        var inTokyo = DateTimeOffset.Parse(created, CultureInfo.InvariantCulture).ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
        await Lists(api, $"from={Uri.EscapeDataString(inTokyo)}", elsewhere, busy);
        await Lists(api, $"from={created}&to={created}");
    }

    [Fact]
    public async Task A_search_finds_name_phone_id_and_words()
    {
        var scene = await Scene.Set(await host.NewOrganization());
        var phone = Scene.Phone("10");
        var leadId = (await scene.Api.Post("leads", new { campaignId = scene.CampaignId, firstName = "Zoë", lastName = "Núñez", email = "z@example.com", phone })).Gives(201).Text("leadId")!;
        var interactionId = await scene.Call(leadId);
        var (seen, _) = await scene.Over(interactionId);
        await Call(scene, "05");
        var said = seen.At("transcript").EnumerateArray().Select(line => line.Text("message")!).First(text => text.Split(' ').Length > 4).Split(' ');

        foreach (var typed in new[]
        {
            "Zoë", "zoe nunez", "NÚÑ", "Núñez, Zoë", phone, phone[1..], $"({phone[2..5]}) {phone[5..8]}-{phone[8..]}", phone[^7..], leadId, interactionId,
            string.Join(' ', said[1..4]), string.Join(' ', said[..3].Reverse()), $"{said[1]} {said[2][..1]}",
        })
        {
            await Lists(scene.Api, $"search={Uri.EscapeDataString(typed)}", interactionId);
        }

        foreach (var typed in new[] { "zoe marta", "oë", "\" OR 1=1 --", "words:zoe", "*", "zoe NOT keller", "NEAR(zoe nunez)", "int_", phone + "9", "(", "'", "\ud83d\udc4d" })
        {
            await Lists(scene.Api, $"search={Uri.EscapeDataString(typed)}");
        }
    }

    [Fact]
    public async Task A_lead_is_found_by_the_name_that_it_has_now()
    {
        var scene = await Scene.Set(await host.NewOrganization());
        var leadId = await scene.Lead(Scene.Phone("05"));
        var interactionId = await scene.Call(leadId);
        await scene.Over(interactionId);
        await Lists(scene.Api, "search=Keller", interactionId);

        (await scene.Api.Post("leads/submit", new { campaignId = scene.CampaignId, leadId, lastName = "Byron" })).Gives(201);

        await Lists(scene.Api, "search=Marta+Byron", interactionId);
        await Lists(scene.Api, "search=Keller");
    }

    [Theory]
    [InlineData("status=done", "status: must be one of in_progress, completed, incomplete, voicemail, no_answer, busy, no_contact, scheduled_callback, follow_up, qualified, disqualified, dnc, error")]
    [InlineData("status=completed,", "status: must be one of in_progress, completed, incomplete, voicemail, no_answer, busy, no_contact, scheduled_callback, follow_up, qualified, disqualified, dnc, error")]
    [InlineData("direction=both", "direction: must be one of outbound, inbound")]
    [InlineData("from=2026-11-18", "from: must be an instant with its zone, e.g. 2026-11-18T17:00:00Z")]
    [InlineData("from=2026-11-18T17:00:00", "from: must be an instant with its zone, e.g. 2026-11-18T17:00:00Z")]
    [InlineData("from=2026-02-30T17:00:00Z", "from: must be an instant with its zone, e.g. 2026-11-18T17:00:00Z")]
    [InlineData("to=2026-11-18T17:00:00+01:00", "to: must be an instant with its zone, e.g. 2026-11-18T17:00:00Z")]
    [InlineData("to=0001-01-01T00:00:00%2B01:00", "to: must be an instant with its zone, e.g. 2026-11-18T17:00:00Z")]
    [InlineData("limit=0", "limit: must be a whole number from 1 to 100")]
    [InlineData("limit=101", "limit: must be a whole number from 1 to 100")]
    [InlineData("cursor=x", "cursor: is none of ours")]
    [InlineData("cursor=12_lead_1", "cursor: is none of ours")]
    [InlineData("cursor=-1_int_1", "cursor: is none of ours")]
    [InlineData("cursor=9999999999999999_int_1", "cursor: is none of ours")]
    [InlineData("campaignId=%00", "campaignId: must not contain a NUL character")]
    [InlineData("search=a%00b", "search: must not contain a NUL character")]
    public async Task A_bad_value_is_told_by_its_name(string query, string fault) => (await host.Api.Get($"interactions?{query}")).FindsFault(fault);

    [Fact]
    public async Task A_search_has_at_most_two_hundred_characters()
    {
        var many = string.Concat(Enumerable.Repeat("a ", 100));
        (await host.Api.Get($"interactions?search={many}")).Gives(200);
        (await host.Api.Get($"interactions?search={many}b")).FindsFault("search: must have at most 200 characters");
    }

    [Theory]
    [InlineData("status=&campaignId=&from=&search=&cursor=")]
    [InlineData("search=%20")]
    public async Task What_is_empty_filters_nothing(string query)
    {
        var scene = await Scene.Set(await host.NewOrganization());
        var interactionId = await scene.Call(await scene.Lead(Scene.Phone("05")));
        await Lists(scene.Api, query, interactionId);
        await Lists(await host.NewOrganization(), query);
    }

    private static async Task<string> Call(Scene scene, string ending)
    {
        var interactionId = await scene.Call(await scene.Lead(Scene.Phone(ending)));
        await scene.Over(interactionId);
        return interactionId;
    }

    /// <summary>That a query lists exactly these, in this order.</summary>
    private static async Task Lists(ApiClient api, string query, params string[] expected)
    {
        var found = Ids((await api.Get($"interactions?{query}")).Gives(200));
        Assert.True(expected.SequenceEqual(found), $"{query} lists {string.Join(' ', found)}, not {string.Join(' ', expected)}");
    }

    private static string[] Ids(JsonElement page) => [.. page.At("interactions").EnumerateArray().Select(interaction => interaction.Text("interactionId")!)];
}
