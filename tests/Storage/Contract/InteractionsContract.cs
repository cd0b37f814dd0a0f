using LeadSail.Calls;
using LeadSail.Storage;

namespace LeadSail.Contract;

/// <summary>Lists of interactions: filters, pages, and what is found by a search.</summary>
public abstract class InteractionsContract<TStore> : StorageTest<TStore> where TStore : IStoreUnderTest, new()
{
    private static readonly DateTimeOffset Noon = Clock.Epoch;

    [Fact]
    public async Task They_come_newest_first_and_of_one_instant_the_later_id_first()
    {
        await CallAsync("int_2", Noon);
        await CallAsync("int_1", Noon);
        await CallAsync("int_4", Noon.AddMinutes(-1));
        await CallAsync("int_3", Noon.AddMinutes(1));
        await CallAsync("int_9", Noon, organization: "org_b");

        Assert.Equal("int_3 int_2 int_1 int_4", await ListAsync(new()));
        Assert.Equal("int_3 int_2", await ListAsync(new(), limit: 2));
        Assert.Equal("int_1 int_4", await ListAsync(new() { OlderThan = new(Noon, "int_2") }));
        Assert.Equal("", await ListAsync(new() { OlderThan = new(Noon.AddMinutes(-1), "int_4") }));
    }

    [Fact]
    public async Task Filters_are_combined()
    {
        await CallAsync("int_1", Noon, status: "completed", more: [new("lead_id", "lead_1"), new("campaign_id", "SOL"), new("agent_id", "agent_1"), new("direction", "inbound")]);
        await CallAsync("int_2", Noon, status: "no_answer", more: [new("lead_id", "lead_2"), new("campaign_id", "SOL"), new("agent_id", "agent_2")]);
        await CallAsync("int_3", Noon, status: "completed", more: [new("lead_id", "lead_1"), new("campaign_id", "HVA"), new("agent_id", "agent_2")]);

        Assert.Equal("int_3 int_1", await ListAsync(new() { LeadId = "lead_1" }));
        Assert.Equal("int_2 int_1", await ListAsync(new() { CampaignId = "SOL" }));
        Assert.Equal("int_3 int_2", await ListAsync(new() { AgentId = "agent_2" }));
        Assert.Equal("int_1", await ListAsync(new() { Direction = CallDirection.Inbound }));
        Assert.Equal("int_3 int_1", await ListAsync(new() { Statuses = [InteractionStatus.Completed] }));
        Assert.Equal("int_3 int_2 int_1", await ListAsync(new() { Statuses = [InteractionStatus.NoAnswer, InteractionStatus.Completed] }));
        Assert.Equal("", await ListAsync(new() { Statuses = [InteractionStatus.InProgress] }));
        Assert.Equal("int_3", await ListAsync(new() { LeadId = "lead_1", CampaignId = "HVA", AgentId = "agent_2", Direction = CallDirection.Outbound, Statuses = [InteractionStatus.Completed] }));
        Assert.Equal("", await ListAsync(new() { LeadId = "lead_1", AgentId = "agent_1", CampaignId = "HVA" }));
    }

    [Fact]
    public async Task They_are_counted_by_the_minute_in_which_they_were_created()
    {
        await CallAsync("int_0", Noon.AddMinutes(-1));
        await CallAsync("int_1", Noon, status: "completed");
        await CallAsync("int_2", Noon.AddSeconds(59.999), status: "completed");
        await CallAsync("int_3", Noon.AddSeconds(30), status: "in_progress");
        await CallAsync("int_4", Noon.AddMinutes(2), status: "in_progress");
        await CallAsync("int_5", Noon, organization: "org_b");

        Assert.Equal(
            [new(Noon, InteractionStatus.Completed, 2), new(Noon, InteractionStatus.InProgress, 1), new(Noon.AddMinutes(2), InteractionStatus.InProgress, 1)],
            await Database.Interactions.PerMinuteAsync("org_a", Noon.AddSeconds(20)));
    }

