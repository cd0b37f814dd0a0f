using System.Collections.Immutable;
using LeadSail.Campaigns;
using LeadSail.Leads;
using LeadSail.Storage;

namespace LeadSail.Contract;

/// <summary>The leads in dialers: who is due, where, when the next one will be, and who waits for what.</summary>
public abstract class DueLeadsContract<TStore> : StorageTest<TStore> where TStore : IStoreUnderTest, new()
{
    private static readonly DateTimeOffset Now = Clock.Epoch.AddDays(30);

    private static readonly ImmutableArray<Lane> AllLanes = [.. Enum.GetValues<Lane>()];

    [Fact]
    public async Task Zones_are_those_with_a_lead_that_is_due_each_once()
    {
        await LeadAsync("lead_1", zone: "B", attempt: 2);
        await LeadAsync("lead_2", zone: "B", attempt: 2, due: -5);
        await LeadAsync("lead_3", zone: "A", attempt: 3);
        await LeadAsync("lead_4", zone: "A", attempt: 1, due: 0.001);
        await LeadAsync("lead_5", zone: "A", attempt: 2, lane: Lane.New);
        await LeadAsync("lead_6", zone: "", attempt: 1, lane: Lane.First, due: 0);
        await LeadAsync("lead_7", zone: "C", dialer: "HVA");
        await LeadAsync("lead_8", zone: "D", organization: "org_b");
        await LeadAsync("lead_9", zone: "E", dialer: null);

        Assert.Equal("A3 B2", await ZonesAsync(Lane.Retry));
        Assert.Equal("A2", await ZonesAsync(Lane.New));
        Assert.Equal("1 A2 A3 B2", await ZonesAsync([.. AllLanes]));
        Assert.Equal("", await ZonesAsync(Lane.Callback));
    }

    [Fact]
    public async Task The_longest_due_of_the_zones_asked_for_are_picked_first()
    {
        await LeadAsync("lead_5", zone: "A", due: -10);
        await LeadAsync("lead_3", zone: "B", due: -30);
        await LeadAsync("lead_2", zone: "A", due: -20);
        await LeadAsync("lead_1", zone: "A", due: -20);
        await LeadAsync("lead_4", zone: "C", due: -40);
        await LeadAsync("lead_6", zone: "A", due: 1);
        await LeadAsync("lead_7", zone: "A", due: -50, attempt: 2);
        await LeadAsync("lead_8", zone: "A", due: -50, lane: Lane.New);

        Assert.Equal("lead_3 lead_1 lead_2 lead_5", await PickAsync(10, "A", "B"));
        Assert.Equal("lead_3 lead_1", await PickAsync(2, "A", "B"));
        Assert.Equal("lead_3 lead_1", await PickAsync(2, "B", "A"));
        Assert.Equal("lead_1", await PickAsync(1, "A"));
        Assert.Equal("", await PickAsync(10, "D"));
        Assert.Equal("", await PickAsync(10));
    }

    [Fact]
    public async Task The_next_instant_is_the_first_after_now_in_any_zone_of_the_lanes()
    {
        await LeadAsync("lead_1", zone: "A", due: 60);
        await LeadAsync("lead_2", zone: "B", due: 30);
        await LeadAsync("lead_3", zone: "B", due: -30);
        await LeadAsync("lead_4", zone: "B", due: 0);
        await LeadAsync("lead_5", zone: "A", attempt: 2, due: 40);
        await LeadAsync("lead_6", zone: "A", lane: Lane.Callback, due: 10);
        await LeadAsync("lead_7", zone: "A", dialer: "HVA", due: 1);

        await LeadAsync("lead_8", zone: "A", due: (DialerPlace.NotByWaiting - Now).TotalSeconds, notBefore: -5, heldBy: "max_attempts");

        Assert.Equal(Now.AddSeconds(30), await Database.DueLeads.NextDueAsync("org_a", "SOL", [Lane.New, Lane.Retry], Now));
        Assert.Equal(Now.AddSeconds(10), await Database.DueLeads.NextDueAsync("org_a", "SOL", AllLanes, Now));
        Assert.Equal(Now.AddSeconds(40), await Database.DueLeads.NextDueAsync("org_a", "SOL", [Lane.Retry], Now.AddSeconds(30)));
        Assert.Null(await Database.DueLeads.NextDueAsync("org_a", "SOL", AllLanes, Now.AddSeconds(60)));
        Assert.Null(await Database.DueLeads.NextDueAsync("org_a", "SOL", [Lane.First], Now));
        Assert.Null(await Database.DueLeads.NextDueAsync("org_b", "SOL", AllLanes, Now));
    }

