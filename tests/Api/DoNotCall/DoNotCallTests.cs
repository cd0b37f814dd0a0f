using System.Text.Json;
using LeadSail.ApiKeys;
using LeadSail.Hosting;

namespace LeadSail.DoNotCall;

/// <summary>The organization's list: entries, their reasons, and what they stop.</summary>
[Collection(nameof(FastHost))]
public sealed class DoNotCallTests(FastHost host)
{
    [Fact]
    public async Task A_listed_number_is_called_by_nobody_until_it_is_taken_off()
    {
        var scene = await Scene.Set(host.Api);
        var phone = Scene.Phone("01");
        var leadId = await scene.Lead(phone);
        var answer = await host.Api.Post("dnc", new { phone = $"({phone[2..5]}) {phone[5..8]}-{phone[8..]}", reason = " asked by letter " });
        var entry = answer.Gives(201);
        Assert.Equal((phone, "asked by letter", JsonValueKind.Null), (entry.Text("phone"), entry.Text("reason"), entry.At("inFlight").ValueKind));
        Assert.StartsWith("key_", entry.Text("addedBy"), StringComparison.Ordinal);
        Assert.Equal($"/api/v1/dnc/%2B{phone[1..]}", answer.Headers.Location!.ToString());
        var refused = await host.Api.Post("voice/calls/initiate", new { leadId });
        refused.Refuses(422, "LEAD_DNC");
        Assert.Contains("asked by letter", Assert.Single(refused.Details), StringComparison.Ordinal);

        var again = (await host.Api.Post("dnc", new { phone, reason = "something else" })).Gives(200);
        Assert.Equal(entry.GetRawText(), again.GetRawText());
        Assert.Equal(phone, (await host.Api.Delete($"dnc/{Uri.EscapeDataString(phone)}")).Gives(200).Text("phone"));
        (await host.Api.Delete($"dnc/{phone[2..]}")).Refuses(404, "NOT_FOUND");
        (await host.Api.Post("voice/calls/initiate", new { leadId })).Gives(202);
    }

    [Fact]
    public async Task The_list_is_read_page_by_page_and_searched_by_number_and_reason()
    {
        var api = await host.NewOrganization();
        var phones = Enumerable.Range(0, 5).Select(_ => Scene.Phone("01")).ToArray();
        foreach (var phone in phones.Reverse())
        {
            (await api.Post("dnc", new { phone, reason = phone == phones[3] ? "Lawyer's letter, 100%" : null })).Gives(201);
        }

        Assert.Equal(phones, await Listed(api, ""));
        List<string> read = [];
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await api.Get($"dnc?limit=2&cursor={cursor}")).Gives(200);
            read.AddRange(page.At("entries").EnumerateArray().Select(entry => entry.Text("phone")!));
            cursor = page.Text("nextCursor");
            Assert.Equal(cursor is not null, page.At("hasMore").GetBoolean());
        }

        Assert.Equal(phones, read);
        Assert.Equal([phones[2]], await Listed(api, $"search={Uri.EscapeDataString($"({phones[2][2..5]}) {phones[2][5..]}")}"));
        Assert.Equal([phones[3]], await Listed(api, "search=lawyer"));
        Assert.Equal([phones[3]], await Listed(api, "search=letter,%20100%25"));
        Assert.Empty(await Listed(api, "search=_awyer"));
    }

    [Fact]
    public async Task An_opt_out_in_a_call_is_an_entry_that_names_the_call()
    {
        var api = await host.NewOrganization();
        var scene = await Scene.Set(api);
        var phone = Scene.Phone("13");
        var interactionId = await scene.Call(await scene.Lead(phone));
        await scene.Over(interactionId);
        var entry = (await api.Get("dnc")).Gives(200).At("entries")[0];
        Assert.Equal((phone, interactionId), (entry.Text("phone"), entry.Text("addedBy")));
    }

    [Fact]
    public async Task What_is_wrong_is_told()
    {
        (await host.Api.Post("dnc", new { phone = "12" })).FindsFault("phone: A North American phone has 10 digits, or 11 starting with 1; any other needs + and its country code.");
        (await host.Api.Post("dnc", new { phone = "+1 911 555 0101", reason = "x" })).FindsFault("phone: 911 is not an area code.");
        (await host.Api.Post("dnc", new { reason = new string('x', 501), why = 1 })).FindsFault("reason: must have at most 500 characters", "why: unknown field", "phone: is required");
        (await host.Api.Delete("dnc/nobody")).Refuses(400, "VALIDATION_ERROR");
        (await host.Api.Get("dnc?limit=0")).Refuses(400, "VALIDATION_ERROR");
    }

    [Fact]
    public async Task Whoever_may_write_lists_and_only_an_admin_takes_off()
    {
        var (writer, admin) = (await host.ClientWith(Scope.Write), await host.ClientWith(Scope.Admin));
        var phone = Scene.Phone("01");
        (await writer.Post("dnc", new { phone })).Gives(201);
        (await writer.Delete($"dnc/{phone[2..]}")).Refuses(403, "FORBIDDEN");
        (await admin.Delete($"dnc/{phone[2..]}")).Gives(200);
    }

    internal static async Task<string[]> Listed(ApiClient api, string query) =>
        [.. (await api.Get($"dnc?{query}")).Gives(200).At("entries").EnumerateArray().Select(entry => entry.Text("phone")!)];
}
