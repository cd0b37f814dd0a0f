using LeadSail.Campaigns;
using LeadSail.Imports;
using LeadSail.Leads;
using LeadSail.Storage;

namespace LeadSail.Contract;

/// <summary>Many leads at once: found by a selection, and stored as if their grains had done it.</summary>
public abstract class LeadsContract<TStore> : StorageTest<TStore> where TStore : IStoreUnderTest, new()
{
    private static readonly CampaignState Campaign = new() { Version = 1, Settings = new() { AutoDialer = new() { Active = true } } };

    [Fact]
    public async Task New_leads_are_stored_with_row_history_and_place_in_one_commit()
    {
        await InsertAsync(Lead("lead_1"), Lead("lead_2", new EnterDialer { Actor = "key_1" }));

        var grain = Grain<LeadState>("org_a/lead_2", "lead");
        await grain.ReadAsync();
        Assert.Equal((true, LeadStatus.New, Lane.New), (grain.State.Exists, grain.State.Status, grain.State.Place!.Lane));
        Assert.Equal(["submitted", "dialer_entered"], await HistoryAsync("org_a/lead_2"));
        Assert.Equal(["submitted"], await HistoryAsync("org_a/lead_1"));
        Assert.Equal(["lead_1", "lead_2"], (await Store.RowsAsync("leads")).Select(row => row["id"]));
        Assert.Equal(2, (await Store.RowsAsync("lead_names")).Count);
        Assert.Equal([("org_a", "SOL")], await Database.DueLeads.CampaignsWithLeadsAsync());

        await grain.WriteAsync(grain.State with { Status = LeadStatus.Contacted });
        Assert.Equal(LeadStatus.Contacted, (await Database.States.ReadAsync<LeadState>("lead", "org_a/lead_2"))!.Status);
    }

    [Fact]
    public async Task Leads_that_exist_are_refused_and_nothing_of_theirs_is_stored()
    {
        await InsertAsync(Lead("lead_1"));
        var refused = await Database.Leads.InsertAsync("org_a", [Lead("lead_1", new EnterDialer()), Lead("lead_2")]);

        Assert.Equal(["lead_1"], refused);
        Assert.Equal(["submitted"], await HistoryAsync("org_a/lead_1"));
        Assert.Null((await Database.States.ReadAsync<LeadState>("lead", "org_a/lead_1"))!.Place);
        Assert.NotNull(await Database.States.ReadAsync<LeadState>("lead", "org_a/lead_2"));
        Assert.Empty(await Database.Leads.InsertAsync("org_b", [Lead("lead_1")]));
        Assert.Empty(await Database.Leads.InsertAsync("org_a", []));
    }

    [Fact]
    public void A_lead_that_refuses_what_it_is_told_is_none()
    {
        var (lead, refusal) = NewLead.Of("lead_1", Campaign, Clock.Epoch, [Submit("SOL", "+12125550100"), new ChangeLead { Status = LeadStatus.Signed }, new EnterDialer()]);
        Assert.Null(lead);
        Assert.Equal(Codes.LeadStatusExcluded, refusal?.Code);
    }

    [Fact]
    public async Task Leads_of_a_campaign_are_found_by_email_or_phone_and_of_several_the_first()
    {
        await InsertAsync(
            Lead("lead_3", new ChangeLead { Given = new() { Email = "ada@example.com", Phone = "+12125550103" } }), Lead("lead_1", new ChangeLead { Given = new() { Email = "ada@example.com", Phone = "+12125550101" } }),
            Lead("lead_2", new ChangeLead { Given = new() { Email = "grace@example.com", Phone = "+12125550102" } }), Lead("lead_0", new ChangeLead { Given = new() { Email = "ada@example.com" } }, campaign: "HVA"));
        await Database.Leads.InsertAsync("org_b", [Lead("lead_4", new ChangeLead { Given = new() { Email = "kurt@example.com" } })]);

        Assert.Equal(
            [("ada@example.com", "lead_1"), ("grace@example.com", "lead_2")], await FindAsync(ImportIdentifier.Email, "grace@example.com", "kurt@example.com", "ada@example.com", "GRACE@example.com"));
        Assert.Equal([("+12125550102", "lead_2"), ("+12125550103", "lead_3")], await FindAsync(ImportIdentifier.Phone, "+12125550103", "+12125550102", "+12125550109"));
        Assert.Empty(await FindAsync(ImportIdentifier.Email));
        Assert.Single(await FindAsync(ImportIdentifier.Email, [.. Enumerable.Range(1, ILeads.MostFound - 1).Select(i => $"x{i}"), "ada@example.com"]));
    }