    [Fact]
    public async Task Those_who_wait_are_counted_by_what_holds_them()
    {
        await LeadAsync("lead_1", zone: "A", due: -1);
        await LeadAsync("lead_2", zone: "A", due: 0);
        await LeadAsync("lead_3", zone: "A", due: 5);
        await LeadAsync("lead_4", zone: "A", due: 5, notBefore: -5, heldBy: "min_gap");
        await LeadAsync("lead_5", zone: "A", due: 9, notBefore: -5, heldBy: "min_gap");
        await LeadAsync("lead_6", zone: "A", due: -2, notBefore: -5, heldBy: "min_gap");
        await LeadAsync("lead_7", zone: "A", due: 9, notBefore: 5, heldBy: "number_cap");
        await LeadAsync("lead_8", zone: "B", attempt: 2, lane: Lane.Callback, due: 9);
        await LeadAsync("lead_9", zone: "B", dialer: "HVA");

        Assert.Equal(
            ["callback B2 scheduled: 1, as lead_8", "retry A1 held by min_gap: 2, as lead_4", "retry A1 scheduled held by number_cap: 1, as lead_7", "retry A1 scheduled: 1, as lead_3", "retry A1: 3, as lead_1"],
            (await Database.DueLeads.CountAsync("org_a", "SOL", Now))
                .Select(leads => $"{Enums.Name(leads.Lane)} {leads.Zone.ZoneKey}{leads.Zone.Attempt}{(leads.IsScheduled ? " scheduled" : "")}{(leads.HeldBy is { } rule ? $" held by {rule}" : "")}: {leads.Leads}, as {leads.Sample}")
                .Order(StringComparer.Ordinal));
        Assert.Empty(await Database.DueLeads.CountAsync("org_b", "SOL", Now));
    }

    [Fact]
    public async Task Another_status_waits_apart()
    {
        await LeadAsync("lead_1");
        await LeadAsync("lead_2", status: LeadStatus.Voicemail);
        await LeadAsync("lead_3", status: LeadStatus.Voicemail);

        Assert.Equal([(LeadStatus.Pending, 1), (LeadStatus.Voicemail, 2)], (await Database.DueLeads.CountAsync("org_a", "SOL", Now)).Select(leads => (leads.Status, leads.Leads)).Order());
    }

    [Fact]
    public async Task Of_those_who_wait_alike_some_wait_for_a_later_time_than_others()
    {
        await LeadAsync("lead_1", due: 10);
        await LeadAsync("lead_2", due: 20);
        await LeadAsync("lead_3", due: 30);
        await LeadAsync("lead_4", due: 30, status: LeadStatus.Voicemail);
        await LeadAsync("lead_5", due: 30, attempt: 2);
        await LeadAsync("lead_6", due: 40, notBefore: 30, heldBy: "min_gap");

        var waiting = await Database.DueLeads.CountAsync("org_a", "SOL", Now);
        var alike = waiting.Single(leads => leads.Leads == 3);
        var held = waiting.Single(leads => leads.HeldBy is not null);
        Assert.Equal(
            (3, 2, 1, 0, 1),
            (await Later(alike, 9), await Later(alike, 10), await Later(alike, 29), await Later(alike, 30), await Later(held, 29)));
    }

    [Fact]
    public async Task Held_are_those_whom_a_rule_refused_until_later_page_by_page()
    {
        await LeadAsync("lead_1", due: 5, notBefore: -5, heldBy: "min_gap");
        await LeadAsync("lead_2", due: 9, notBefore: 5, heldBy: "number_cap");
        await LeadAsync("lead_3", due: -2, notBefore: -5, heldBy: "min_gap");
        await LeadAsync("lead_4", due: 5);
        await LeadAsync("lead_5", due: 9, notBefore: -5, heldBy: "consent", lane: Lane.New);
        await LeadAsync("lead_6", due: 9, notBefore: -5, heldBy: "consent", dialer: "HVA");

        Assert.Equal(["lead_1", "lead_2"], await Database.DueLeads.HeldAsync("org_a", "SOL", Now, null, 2));
        Assert.Equal(["lead_5"], await Database.DueLeads.HeldAsync("org_a", "SOL", Now, "lead_2", 2));
        Assert.Empty(await Database.DueLeads.HeldAsync("org_b", "SOL", Now, null, 2));
    }