    [Fact]
    public async Task A_span_of_time_takes_in_its_begin_and_leaves_out_its_end()
    {
        await CallAsync("int_1", Noon);
        await CallAsync("int_2", Noon.AddMilliseconds(1));
        await CallAsync("int_3", Noon.AddMilliseconds(2));

        Assert.Equal("int_3 int_2", await ListAsync(new() { From = Noon.AddMilliseconds(1) }));
        Assert.Equal("int_2 int_1", await ListAsync(new() { To = Noon.AddMilliseconds(2) }));
        Assert.Equal("int_2", await ListAsync(new() { From = Noon.AddTicks(1), To = Noon.AddMilliseconds(1).AddTicks(1) }));
        Assert.Equal("", await ListAsync(new() { From = Noon.AddHours(1), To = Noon }));
    }

    [Fact]
    public async Task A_search_finds_the_id_of_interaction_or_lead_whole()
    {
        await CallAsync("int_1", Noon, more: new ReadColumn("lead_id", "lead_1"));
        await CallAsync("int_11", Noon, more: new ReadColumn("lead_id", "lead_11"));

        Assert.Equal("int_1", await FindAsync("int_1"));
        Assert.Equal("int_11", await FindAsync(" lead_11 "));
        Assert.Equal("", await FindAsync("int_"));
    }

    [Theory]
    [InlineData("+12125550142", true)]
    [InlineData("12125550142", true)]
    [InlineData("(212) 555-0142", true)]
    [InlineData("212.555.0142", true)]
    [InlineData("0142", true)]
    [InlineData("555-014", false)]
    [InlineData("+0012125550142", false)]
    [InlineData("+1 (212) 555-0142 x", false)]
    public async Task A_search_finds_the_end_of_a_phone(string typed, bool found)
    {
        await CallAsync("int_1", Noon, more: new ReadColumn("phone", "+12125550142"));
        await CallAsync("int_2", Noon, more: new ReadColumn("phone", "+12125550199"));

        Assert.Equal(found ? "int_1" : "", await FindAsync(typed));
    }

    [Theory]
    [InlineData("solar")]
    [InlineData("SOLAR rooftop")]
    [InlineData("panels, zoe")]
    [InlineData("roof")]
    [InlineData("don't")]
    [InlineData("solar - roof")]
    [InlineData("\"rooftop\"")]
    [InlineData("(solar)")]
    [InlineData("zoë")]
    [InlineData("2 kilowatts")]
    public async Task A_search_finds_words_that_were_said(string typed)
    {
        await CallAsync("int_1", Noon, spoken: "Hello, Zoë! You don't want\nrooftop solar panels? 2 kilowatts.");
        await CallAsync("int_2", Noon, spoken: "Hello there.");
        await CallAsync("int_3", Noon);

        Assert.Equal("int_1", await FindAsync(typed));
    }

    [Theory]
    [InlineData("roof solar")]
    [InlineData("olar")]
    [InlineData("solar wind")]
    [InlineData("solar OR wind")]
    [InlineData("solar NOT wind")]
    [InlineData("NEAR(solar panels)")]
    [InlineData("words : solar")]
    [InlineData("so*")]
    [InlineData("^rooftop - xy")]
    [InlineData("t don't")]
    [InlineData("*")]
    [InlineData("\"")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("👍")]
    public async Task A_search_for_what_was_not_said_finds_nothing(string typed)
    {
        await CallAsync("int_1", Noon, spoken: "rooftop solar panels don like t");

        // the beginning of a word counts in the last one only; what has a meaning to a query language has none here
        Assert.Equal(typed == "so*" ? "int_1" : "", await FindAsync(typed));
    }

