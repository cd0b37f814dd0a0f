using System.Collections.Concurrent;
using Orleans.Activations;
using Orleans.Hosting;
using Orleans.Timers;

namespace Orleans.Reminders;

/// <summary>
/// Keeps reminders in the table and lets them tick. All are in memory: a process has few, for no reminder is made per lead or call.
/// </summary>
internal sealed class ReminderService(GrainHost host, IReminderTable? table) : IReminderRegistry
{
    private readonly ConcurrentDictionary<(GrainId Grain, string Name), Reminder> reminders = new(concurrencyLevel: 4, capacity: 31);
    private readonly TurnQueue turns = new(host.Dispatcher, "reminders");
    private volatile bool stopped;

    private IReminderTable Table => table
        ?? throw new OrleansException($"There is nowhere to keep reminders: register an {nameof(IReminderTable)}.");

    public async Task StartAsync(CancellationToken token)
    {
        if (table is null)
            return;

        await table.StartAsync(token);
        var rows = await table.ReadRows(0, 0);
        foreach (var row in rows.Reminders)
        {
            // What was registered meanwhile is newer than this reading.
            var reminder = new Reminder(host, row);
            if (reminders.TryAdd((row.GrainId, row.ReminderName), reminder))
                Run(reminder);
            else
                reminder.Dispose();
        }
    }

    /// <summary>No ticks from now on; grains that are ending may still change their reminders.</summary>
    public void Silence()
    {
        stopped = true;
        foreach (var key in reminders.Keys)
            Forget(key);
    }

    public Task StopAsync(CancellationToken token) => table?.StopAsync(token) ?? Task.CompletedTask;

    public async Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        RequireGrain();
        ArgumentException.ThrowIfNullOrEmpty(reminderName);
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
        if (period < host.Options.MinimumReminderPeriod || period == TimeSpan.Zero)
            throw new ArgumentException($"The period of reminder {reminderName} is {period}; the least allowed is {host.Options.MinimumReminderPeriod}.", nameof(period));

        var entry = new ReminderEntry
        {
            GrainId = callingGrainId,
            ReminderName = reminderName,
            StartAt = host.Clock.GetUtcNow().UtcDateTime + dueTime,
            Period = period,
        };
        entry.ETag = await Table.UpsertRow(entry)
            ?? throw new ReminderException($"Reminder {reminderName} was not stored: it was changed meanwhile. Try again.");

        var reminder = new Reminder(host, entry);
        reminders.AddOrUpdate((callingGrainId, reminderName), reminder, (_, earlier) =>
        {
            earlier.Dispose();
            return reminder;
        });
        Run(reminder);
        return new Registered(callingGrainId, reminderName, entry.ETag);
    }

    public async Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder)
    {
        RequireGrain();
        var handle = reminder as Registered ?? throw new ArgumentException("This is not a reminder that was registered here.", nameof(reminder));
        if (!await Table.RemoveRow(handle.GrainId, handle.ReminderName, handle.ETag)
            && await Table.ReadRow(handle.GrainId, handle.ReminderName) is not null)
            throw new ReminderException($"Reminder {handle.ReminderName} was not removed: it was changed meanwhile. Get it again and retry.");

        Forget((handle.GrainId, handle.ReminderName));
    }

    public async Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName)
    {
        RequireGrain();
        return await Table.ReadRow(callingGrainId, reminderName) is { } row ? new Registered(row.GrainId, row.ReminderName, row.ETag!) : null;
    }

    public async Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId)
    {
        RequireGrain();
        var rows = await Table.ReadRows(callingGrainId);
        return [.. rows.Reminders.Select(row => new Registered(row.GrainId, row.ReminderName, row.ETag!))];
    }

    private static void RequireGrain()
    {
        if (Activation.Current is null)
            throw new InvalidOperationException("Reminders are registered and read from within a grain; the code runs outside any.");
    }

    private void Run(Reminder reminder)
    {
        if (!stopped)
            turns.Post(static reminder => _ = ((Reminder)reminder!).RunAsync(), reminder);
    }

    private void Forget((GrainId Grain, string Name) key)
    {
        if (reminders.TryRemove(key, out var reminder))
            reminder.Dispose();
    }

    private sealed record Registered(GrainId GrainId, string ReminderName, string ETag) : IGrainReminder;
}
