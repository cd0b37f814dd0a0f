using LeadSail.Storage;

namespace LeadSail.Contract;

/// <summary>Versioned rows of settings.</summary>
public abstract class SettingsContract<TStore> : StorageTest<TStore> where TStore : IStoreUnderTest, new()
{
    [Fact]
    public async Task A_change_is_announced_once_it_is_committed()
    {
        List<RowChanged> seen = [];
        Database.Changed += seen.Add;
        await Database.Settings.SaveAsync("org_a", "agent_1", new Agent("Ann"), 0, "key_1");
        await Database.Settings.SaveAsync("org_a", "agent_1", new Agent("Bea"), 0, "key_1");

        Assert.Equal([new RowChanged(Agent.Kind, "org_a/agent_1")], seen);
    }

    [Fact]
    public async Task A_row_is_created_and_changed_with_versions_times_and_history()
    {
        var created = Clock.Now;
        var first = await Database.Settings.SaveAsync("org_a", "agent_1", new Agent("Ann"), 0, "key_1");
        Clock.Advance(TimeSpan.FromHours(1));
        var second = await Database.Settings.SaveAsync("org_a", "agent_1", new Agent("Bea"), 1, "key_2");

        Assert.Equal(new Setting<Agent>("agent_1", 1, created, created, new Agent("Ann")), first);
        Assert.Equal(new Setting<Agent>("agent_1", 2, created, Clock.Now, new Agent("Bea")), second);
        Assert.Equal(second, await Database.Settings.FindAsync<Agent>("org_a", "agent_1", fresh: true));
        var history = await Database.History.ReadAsync("org_a", "agent_1", 0, 10);
        Assert.Equal([("voice_agent.created", "key_1", created), ("voice_agent.updated", "key_2", Clock.Now)], history.Select(entry => (entry.Type, entry.Actor, entry.At)));
        Assert.Equal("""{"version":1,"changes":[{"field":"name","to":"Ann"}]}""", history[0].Data.Value);
        Assert.Equal("""{"version":2,"changes":[{"field":"name","from":"Ann","to":"Bea"}]}""", history[1].Data.Value);
    }

    [Theory]
    [InlineData(0L, false)]
    [InlineData(1L, true)]
    [InlineData(2L, false)]
    [InlineData(null, true)]
    public async Task A_change_holds_only_over_the_expected_version(long? expected, bool holds)
    {
        await Database.Settings.SaveAsync("org_a", "agent_1", new Agent("Ann"), null, "key_1");

        var saved = await Database.Settings.SaveAsync("org_a", "agent_1", new Agent("Bea"), expected, "key_1");

        Assert.Equal(holds, saved is not null);
        Assert.Equal(holds ? "Bea" : "Ann", (await Database.Settings.FindAsync<Agent>("org_a", "agent_1", fresh: true))!.Value.Name);
        Assert.Equal(holds ? 2 : 1, (await HistoryAsync("org_a/agent_1")).Count);
    }

    [Fact]
    public async Task A_change_of_a_version_that_is_not_there_creates_nothing()
    {
        Assert.Null(await Database.Settings.SaveAsync("org_a", "agent_1", new Agent("Ann"), 1, "key_1"));
        Assert.Null(await Database.Settings.FindAsync<Agent>("org_a", "agent_1"));
        Assert.Empty(await HistoryAsync("org_a/agent_1"));
    }

    [Fact]
    public async Task Changes_at_once_without_a_version_all_count()
    {
        var saved = await AtOnce(64, i => Database.Settings.SaveAsync("org_a", "agent_1", new Agent($"{i}"), null, "key_1"));

        Assert.Equal(Enumerable.Range(1, 64).Select(i => (long)i), saved.Select(row => row!.Version).Order());
        Assert.Equal(64, (await Database.Settings.FindAsync<Agent>("org_a", "agent_1"))!.Version);
        Assert.Equal(64, (await HistoryAsync("org_a/agent_1")).Count);
    }

    [Fact]
    public async Task Of_changes_at_once_over_one_version_one_wins()
    {
        await Database.Settings.SaveAsync("org_a", "agent_1", new Agent("Ann"), 0, "key_1");

        var saved = await AtOnce(32, i => Database.Settings.SaveAsync("org_a", "agent_1", new Agent($"{i}"), 1, "key_1"));

        var winner = Assert.Single(saved, row => row is not null);
        Assert.Equal(winner, await Database.Settings.FindAsync<Agent>("org_a", "agent_1"));
    }

    [Fact]
    public async Task Own_changes_are_seen_at_once()
    {
        for (var i = 0; i < 20; i++)
        {
            await Database.Settings.SaveAsync("org_a", "agent_1", new Agent($"{i}"), null, "key_1");
            Assert.Equal($"{i}", (await Database.Settings.FindAsync<Agent>("org_a", "agent_1"))!.Value.Name);
        }
    }

    [Fact]
    public async Task A_row_is_read_once_in_5_s()
    {
        await Database.Settings.SaveAsync("org_a", "agent_1", new Agent("Ann"), 0, "key_1");
        var first = await Database.Settings.FindAsync<Agent>("org_a", "agent_1");

        Clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Same(first, await Database.Settings.FindAsync<Agent>("org_a", "agent_1"));
        Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.NotSame(first, await Database.Settings.FindAsync<Agent>("org_a", "agent_1"));
    }

    [Fact]
    public async Task Kinds_and_organizations_are_apart()
    {
        await Database.Settings.SaveAsync("org_a", "x_1", new Agent("a"), 0, "key_1");
        await Database.Settings.SaveAsync("org_b", "x_1", new Agent("b"), 0, "key_1");
        await Database.Settings.SaveAsync("org_a", "x_1", new Prompt("p"), 0, "key_1");

        Assert.Equal("a", (await Database.Settings.FindAsync<Agent>("org_a", "x_1"))!.Value.Name);
        Assert.Equal("b", (await Database.Settings.FindAsync<Agent>("org_b", "x_1"))!.Value.Name);
        Assert.Equal("p", (await Database.Settings.FindAsync<Prompt>("org_a", "x_1"))!.Value.Body);
        Assert.Equal(["org_a", "org_b"], (await Database.Settings.ListAllAsync<Agent>()).Select(row => row.OrganizationId));
    }

    [Fact]
    public async Task Rows_are_listed_in_pages_in_the_order_of_ids()
    {
        foreach (var i in (int[])[3, 1, 5, 2, 4])
            await Database.Settings.SaveAsync("org_a", $"agent_{i}", new Agent($"{i}"), 0, "key_1");
        await Database.Settings.SaveAsync("org_b", "agent_6", new Agent("6"), 0, "key_1");

        List<string> seen = [];
        for (string? cursor = null; ;)
        {
            var page = await Database.Settings.ListAsync<Agent>("org_a", cursor, 2);
            Assert.True(page.Items.Count <= 2);
            seen.AddRange(page.Items.Select(row => row.Value.Name));
            if ((cursor = page.NextCursor) is null)
                break;
        }

        Assert.Equal(["1", "2", "3", "4", "5"], seen);
        Assert.Null((await Database.Settings.ListAsync<Agent>("org_a", null, 5)).NextCursor);
        Assert.Empty((await Database.Settings.ListAsync<Agent>("org_c", null, 5)).Items);
    }
}