    [Fact]
    public async Task What_was_said_follows_the_state()
    {
        var grain = await CallAsync("int_1", Noon, spoken: "wind power");
        await grain.WriteAsync(Call("int_1", Noon, "completed", "water power"));
        Assert.Equal(("", "int_1"), (await FindAsync("wind"), await FindAsync("water")));

        await grain.WriteAsync(Call("int_1", Noon, "completed", null));
        Assert.Equal("", await FindAsync("water"));

        await grain.WriteAsync(Call("int_1", Noon, "completed", "wind power"));
        Assert.Equal("int_1", await FindAsync("wind"));

        await grain.ClearAsync();
        Assert.Equal("", await FindAsync("wind"));
        Assert.Empty(await Store.RowsAsync("spoken"));
    }

    [Fact]
    public async Task A_search_finds_the_leads_name_as_it_is_now()
    {
        await CallAsync("int_1", Noon, more: new ReadColumn("lead_id", "lead_1"));
        await CallAsync("int_2", Noon, more: new ReadColumn("lead_id", "lead_2"));
        await CallAsync("int_3", Noon, organization: "org_b", more: new ReadColumn("lead_id", "lead_1"));
        var lead = Grain<Life>("org_a/lead_1", "lead");
        await lead.WriteAsync(Lead("Zoë O'Hara"));
        await Grain<Life>("org_a/lead_2", "lead").WriteAsync(Lead("Ada Lovelace"));

        foreach (var typed in new[] { "Zoë", "zoe", "O'Hara", "hara", "Zoë O'Hara", "O'Hara, Zoë", "zoe o'h" })
            Assert.Equal("int_1", await FindAsync(typed));
        Assert.Equal("", await FindAsync("Zoë Lovelace"));

        await lead.WriteAsync(Lead("Zoë Byron"));
        Assert.Equal(("", "int_1"), (await FindAsync("O'Hara"), await FindAsync("Zoë Byron")));
        await lead.WriteAsync(Lead(null));
        Assert.Equal("", await FindAsync("Zoë"));
    }

    [Fact]
    public async Task A_search_and_filters_are_combined()
    {
        await CallAsync("int_1", Noon, status: "completed", spoken: "solar");
        await CallAsync("int_2", Noon.AddHours(1), status: "qualified", spoken: "solar");
        await CallAsync("int_3", Noon.AddHours(2), status: "completed", spoken: "solar");

        var found = new InteractionFilter { Search = SearchText.Of("solar"), Statuses = [InteractionStatus.Completed] };
        Assert.Equal("int_3 int_1", await ListAsync(found));
        Assert.Equal("int_1", await ListAsync(found with { OlderThan = new(Noon.AddHours(2), "int_3") }));
        Assert.Equal("int_3", await ListAsync(found with { From = Noon.AddHours(1) }));
    }

    [Fact]
    public async Task Those_that_keep_something_come_in_the_order_of_their_ends()
    {
        await EndedAsync("int_3", Noon, raw: true);
        await EndedAsync("int_1", Noon.AddHours(1), raw: true, said: true);
        await EndedAsync("int_2", Noon.AddHours(1), said: true);
        await EndedAsync("int_4", Noon.AddHours(1), raw: true);
        await EndedAsync("int_5", Noon.AddHours(2), raw: true, said: true);
        await EndedAsync("int_9", Noon, raw: true, organization: "org_b");
        await CallAsync("int_8", Noon);

        Assert.Equal("int_3 int_1 int_4", await KeepingAsync(CallTraces.Raw, Noon.AddHours(2)));
        Assert.Equal("int_1 int_2", await KeepingAsync(CallTraces.Said, Noon.AddHours(2)));
        Assert.Equal("int_3 int_1", await KeepingAsync(CallTraces.Raw, Noon.AddDays(1), limit: 2));
        Assert.Equal("int_4 int_5", await KeepingAsync(CallTraces.Raw, Noon.AddDays(1), new(Noon.AddHours(1), "int_1")));
        await Assert.ThrowsAsync<ArgumentException>(() => KeepingAsync(CallTraces.Raw | CallTraces.Said, Noon));
    }

