using LeadSail.Storage;
using Orleans.Storage;

namespace LeadSail.Contract;

/// <summary>State, history, read row and wake-up instant are one commit: all of it or nothing.</summary>
public abstract class CommitContract<TStore> : StorageTest<TStore> where TStore : IStoreUnderTest, new()
{
    [Fact]
    public async Task History_and_read_row_come_with_the_state()
    {
        var grain = Grain<Life>();
        await grain.WriteAsync(Life.Call("in_progress").With("created", "dialled"));
        await grain.WriteAsync(Life.Call("completed").With("ended"));

        Assert.Equal(["created", "dialled", "ended"], await HistoryAsync());
        var row = Assert.Single(await Store.RowsAsync("interactions"));
        Assert.Equal(("org_a", "int_1", "completed"), (row["org"], row["id"], row["status"]));
    }

    [Fact]
    public async Task A_history_entry_keeps_all_its_fields()
    {
        var at = Clock.Epoch.AddMilliseconds(7);
        await Grain<Life>().WriteAsync(new Life { PendingEvents = [new HistoryEntry(at.AddTicks(3), "call_started", "key_1", new JsonText("""{"n":1}"""))] });

        var entry = Assert.Single(await Database.History.ReadAsync("org_a", "int_1", 0, 10));
        Assert.Equal((at, "call_started", "key_1", """{"n":1}"""), (entry.At, entry.Type, entry.Actor, entry.Data.Value));
        Assert.Equal(TimeSpan.Zero, entry.At.Offset);
    }

    [Fact]
    public async Task History_is_read_by_stream_and_in_pages()
    {
        await Grain<Life>("org_a/int_1").WriteAsync(new Life().With("a1", "a2"));
        await Grain<Life>("org_b/int_1").WriteAsync(new Life().With("other organization"));
        await Grain<Life>("org_a/int_2").WriteAsync(new Life().With("other stream"));
        await Grain<Life>("org_a/int_1", type: "lead").WriteAsync(new Life().With("a3"));

        var first = await Database.History.ReadAsync("org_a", "int_1", 0, 2);
        var rest = await Database.History.ReadAsync("org_a", "int_1", first[^1].Seq, 2);

        Assert.Equal(["a1", "a2", "a3"], first.Concat(rest).Select(entry => entry.Type));
    }

    [Fact]
    public async Task A_read_row_takes_every_kind_of_column_and_keeps_those_not_named()
    {
        var grain = Grain<Life>();
        await grain.WriteAsync(Life.Call("in_progress", new("phone", "+15550100"), new("is_test", true), new("deadline_at", Clock.Epoch.AddTicks(9)), new("dialled", 1), new("lead_id", "lead_1")));
        await grain.WriteAsync(Life.Call("in_progress", new("phone", null), new("spoken_to", 1L)));

        var row = Assert.Single(await Store.RowsAsync("interactions"));
        Assert.Equal(
            [null, 1L, Clock.Epoch.ToUnixTimeMilliseconds(), 1L, "lead_1", 1L],
            new[] { row["phone"], row["is_test"], row["deadline_at"], row["dialled"], row["lead_id"], row["spoken_to"] });
    }

    [Fact]
    public async Task A_conflict_leaves_nothing()
    {
        await Grain<Life>().WriteAsync(Life.Call("in_progress").With("created"));

        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain<Life>().WriteAsync(Life.Call("error").With("failed")));

