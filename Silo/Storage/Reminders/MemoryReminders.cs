using System.Globalization;
using LeadSail.Storage.Memory;

namespace LeadSail.Storage.Reminders;

/// <summary>The reminders of grains.</summary>
internal sealed class MemoryReminders(MemoryEngine engine) : IReminderTable
{
    private readonly SortedDictionary<string, Row> rows = new(StringComparer.Ordinal);

    public Task<ReminderTableData> ReadRows(GrainId grainId) => ReadAsync(row => row.Grain == grainId);

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => ReadAsync(row => row.Grain.GetUniformHashCode() is var hash
        && (begin < end ? hash > begin && hash <= end : hash > begin || hash <= end));

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => engine.ReadAsync(() => rows.GetValueOrDefault(Id(grainId, reminderName))?.Entry());

    public Task<string?> UpsertRow(ReminderEntry entry) => engine.CommitAsync<string?>(
        $"reminders/{entry.GrainId}/{entry.ReminderName}",
        () =>
        {
            var id = Id(entry.GrainId, entry.ReminderName);
            var version = (rows.GetValueOrDefault(id)?.Version ?? 0) + 1;
            var start = Instants.ToMilliseconds(new DateTimeOffset(entry.StartAt, TimeSpan.Zero));
            rows[id] = new Row(entry.GrainId, entry.ReminderName, start, (long)entry.Period.TotalMilliseconds, version);
            return version.ToString(CultureInfo.InvariantCulture);
        });

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => engine.CommitAsync(
        $"reminders/{grainId}/{reminderName}",
        () => rows.TryGetValue(Id(grainId, reminderName), out var row) && row.ETag == eTag && rows.Remove(Id(grainId, reminderName)));

    public Task TestOnlyClearTable() => engine.CommitAsync(
        "reminders",
        () =>
        {
            rows.Clear();
            return true;
        });

    private Task<ReminderTableData> ReadAsync(Func<Row, bool> isWanted) =>
        engine.ReadAsync(() => new ReminderTableData(rows.Values.Where(isWanted).Select(row => row.Entry())));

    private static string Id(GrainId grain, string name) => $"{grain}\0{name}";

    private sealed record Row(GrainId Grain, string Name, long Start, long Period, long Version)
    {
        public string ETag => Version.ToString(CultureInfo.InvariantCulture);

        public ReminderEntry Entry() => new()
        {
            GrainId = Grain,
            ReminderName = Name,
            StartAt = Instants.From(Start).UtcDateTime,
            Period = TimeSpan.FromMilliseconds(Period),
            ETag = ETag,
        };
    }
}
