using System.Text.Json;
using LeadSail.Hosting;

namespace LeadSail.Leads;

[Collection(nameof(FastHost))]
public sealed class LeadListTests(FastHost host)
{
    [Fact]
    public async Task Leads_are_listed_by_their_ids()
    {
        var (api, scene) = await Own();
        var (first, second) = (await scene.Lead(Scene.Phone("01")), await scene.Lead(Scene.Phone("01")));
        await scene.Lead(Scene.Phone("01"));
        var listed = (await api.Get($"leads?leadIds={first},{second},lead_of_nobody")).Gives(200).GetProperty("leads").EnumerateArray().Select(lead => lead.Text("leadId"));
        Assert.Equal([second, first], listed);
    }

    [Fact]
    public async Task Leads_are_listed_newest_first_in_pages_none_twice_none_left_out()
    {
        var (api, scene) = await Own();
        var made = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            made.Add(await scene.Lead(Scene.Phone("01")));
        }

        var pages = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null; cursor = pages[^1].Text("nextCursor"))
        {
            pages.Add((await api.Get($"leads?limit=3{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}")).Gives(200));
        }

        Assert.Equal([3, 3, 1], pages.Select(page => page.At("leads").GetArrayLength()));
        Assert.Equal([true, true, false], pages.Select(page => page.At("hasMore").GetBoolean()));
        Assert.Equal(Enumerable.Reverse(made), pages.SelectMany(Ids));
        Assert.Equal(made[..2].Reverse<string>(), Ids((await api.Get($"leads?cursor={made[2]}")).Gives(200)));
    }

    [Fact]
    public async Task An_item_is_the_lead_as_it_is_read_alone()
    {
        var (api, scene) = await Own();
        var leadId = await scene.Lead(Scene.Phone("01"));
        Assert.Equal((await scene.GetLead(leadId)).GetRawText(), Assert.Single((await api.Get("leads")).Gives(200).At("leads").EnumerateArray()).GetRawText());
    }

    [Fact]
    public async Task Filters_narrow_the_list_and_all_of_them_count()
    {
        var (api, scene) = await Own();
        var other = (await api.Post("campaigns", new { name = "Wind", clientId = "client_2", offerId = "offer_2" })).Gives(201).Text("campaignId")!;
        var a = await scene.Lead(Scene.Phone("01"));
        var b = (await api.Post("leads/submit", new { campaignId = scene.CampaignId, firstName = "Ben", lastName = "Test", email = "b@x.de", phone = Scene.Phone("01"), isTest = true })).Gives(201).Text("leadId")!;
        var c = (await api.Post("leads", new { campaignId = other, firstName = "Cem", lastName = "Wind", email = "c@x.de", phone = Scene.Phone("01"), flags = new { isDnc = true } })).Gives(201).Text("leadId")!;

        await Lists(api, "", c, b, a);
        await Lists(api, $"campaignIds={scene.CampaignId}", b, a);
        await Lists(api, $"campaignIds={scene.CampaignId},%20{other}", c, b, a);
        await Lists(api, "campaignIds=NOPE");
        await Lists(api, "clientIds=client_2", c);
        await Lists(api, "clientIds=client_1,client_2&offerIds=offer_1", b, a);
        await Lists(api, "status=pending", b);
        await Lists(api, "status=new,pending", c, b, a);
        await Lists(api, "isTest=true", b);
        await Lists(api, "isTest=false&isDnc=false", a);
        await Lists(api, "isDnc=true", c);
        await Lists(api, "startDate=2026-11-18&endDate=2026-11-18", c, b, a);
        await Lists(api, "startDate=2026-11-18T17:00:00Z", c, b, a);
        await Lists(api, "startDate=2026-11-18T12:00:00-05:00&endDate=2026-12-01T00:00:00Z", c, b, a);
        await Lists(api, "startDate=2027-01-01");
        await Lists(api, "endDate=2026-11-17");
        await Lists(api, "endDate=2026-11-18T16:59:59.999Z");
    }

    [Fact]
    public async Task People_are_found_by_name_mail_phone_in_any_formatting_and_id()
    {
        var (api, scene) = await Own();
        var phone = Scene.Phone("01");
        var (area, exchange, line) = (phone[2..5], phone[5..8], phone[8..]);
        var found = (await api.Post("leads", new { campaignId = scene.CampaignId, firstName = "ŞÜKRÜ", lastName = "O'Neil_100%", email = "Suek@Example.org", phone })).Gives(201).Text("leadId")!;
        var german = (await api.Post("leads", new { campaignId = scene.CampaignId, firstName = "Anna", lastName = "Bee", email = "a@b.de", phone = "+49304445566" })).Gives(201).Text("leadId")!;
        foreach (var search in new[]
        {
            "şükrü", "Şükrü O'neil", "o'neil şük", "neil_100%", "suek@EXAMPLE", "example.org ŞÜKRÜ", found, phone, phone[1..], phone[2..], $"({area}) {exchange}-{line}", $"{area}.{exchange}.{line}",
            $"{exchange}-{line}", line, $"001 {area} {exchange} {line}",
        })
        {
            Assert.Equal([found], Ids((await api.Get($"leads?search={Uri.EscapeDataString(search)}")).Gives(200)));
        }

        await Lists(api, "search=030%20444%2055%2066", german);
        await Lists(api, "search=a", german, found);
        await Lists(api, "search=%20", german, found);
        await Lists(api, "search=%25%25");
        await Lists(api, "search=nobody");
        await Lists(api, "search=%27%20OR%201%3D1%20--");
    }

    [Theory]
    [InlineData("status=lost", "status: must be one of new, ")]
    [InlineData("status=new,", "status: must be ")]
    [InlineData("isTest=1", "isTest: must be true or false")]
    [InlineData("isDnc=yes", "isDnc: must be true or false")]
    [InlineData("startDate=yesterday", "startDate: must be an ISO 8601 instant or date")]
    [InlineData("startDate=2026-02-30", "startDate: must be an ISO 8601 instant or date")]
    [InlineData("endDate=18.11.2026", "endDate: must be an ISO 8601 instant or date")]
    [InlineData("endDate=12:00", "endDate: must be an ISO 8601 instant or date")]
    [InlineData("campaignIds=,", "campaignIds: must be up to 100 values")]
    [InlineData("clientIds=a%00b", "clientIds: must be up to 100 values")]
    [InlineData("search=a%00b", "search: must not contain a NUL character")]
    [InlineData("limit=101", "limit: must be a whole number from 1 to 100")]
    [InlineData("cursor=%27", "cursor: is none of ours")]
    public async Task A_value_that_cannot_be_read_is_told(string query, string fault)
    {
        var answer = await host.Api.Get($"leads?{query}");
        answer.Refuses(400, "VALIDATION_ERROR");
        Assert.StartsWith(fault, Assert.Single(answer.Details), StringComparison.Ordinal);
    }

    private async Task<(ApiClient Api, Scene Scene)> Own()
    {
        var api = await host.NewOrganization();
        return (api, await Scene.Set(api));
    }

    private static async Task Lists(ApiClient api, string query, params string[] leadIds) => Assert.Equal(leadIds, Ids((await api.Get($"leads?{query}")).Gives(200)));

    private static string[] Ids(JsonElement page) => [.. page.At("leads").EnumerateArray().Select(lead => lead.Text("leadId")!)];
}