    [Fact]
    public async Task In_flight_are_the_running_calls_that_the_dialer_asked_for()
    {
        await CallAsync("org_a/int_1", "in_progress", "auto_dialer", "SOL");
        await CallAsync("org_a/int_2", "in_progress", "first_submission", "SOL");
        await CallAsync("org_a/int_3", "completed", "auto_dialer", "SOL");
        await CallAsync("org_a/int_4", "in_progress", "api", "SOL");
        await CallAsync("org_a/int_5", "in_progress", "auto_dialer", "HVA");
        await CallAsync("org_b/int_6", "in_progress", "auto_dialer", "SOL");

        Assert.Equal((2, 1, 0), (await InFlight("org_a", "SOL"), await InFlight("org_b", "SOL"), await InFlight("org_b", "HVA")));
    }

    [Fact]
    public async Task Campaigns_are_those_of_any_organization_in_whose_dialer_a_lead_waits()
    {
        Assert.Empty(await Database.DueLeads.CampaignsWithLeadsAsync());

        await LeadAsync("lead_1", dialer: "SOL", due: 500);
        await LeadAsync("lead_2", dialer: "SOL", lane: Lane.First);
        await LeadAsync("lead_3", dialer: "HVA");
        await LeadAsync("lead_4", dialer: "SOL", organization: "org_b");
        await LeadAsync("lead_5", dialer: null, organization: "org_c");

        Assert.Equal([("org_a", "HVA"), ("org_a", "SOL"), ("org_b", "SOL")], await Database.DueLeads.CampaignsWithLeadsAsync());
    }

    [Fact]
    public async Task Whoever_leaves_is_in_none_of_them()
    {
        var grain = await LeadAsync("lead_1");
        await grain.WriteAsync(Lead(dialer: null, Lane.Retry, "A", 1, 0, 0, null));

        Assert.Equal("", await ZonesAsync([.. AllLanes]));
        Assert.Equal("", await PickAsync(10, "A"));
        Assert.Null(await Database.DueLeads.NextDueAsync("org_a", "SOL", AllLanes, Now.AddDays(-1)));
        Assert.Empty(await Database.DueLeads.CountAsync("org_a", "SOL", Now));
        Assert.Empty(await Database.DueLeads.CampaignsWithLeadsAsync());
    }

    private async Task<StoredGrain<Life>> LeadAsync(
        string id, string zone = "A", int attempt = 1, Lane lane = Lane.Retry, double due = -1, double? notBefore = null, string? heldBy = null, string? dialer = "SOL", string organization = "org_a",
        LeadStatus status = LeadStatus.Pending)
    {
        var grain = Grain<Life>($"{organization}/{id}", "lead");
        await grain.WriteAsync(Lead(dialer, lane, zone, attempt, notBefore ?? due, due, heldBy, status));
        return grain;
    }

    private static Life Lead(string? dialer, Lane lane, string zone, int attempt, double notBefore, double due, string? heldBy, LeadStatus status = LeadStatus.Pending) => new()
    {
        ReadRow = new ReadRow("leads",
        [
            new("status", Enums.Name(status)), new("created_at", Clock.Epoch), new("updated_at", Clock.Epoch), new("dialer", dialer), new("lane", dialer is null ? null : Enums.Name(lane)),
            new("zone_key", dialer is null ? null : zone), new("attempt", dialer is null ? null : attempt), new("not_before", dialer is null ? null : Now.AddSeconds(notBefore)),
            new("due_at", dialer is null ? null : Now.AddSeconds(due)), new("held_by", dialer is null ? null : heldBy),
        ]),
    };

    private Task CallAsync(string key, string status, string source, string campaign)
    {
        var call = Life.Call(status, new ReadColumn("campaign_id", campaign));
        return Grain<Life>(key).WriteAsync(call with { ReadRow = call.ReadRow! with { Columns = [.. call.ReadRow.Columns.Where(column => column.Name != "source"), new("source", source)] } });
    }

    private Task<int> Later(WaitingLeads alike, double than) => Database.DueLeads.CountLaterAsync("org_a", "SOL", alike, Now, Now.AddSeconds(than));

    private Task<int> InFlight(string organization, string campaign) => Database.DueLeads.InFlightAsync(organization, campaign);

    private async Task<string> ZonesAsync(params Lane[] lanes)
    {
        var zones = await Task.WhenAll(lanes.Select(lane => Database.DueLeads.DueZonesAsync("org_a", "SOL", lane, Now)));
        return string.Join(' ', zones.SelectMany(each => each).Select(zone => $"{zone.ZoneKey}{zone.Attempt}").Order(StringComparer.Ordinal));
    }

    private async Task<string> PickAsync(int limit, params string[] zones) =>
        string.Join(' ', await Database.DueLeads.PickAsync("org_a", "SOL", Lane.Retry, [.. zones.Select(zone => new DueZone(zone, 1))], Now, limit));
}