    private async Task<StoredGrain<Life>> CallAsync(string id, DateTimeOffset at, string organization = "org_a", string status = "in_progress", string? spoken = null, params ReadColumn[] more)
    {
        var grain = Grain<Life>($"{organization}/{id}");
        await grain.WriteAsync(Call(id, at, status, spoken, more));
        return grain;
    }

    /// <summary>More calls than the store looks up one by one.</summary>
    [Fact]
    public async Task A_word_that_very_many_calls_have_finds_the_newest_of_them()
    {
        const int Many = 2_005;
        await Task.WhenAll(Enumerable.Range(0, Many).Select(i => CallAsync($"int_{i:0000}", Noon.AddSeconds(i), "org_a", i % 1_000 == 5 ? "busy" : "completed", i == 3 ? "roof, solar" : "roof")).ToArray());
        await CallAsync("int_x", Noon.AddDays(1), "org_a", "completed", "water");
        await CallAsync("int_y", Noon.AddDays(1), "org_b", "completed", "roof");
        Assert.Equal("int_2004 int_2003", await ListAsync(new() { Search = SearchText.Of("roo") }, 2));
        Assert.Equal("int_2004 int_2003", await ListAsync(new() { Search = SearchText.Of("ROOF") }, 2));
        Assert.Equal("int_1005 int_0005", await ListAsync(new() { Search = SearchText.Of("roof"), Statuses = [InteractionStatus.Busy], To = Noon.AddSeconds(2_000) }));
        Assert.Equal("int_0003", await FindAsync("roof solar"));
        Assert.Equal("int_x", await FindAsync("wat"));
    }

    [Theory]
    [InlineData("w", "")]
    [InlineData("w.", "")]
    [InlineData("wa", "int_1")]
    [InlineData("a", "int_1")]
    [InlineData("5", "int_1")]
    [InlineData("水", "int_1")]
    [InlineData("water w", "int_1")]
    [InlineData("wine w", "")]
    public async Task A_letter_alone_is_a_word_and_no_beginning(string typed, string found)
    {
        await CallAsync("int_1", Noon, "org_a", "completed", "a water at 5, 水道");
        Assert.Equal(found, await FindAsync(typed));
    }

    private Task EndedAsync(string id, DateTimeOffset ended, bool raw = false, bool said = false, string organization = "org_a") =>
        CallAsync(id, Noon, organization, "completed", null, new("ended_at", ended), new("keeps_raw", raw), new("keeps_said", said));

    /// <summary>The status of the state is the id, to tell them apart.</summary>
    private static Life Call(string id, DateTimeOffset at, string status, string? spoken, params ReadColumn[] more)
    {
        var row = Life.Call(status).ReadRow!;
        return new Life
        {
            Status = id,
            ReadRow = new ReadRow(row.Table, [.. row.Columns.Where(column => column.Name != "created_at" && !more.Any(other => other.Name == column.Name)), new("created_at", at), .. more])
            {
                Also = new ReadRow("spoken", [new("words", spoken)]),
            },
        };
    }

    private static Life Lead(string? name) => new()
    {
        ReadRow = new ReadRow("leads", [new("status", "new"), new("created_at", Noon), new("updated_at", Noon)]) { Also = new ReadRow("lead_names", [new("words", name)]) },
    };

    private async Task<string> ListAsync(InteractionFilter filter, int limit = 100) =>
        string.Join(' ', (await Database.Interactions.ListAsync<Life>("org_a", filter, limit)).Select(life => life.Status));

    private Task<string> FindAsync(string typed) => ListAsync(new() { Search = SearchText.Of(typed) });

    private async Task<string> KeepingAsync(CallTraces what, DateTimeOffset before, InteractionPlace? after = null, int limit = 100) =>
        string.Join(' ', (await Database.Interactions.KeepingAsync("org_a", what, before, after, limit)).Select(place => place.Id));
}
