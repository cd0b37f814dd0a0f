using System.Data.Common;
using System.Globalization;
using LeadSail.Storage.Sql;

namespace LeadSail.Storage.Reminders;

/// <summary>The reminders of grains, for either runtime.</summary>
internal sealed class SqlReminders(SqlDatabase database) : IReminderTable
{
    private const string
        Columns = "SELECT grain_id, name, start_at, period, version FROM reminders",
        OfGrain = Columns + " WHERE grain_id = @grain ORDER BY name",
        OfRange = Columns + " WHERE hash > @begin AND hash <= @end ORDER BY hash, grain_id, name",
        OfRangeOverZero = Columns + " WHERE hash > @begin OR hash <= @end ORDER BY hash, grain_id, name",
        One = Columns + " WHERE grain_id = @grain AND name = @name",
        Upsert = """
            INSERT INTO reminders (grain_id, name, hash, start_at, period, version) VALUES (@grain, @name, @hash, @start, @period, 1)
            ON CONFLICT (grain_id, name) DO UPDATE SET hash = excluded.hash, start_at = excluded.start_at, period = excluded.period, version = reminders.version + 1
            RETURNING version
            """,
        Delete = "DELETE FROM reminders WHERE grain_id = @grain AND name = @name AND version = @version",
        DeleteAll = "DELETE FROM reminders";

    public async Task<ReminderTableData> ReadRows(GrainId grainId) =>
        new(await database.ReadAsync(session => session.Query(OfGrain, Read, ("@grain", grainId.ToString()))));

    public async Task<ReminderTableData> ReadRows(uint begin, uint end) =>
        new(await database.ReadAsync(session => session.Query(begin < end ? OfRange : OfRangeOverZero, Read, ("@begin", (long)begin), ("@end", (long)end))));

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        database.ReadAsync(session => session.First(One, Read, ("@grain", grainId.ToString()), ("@name", reminderName)));

    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        var grain = entry.GrainId.ToString();
        var version = await database.CommitAsync($"reminders/{grain}/{entry.ReminderName}", session => session.First(
            Upsert,
            row => row.GetInt64(0),
            ("@grain", grain), ("@name", entry.ReminderName), ("@hash", (long)entry.GrainId.GetUniformHashCode()),
            ("@start", Instants.ToMilliseconds(new DateTimeOffset(entry.StartAt, TimeSpan.Zero))), ("@period", (long)entry.Period.TotalMilliseconds)));
        return version.ToString(CultureInfo.InvariantCulture);
    }

    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        var grain = grainId.ToString();
        return await database.CommitAsync($"reminders/{grain}/{reminderName}", session => session.Execute(
            Delete, ("@grain", grain), ("@name", reminderName), ("@version", long.Parse(eTag, CultureInfo.InvariantCulture))) == 1);
    }

    public Task TestOnlyClearTable() => database.CommitAsync("reminders", session => session.Execute(DeleteAll));

    private static ReminderEntry Read(DbDataReader row) => new()
    {
        GrainId = GrainId.Parse(row.GetString(0)),
        ReminderName = row.GetString(1),
        StartAt = Instants.From(row.GetInt64(2)).UtcDateTime,
        Period = TimeSpan.FromMilliseconds(row.GetInt64(3)),
        ETag = row.GetInt64(4).ToString(CultureInfo.InvariantCulture),
    };
}
