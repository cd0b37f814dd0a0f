namespace LeadSail.Contract;

/// <summary>The table of reminders, as either runtime uses it.</summary>
public abstract class ReminderContract<TStore> : StorageTest<TStore> where TStore : IStoreUnderTest, new()
{
    private static readonly GrainId Dialer = GrainId.Create("dialer", "org_a/ABC");

    [Fact]
    public async Task A_reminder_is_stored_changed_and_read()
    {
        var first = await Database.Reminders.UpsertRow(Entry(Dialer, "pump", minutes: 1));
        var second = await Database.Reminders.UpsertRow(Entry(Dialer, "pump", minutes: 2));

        Assert.NotEqual(first, second);
        var row = await Database.Reminders.ReadRow(Dialer, "pump");
        Assert.Equal(
            (Dialer, "pump", Clock.Epoch.UtcDateTime, DateTimeKind.Utc, TimeSpan.FromMinutes(2), second),
            (row!.GrainId, row.ReminderName, row.StartAt, row.StartAt.Kind, row.Period, row.ETag));
    }

    [Fact]
    public async Task A_reminder_that_is_not_there_is_null()
    {
        Assert.Null(await Database.Reminders.ReadRow(Dialer, "pump"));
        Assert.Empty((await Database.Reminders.ReadRows(Dialer)).Reminders);
        Assert.False(await Database.Reminders.RemoveRow(Dialer, "pump", "1"));
    }

    [Fact]
    public async Task A_reminder_is_removed_under_its_etag_only()
    {
        var old = await Database.Reminders.UpsertRow(Entry(Dialer, "pump"));
        var current = await Database.Reminders.UpsertRow(Entry(Dialer, "pump"));

        Assert.False(await Database.Reminders.RemoveRow(Dialer, "pump", old!));
        Assert.True(await Database.Reminders.RemoveRow(Dialer, "pump", current!));
        Assert.Null(await Database.Reminders.ReadRow(Dialer, "pump"));
    }

    [Fact]
    public async Task The_reminders_of_a_grain_are_its_own()
    {
        var other = GrainId.Create("dialer", "org_a/ABCD");
        await Database.Reminders.UpsertRow(Entry(Dialer, "b"));
        await Database.Reminders.UpsertRow(Entry(Dialer, "a"));
        await Database.Reminders.UpsertRow(Entry(other, "c"));

        Assert.Equal(["a", "b"], (await Database.Reminders.ReadRows(Dialer)).Reminders.Select(row => row.ReminderName));
    }

    [Fact]
    public async Task A_range_leaves_out_its_begin_takes_in_its_end_and_goes_over_zero()
    {
        var grains = Enumerable.Range(0, 9).Select(i => GrainId.Create("dialer", $"org_a/C{i}")).OrderBy(grain => grain.GetUniformHashCode()).ToList();
        foreach (var grain in grains)
            await Database.Reminders.UpsertRow(Entry(grain, "pump"));
        var hashes = grains.ConvertAll(grain => grain.GetUniformHashCode());

        Assert.Equal(grains[3..6], await RangeAsync(hashes[2], hashes[5]));
        Assert.Equal([.. grains[..3], .. grains[6..]], await RangeAsync(hashes[5], hashes[2]));
        Assert.Equal(grains, await RangeAsync(0, 0));
        Assert.Equal(grains, await RangeAsync(0, uint.MaxValue));

        async Task<IEnumerable<GrainId>> RangeAsync(uint begin, uint end) =>
            (await Database.Reminders.ReadRows(begin, end)).Reminders.Select(row => row.GrainId).OrderBy(grain => grain.GetUniformHashCode());
    }

    [Fact]
    public async Task The_table_can_be_cleared()
    {
        await Database.Reminders.UpsertRow(Entry(Dialer, "pump"));
        await Database.Reminders.TestOnlyClearTable();

        Assert.Empty((await Database.Reminders.ReadRows(0, 0)).Reminders);
    }

    private static ReminderEntry Entry(GrainId grain, string name, int minutes = 1) =>
        new() { GrainId = grain, ReminderName = name, StartAt = Clock.Epoch.UtcDateTime, Period = TimeSpan.FromMinutes(minutes) };
}