    [Fact]
    public async Task The_leads_of_a_campaign_are_counted_by_status()
    {
        await InsertAsync(Lead("lead_1"), Lead("lead_2", new ChangeLead { Status = LeadStatus.Contacted }), Lead("lead_3"), Lead("lead_4", campaign: "HVA"));
        await Database.Leads.InsertAsync("org_b", [Lead("lead_5")]);

        Assert.Equal(new Dictionary<LeadStatus, int> { [LeadStatus.New] = 2, [LeadStatus.Contacted] = 1 }, await Database.Leads.ByStatusAsync("org_a", "SOL"));
        Assert.Empty(await Database.Leads.ByStatusAsync("org_a", "NONE"));
    }

    [Fact]
    public async Task A_selection_gives_ids_in_their_order_from_one_on()
    {
        await InsertAsync(Lead("lead_3"), Lead("lead_1"), Lead("lead_2"), Lead("lead_4", campaign: "HVA"));
        await Database.Leads.InsertAsync("org_b", [Lead("lead_5")]);

        Assert.Equal("lead_1 lead_2 lead_3", await IdsAsync(new()));
        Assert.Equal("lead_1 lead_2", await IdsAsync(new(), limit: 2));
        Assert.Equal("lead_3", await IdsAsync(new(), after: "lead_2"));
        Assert.Equal("", await IdsAsync(new(), after: "lead_3"));
    }

    [Fact]
    public async Task Filters_are_combined()
    {
        await InsertAsync(
            Lead("lead_1"), Lead("lead_2", new ChangeLead { Status = LeadStatus.Contacted }), Lead("lead_3", new ChangeLead { Given = new() { IsTest = true, FirstName = "Zoë" } }),
            Lead("lead_4", new ChangeLead { Given = new() { IsDnc = true, Phone = "+13125550199" } }), Lead("lead_5", at: Clock.Epoch.AddHours(1)));

        Assert.Equal("lead_2", await IdsAsync(new() { Statuses = [LeadStatus.Contacted] }));
        Assert.Equal("lead_1 lead_2 lead_3 lead_4 lead_5", await IdsAsync(new() { Statuses = [LeadStatus.Contacted, LeadStatus.New] }));
        Assert.Equal("lead_3", await IdsAsync(new() { IsTest = true }));
        Assert.Equal("lead_1 lead_2 lead_4 lead_5", await IdsAsync(new() { IsTest = false }));
        Assert.Equal("lead_4", await IdsAsync(new() { IsDnc = true }));
        Assert.Equal("lead_5", await IdsAsync(new() { From = Clock.Epoch.AddTicks(1) }));
        Assert.Equal("lead_1 lead_2 lead_3 lead_4", await IdsAsync(new() { To = Clock.Epoch, From = Clock.Epoch }));
        Assert.Equal("lead_3", await IdsAsync(new() { Search = "zoë keller" }));
        Assert.Equal("lead_2", await IdsAsync(new() { Search = "KELLER lead_2" }));
        Assert.Equal("lead_4", await IdsAsync(new() { Search = "(312) 555-0199" }));
        Assert.Equal("", await IdsAsync(new() { Search = "%" }));
        Assert.Equal("", await IdsAsync(new() { IsTest = true, IsDnc = true }));
    }

    private Task<IReadOnlyList<string>> InsertAsync(params NewLead[] leads) => Database.Leads.InsertAsync("org_a", leads);

    private async Task<string> IdsAsync(LeadSelection which, string? after = null, int limit = 100)
    {
        var ids = await Database.Leads.IdsAsync("org_a", which with { CampaignId = "SOL" }, after, limit);
        Assert.True(after is not null || limit < 100 || ids.Count == await Database.Leads.CountAsync("org_a", which with { CampaignId = "SOL" }));
        return string.Join(' ', ids);
    }

    private static NewLead Lead(string id, LeadCommand? then = null, string campaign = "SOL", DateTimeOffset? at = null) =>
        NewLead.Of(id, Campaign, at ?? Clock.Epoch, then is null ? [Submit(campaign, "+12125550142")] : [Submit(campaign, "+12125550142"), then]).Lead!;

    private static Submit Submit(string campaign, string phone) =>
        new("sub_1", campaign, new LeadGiven { FirstName = "Marta", LastName = "Keller", Email = "marta@example.com", Phone = phone }, LeadStatus.New, "key_1");

    private async Task<(string, string)[]> FindAsync(ImportIdentifier by, params string[] values) =>
        [.. (await Database.Leads.FindAsync("org_a", "SOL", by, values)).Select(found => (found.Key, found.Value)).Order()];
}
