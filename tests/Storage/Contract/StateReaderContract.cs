using LeadSail.Storage;

namespace LeadSail.Contract;

/// <summary>What is read of grains without waking them, and the installation's marks.</summary>
public abstract class StateReaderContract<TStore> : StorageTest<TStore> where TStore : IStoreUnderTest, new()
{
    [Fact]
    public async Task The_calls_that_hold_a_line_are_those_whose_row_says_so()
    {
        await CallAsync("org_a/int_3", new ReadColumn("line", "elevenlabs"));
        await CallAsync("org_a/int_1", new ReadColumn("line", "elevenlabs"));
        await CallAsync("org_a/int_2", new ReadColumn("line", null));
        await CallAsync("org_a/int_4", new ReadColumn("line", "other"));
        await CallAsync("org_b/int_5", new ReadColumn("line", "elevenlabs"));

        Assert.Equal(["int_1", "int_3"], await Database.States.CallsHoldingLineAsync("org_a", "elevenlabs"));

        await Grain<Life>("org_a/int_6").WriteAsync(Life.Call("in_progress", new ReadColumn("line", "elevenlabs")));
        Assert.Equal(3, (await Database.States.CallsHoldingLineAsync("org_a", "elevenlabs")).Count);
    }

    [Fact]
    public async Task A_call_is_found_by_conversation_else_by_its_id()
    {
        await CallAsync("org_a/int_1", new ReadColumn("provider", "elevenlabs"), new ReadColumn("conversation_id", "conv_1"));
        await CallAsync("org_b/int_2", new ReadColumn("provider", "elevenlabs"));

        Assert.Equal("org_a/int_1", await Database.States.FindCallAsync("elevenlabs", "conv_1", null));
        Assert.Equal("org_a/int_1", await Database.States.FindCallAsync("elevenlabs", "conv_1", "int_2"));
        Assert.Equal("org_b/int_2", await Database.States.FindCallAsync("elevenlabs", "conv_9", "int_2"));
        Assert.Null(await Database.States.FindCallAsync("other", "conv_1", null));
        Assert.Null(await Database.States.FindCallAsync("elevenlabs", "conv_9", "int_9"));
    }

    [Fact]
    public async Task The_calls_being_started_to_a_number_are_those_on_a_line_without_a_conversation()
    {
        ReadColumn[] starting = [new("provider", "elevenlabs"), new("provider_agent_id", "agent_1"), new("phone", "+12125550101"), new("line", "elevenlabs")];
        await CallAsync("org_b/int_1", starting);
        await CallAsync("org_a/int_2", starting);
        await CallAsync("org_a/int_3", [.. starting, new("conversation_id", "conv_1")]);
        await CallAsync("org_a/int_4", starting[..3]);
        await CallAsync("org_a/int_5", [.. starting[..2], new("phone", "+12125550102"), starting[3]]);
        await CallAsync("org_a/int_6", [starting[0], new("provider_agent_id", "agent_2"), .. starting[2..]]);

        Assert.Equal(["org_a/int_2", "org_b/int_1"], await Database.States.CallsStartingAsync("elevenlabs", "agent_1", "+12125550101"));
        Assert.Empty(await Database.States.CallsStartingAsync("other", "agent_1", "+12125550101"));
    }

    [Fact]
    public async Task Calls_that_came_in_are_found_by_number_until_they_are_over()
    {
        await Row("org_a/int_1");
        await Row("org_b/int_2");
        await Row("org_a/int_3", status: "completed");
        await Row("org_a/int_4", direction: "outbound");
        await Row("org_a/int_5", phone: "+12125550102");

        Assert.Equal(["org_a/int_1", "org_b/int_2"], await Database.States.CallsAnsweredAsync("elevenlabs", "+12125550101"));
        Assert.Empty(await Database.States.CallsAnsweredAsync("other", "+12125550101"));

        Task Row(string key, string phone = "+12125550101", string direction = "inbound", string status = "in_progress") => Grain<Life>(key).WriteAsync(new Life
        {
            ReadRow = new ReadRow("interactions",
            [
                new("status", status), new("direction", direction), new("source", "inbound"), new("created_at", Clock.Now), new("updated_at", Clock.Now), new("provider", "elevenlabs"), new("phone", phone),
            ]),
        });
    }

    [Fact]
    public async Task The_calls_of_a_lead_are_those_whose_row_names_it()
    {
        await CallAsync("org_a/int_2", new ReadColumn("lead_id", "lead_1"));
        await CallAsync("org_a/int_1", new ReadColumn("lead_id", "lead_1"));
        await CallAsync("org_a/int_3", new ReadColumn("lead_id", "lead_2"));
        await CallAsync("org_b/int_4", new ReadColumn("lead_id", "lead_1"));

        Assert.Equal(["int_1", "int_2"], await Database.States.CallsOfLeadAsync("org_a", "lead_1"));
        Assert.Empty(await Database.States.CallsOfLeadAsync("org_a", "lead_9"));
    }

    [Fact]
    public async Task Many_states_of_a_type_are_read_at_once()
    {
        Assert.Empty(await Database.States.ReadManyAsync<Life>("call", []));
        await CallAsync("org_a/int_1");
        await CallAsync("org_a/int_2");
        var keys = Enumerable.Range(1, IStateReader.MostRead).Select(i => $"org_a/int_{i}").ToArray();
        var found = await Database.States.ReadManyAsync<Life>("call", keys);
        Assert.Equal(["org_a/int_1", "org_a/int_2"], found.Keys.Order(StringComparer.Ordinal));
        Assert.All(found, each => Assert.NotNull(each.Value));
        Assert.Empty(await Database.States.ReadManyAsync<Life>("other", keys));
    }

    [Fact]
    public async Task A_mark_is_set_and_changed()
    {
        Assert.Null(await Database.Marks.FindAsync("heartbeat"));
        await Database.Marks.SetAsync("heartbeat", "1");
        await Database.Marks.SetAsync("heartbeat", "2");
        Assert.Equal("2", await Database.Marks.FindAsync("heartbeat"));
    }

    [Fact]
    public Task A_storage_that_works_answers_a_ping() => Database.PingAsync();

    private Task CallAsync(string key, params ReadColumn[] columns) => Grain<Life>(key).WriteAsync(Life.Call("in_progress", columns));
}