        Assert.Equal(["created"], await HistoryAsync());
        Assert.Equal("in_progress", Assert.Single(await Store.RowsAsync("interactions"))["status"]);
    }

    [Fact]
    public async Task A_history_entry_that_cannot_be_stored_leaves_nothing()
    {
        var life = Life.Call("in_progress").With("created", null!) with { WakeAt = Clock.Now };

        await Assert.ThrowsAsync<StorageException>(() => Grain<Life>().WriteAsync(life));

        await AssertNothing();
    }

    [Theory]
    [InlineData("interactions", "status; DROP TABLE leads")]
    [InlineData("interactions x", "status")]
    [InlineData("interactions", "phone")]
    public async Task A_read_row_that_cannot_be_stored_leaves_nothing(string table, string column)
    {
        var life = Life.Call("in_progress").With("created") with { WakeAt = Clock.Now };
        life = life with { ReadRow = new ReadRow(table, life.ReadRow!.Columns.Add(new ReadColumn(column, 1.5m))) };

        await Assert.ThrowsAsync<ArgumentException>(() => Grain<Life>().WriteAsync(life));

        await AssertNothing();
    }

    [Fact]
    public async Task A_row_beside_the_read_row_is_written_and_removed_with_it()
    {
        var grain = Grain<Life>();
        await grain.WriteAsync(Beside("spoken", "hello"));
        Assert.Equal("hello", Assert.Single(await Store.RowsAsync("spoken"))["words"]);

        await grain.ClearAsync();
        Assert.Empty(await Store.RowsAsync("spoken"));
        Assert.Empty(await Store.RowsAsync("interactions"));
    }

    [Fact]
    public async Task A_row_beside_the_read_row_that_cannot_be_stored_leaves_nothing()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Grain<Life>().WriteAsync(Beside("spoken", 1.5m)));

        await AssertNothing();
    }

    [Fact]
    public async Task A_key_without_an_organization_has_no_history()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Grain<Life>("elevenlabs").WriteAsync(new Life().With("created")));
        await Grain<Life>("elevenlabs").WriteAsync(new Life { Status = "fine" });

        Assert.Equal("fine", (await Database.States.ReadAsync<Life>("call", "elevenlabs"))!.Status);
    }

    [Fact]
    public async Task One_bad_row_among_many_fails_alone()
    {
        var failed = await AtOnce(128, async i =>
        {
            var life = Life.Call("in_progress").With(i % 40 == 7 ? null! : "created");
            return await Record.ExceptionAsync(() => Grain<Life>($"org_a/int_{i:000}").WriteAsync(life)) is StorageException ? i : -1;
        });

        Assert.Equal([7, 47, 87, 127], failed.Where(i => i >= 0));
        Assert.Equal(124, (await Store.RowsAsync("interactions")).Count);
        Assert.Equal(["created"], await HistoryAsync("org_a/int_126"));
        Assert.Empty(await HistoryAsync("org_a/int_127"));
    }

    [Fact]
    public async Task A_clear_removes_the_read_row_and_writes_the_last_history()
    {
        var grain = Grain<Life>();
        await grain.WriteAsync(Life.Call("in_progress").With("created"));
        await Grain<Life>("org_a/int_2").WriteAsync(Life.Call("in_progress"));
        grain.State = grain.State.With("erased");

        await grain.ClearAsync();

        Assert.Equal("int_2", Assert.Single(await Store.RowsAsync("interactions"))["id"]);
        Assert.Equal(["created", "erased"], await HistoryAsync());
    }

    [Fact]
    public async Task A_commit_may_take_the_read_row_away_and_keep_the_state()
    {
        var grain = Grain<Life>();
        await grain.WriteAsync(Life.Call("in_progress"));
        await Grain<Life>("org_a/int_2").WriteAsync(Life.Call("in_progress"));

        await grain.WriteAsync(new Life { Status = "erased", ReadRow = new ReadRow("interactions", []) { IsGone = true } });

        Assert.Equal("int_2", Assert.Single(await Store.RowsAsync("interactions"))["id"]);
        Assert.Equal("erased", (await Database.States.ReadAsync<Life>("call", "org_a/int_1"))!.Status);
    }

    [Fact]
    public async Task A_commit_may_take_the_data_out_of_the_history_before_it_and_of_no_other()
    {
        await Grain<Life>().WriteAsync(Told("created", "Zoe"));
        await Grain<Life>("org_b/int_1").WriteAsync(Told("created", "Ben"));
        await Grain<Life>("org_a/int_2").WriteAsync(Told("created", "Cem"));
        var grain = Grain<Life>();
        await grain.ReadAsync();

        await grain.WriteAsync(Told("erased", "by") with { ForgetsHistory = true });
        await grain.WriteAsync(Told("later", "on"));

        var history = await Database.History.ReadAsync("org_a", "int_1", 0, 10);
        Assert.Equal([("created", "{}"), ("erased", "\"by\""), ("later", "\"on\"")], history.Select(entry => (entry.Type, entry.Data.Value)));
        Assert.Equal("\"Ben\"", Assert.Single(await Database.History.ReadAsync("org_b", "int_1", 0, 10)).Data.Value);
        Assert.Equal("\"Cem\"", Assert.Single(await Database.History.ReadAsync("org_a", "int_2", 0, 10)).Data.Value);
    }

    [Fact]
    public async Task What_conflicts_or_cannot_be_stored_forgets_nothing()
    {
        await Grain<Life>().WriteAsync(Told("created", "Zoe"));
        var grain = Grain<Life>();
        await grain.ReadAsync();

        await Assert.ThrowsAsync<StorageException>(() => grain.WriteAsync(Life.Call("erased").With("erased", null!) with { ForgetsHistory = true }));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain<Life>().WriteAsync(Told("erased", "by") with { ForgetsHistory = true }));

        Assert.Equal("\"Zoe\"", Assert.Single(await Database.History.ReadAsync("org_a", "int_1", 0, 10)).Data.Value);
    }

    [Fact]
    public async Task A_change_is_announced_once_it_is_committed()
    {
        List<RowChanged> seen = [];
        Database.Changed += seen.Add;
        await Grain<Life>().WriteAsync(new Life());
        await Record.ExceptionAsync(() => Grain<Life>().WriteAsync(new Life()));

        Assert.Equal([new RowChanged("call", "org_a/int_1")], seen);
    }

    private static Life Beside(string table, object words)
    {
        var life = Life.Call("completed").With("created");
        return life with { ReadRow = life.ReadRow! with { Also = new ReadRow(table, [new("words", words)]) } };
    }

    private static Life Told(string type, string data) => new() { PendingEvents = [new HistoryEntry(Clock.Epoch, type, "system", new JsonText($"\"{data}\""))] };

    private async Task AssertNothing()
    {
        Assert.Null(await Database.States.ReadAsync<Life>("call", "org_a/int_1"));
        Assert.Empty(await HistoryAsync());
        Assert.Empty(await Store.RowsAsync("interactions"));
        Assert.Empty(await Database.Wakeups.ClaimDueAsync(Clock.Now.AddDays(1), 10));
    }
}
