using LeadSail.Imports;

namespace LeadSail.Contract;

/// <summary>The rows of imports, from the file to the leads.</summary>
public abstract class ImportRowsContract<TStore> : StorageTest<TStore> where TStore : IStoreUnderTest, new()
{
    [Fact]
    public async Task Rows_wait_in_their_order_and_those_that_cannot_be_read_do_not()
    {
        await AddAsync(Enumerable.Range(1, 120).Select(i => Row(i) with { Fault = i % 10 == 0 ? "bad" : null, Given = i % 10 == 0 ? null : new("{}") }));
        await Database.ImportRows.AddAsync("org_b", "imp_1", [Row(3)]);
        await Database.ImportRows.AddAsync("org_a", "imp_2", [Row(4)]);

        Assert.Equal([1, 2, 3], await WaitingAsync(0, 3));
        Assert.Equal([9, 11, 12], await WaitingAsync(8, 3));
        Assert.Equal([119], await WaitingAsync(118, 3));
        Assert.Empty(await WaitingAsync(120, 3));
        Assert.Equal(Enumerable.Range(1, 12).Select(i => i * 10), await RefusedAsync());
        Assert.Equal([30, 40], (await Database.ImportRows.RefusedAsync("org_a", "imp_1", 20, 2)).Select(row => row.Number));
    }

    [Fact]
    public async Task A_row_comes_back_as_it_was_and_a_number_that_is_there_stays()
    {
        var row = Row(7) with { Identifier = "ada\u00e4@example.com", Given = new("{\"firstName\":\"Zo\u00eb\"}"), IsRehearsal = true };
        await AddAsync([row, Row(8) with { Given = null, Fault = "why" }]);
        await AddAsync([row with { Cells = new("[\"other\"]") }]);

        Assert.Equal(row, Assert.Single(await Database.ImportRows.WaitingAsync("org_a", "imp_1", 0, 10)));
        Assert.Equal(Row(8) with { Given = null, Fault = "why" }, Assert.Single(await Database.ImportRows.RefusedAsync("org_a", "imp_1", 0, 10)));
        await AddAsync([]);
    }

    [Fact]
    public async Task A_batch_that_is_tried_again_refuses_what_it_refuses_now()
    {
        await AddAsync([Row(1), Row(2), Row(3), Row(4), Row(5) with { Given = null, Fault = "unreadable" }]);
        await RefuseAsync(0, 3, (1, "first"), (2, "second"));
        Assert.Equal([1, 2, 5], await RefusedAsync());
        Assert.Equal([1, 2, 3, 4], await WaitingAsync(0, 10));

        await RefuseAsync(0, 3, (2, "second again"), (3, "third"));
        Assert.Equal(["second again", "third", "unreadable"], (await Database.ImportRows.RefusedAsync("org_a", "imp_1", 0, 10)).Select(row => row.Fault));
        await RefuseAsync(3, 5);
        Assert.Equal([2, 3, 5], await RefusedAsync());
    }

    [Fact]
    public async Task Of_a_batch_that_is_done_only_the_refused_rows_stay()
    {
        await AddAsync([Row(1), Row(2), Row(3), Row(4)]);
        await RefuseAsync(0, 3, (2, "why"));
        await Database.ImportRows.SettleAsync("org_a", "imp_1", 0, 3);

        Assert.Equal([2], await RefusedAsync());
        Assert.Equal([2, 4], await WaitingAsync(0, 10));
        Assert.Equal([4], await WaitingAsync(3, 10));
    }

    [Fact]
    public async Task Rows_are_dropped_some_at_a_time_first_but_for_the_refused_ones()
    {
        await AddAsync(Enumerable.Range(1, 10).Select(Row));
        await Database.ImportRows.AddAsync("org_a", "imp_2", [Row(1)]);
        await RefuseAsync(0, 10, (1, "why"), (5, "why"));

        Assert.Equal((3, 3, 2), (await DropAsync(false, 3), await DropAsync(false, 3), await DropAsync(false, 3)));
        Assert.Equal([1, 5], await RefusedAsync());
        Assert.Equal((2, 0), (await DropAsync(true, 3), await DropAsync(true, 3)));
        Assert.Empty(await WaitingAsync(0, 10));
        Assert.Single(await Database.ImportRows.WaitingAsync("org_a", "imp_2", 0, 10));
    }

    [Fact]
    public async Task In_a_rehearsal_earlier_rows_are_known_by_what_identifies_their_leads()
    {
        await AddAsync([Known(1, "ada"), Known(2, "grace"), Known(3, "ada"), Known(4, "alan"), Known(5, "kurt") with { Given = null, Fault = "bad" }, Known(6, "emmy") with { IsRehearsal = false }]);
        await Database.ImportRows.AddAsync("org_a", "imp_2", [Known(1, "sophie")]);
        await RefuseAsync(0, 2, (2, "why"));

        string[] asked = ["ada", "grace", "alan", "kurt", "emmy", "sophie"];
        Assert.Equal(["ada"], await PassedAsync(asked, 3));
        Assert.Equal(["ada", "alan"], (await PassedAsync(asked, 6)).Order());
        Assert.Empty(await PassedAsync([], 6));
    }

    private static ImportRow Row(int number) => new(number, number + 1, new("[\"a\",\"b\"]")) { Given = new("{}") };

    private static ImportRow Known(int number, string identifier) => Row(number) with { Identifier = identifier, IsRehearsal = true };

    private Task AddAsync(IEnumerable<ImportRow> rows) => Database.ImportRows.AddAsync("org_a", "imp_1", [.. rows]);

    private Task RefuseAsync(int after, int upTo, params (int Number, string Reason)[] reasons) =>
        Database.ImportRows.RefuseAsync("org_a", "imp_1", after, upTo, reasons.ToDictionary(row => row.Number, row => row.Reason));

    private Task<int> DropAsync(bool withRefused, int limit) => Database.ImportRows.DropAsync("org_a", "imp_1", withRefused, limit);

    private async Task<IEnumerable<int>> WaitingAsync(int after, int limit) => (await Database.ImportRows.WaitingAsync("org_a", "imp_1", after, limit)).Select(row => row.Number);

    private async Task<IEnumerable<int>> RefusedAsync() => (await Database.ImportRows.RefusedAsync("org_a", "imp_1", 0, 100)).Select(row => row.Number);

    private Task<IReadOnlySet<string>> PassedAsync(string[] identifiers, int upTo) => Database.ImportRows.PassedAsync("org_a", "imp_1", identifiers, upTo);
}
