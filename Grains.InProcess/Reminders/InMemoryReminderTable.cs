using System.Globalization;

namespace Orleans.Reminders;

/// <summary>A reminder table for tests: lost with the process.</summary>
public sealed class InMemoryReminderTable : IReminderTable
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<(GrainId Grain, string Name), ReminderEntry> rows = [];
    private long version;

    /// <inheritdoc/>
    public Task<ReminderTableData> ReadRows(GrainId grainId) => Read(row => row.GrainId == grainId);

    /// <inheritdoc/>
    public Task<ReminderTableData> ReadRows(uint begin, uint end) => Read(row =>
        row.GrainId.GetUniformHashCode() is var hash && (begin < end ? hash > begin && hash <= end : hash > begin || hash <= end));

    /// <inheritdoc/>
    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
    {
        lock (gate)
            return Task.FromResult(rows.TryGetValue((grainId, reminderName), out var row) ? Copy(row) : null);
    }

    /// <inheritdoc/>
    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (gate)
        {
            var row = Copy(entry);
            row.ETag = (++version).ToString(CultureInfo.InvariantCulture);
            rows[(row.GrainId, row.ReminderName)] = row;
            return Task.FromResult<string?>(row.ETag);
        }
    }

    /// <inheritdoc/>
    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        lock (gate)
            return Task.FromResult(rows.TryGetValue((grainId, reminderName), out var row) && row.ETag == eTag && rows.Remove((grainId, reminderName)));
    }

    /// <inheritdoc/>
    public Task TestOnlyClearTable()
    {
        lock (gate)
            rows.Clear();
        return Task.CompletedTask;
    }

    private static ReminderEntry Copy(ReminderEntry row) =>
        new() { GrainId = row.GrainId, ReminderName = row.ReminderName, StartAt = row.StartAt, Period = row.Period, ETag = row.ETag };

    private Task<ReminderTableData> Read(Func<ReminderEntry, bool> wanted)
    {
        lock (gate)
            return Task.FromResult(new ReminderTableData(rows.Values.Where(wanted).Select(Copy)));
    }
}
