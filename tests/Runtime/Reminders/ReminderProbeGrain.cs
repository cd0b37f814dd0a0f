using System.Collections.Immutable;
using LeadSail.Fixture;

namespace LeadSail.Reminders;

[GrainType("test-reminder-probe")]
public sealed class ReminderProbeGrain(Stage stage) : Grain, IReminderProbe, IRemindable
{
    private string Key => this.GetPrimaryKeyString();

    public static string Tick(string name, DateTime first, TimeSpan period, DateTime now) => $"{name}: since {first:HH:mm:ss} every {period} at {now:HH:mm:ss}";

    public async Task<string> Register(string name, TimeSpan due, TimeSpan period) => (await this.RegisterOrUpdateReminder(name, due, period)).ReminderName;

    public async Task<bool> Unregister(string name)
    {
        if (await this.GetReminder(name) is not { } reminder)
            return false;

        await this.UnregisterReminder(reminder);
        return true;
    }

    public async Task<ImmutableArray<string>> All() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName).Order(StringComparer.Ordinal)];

    public async Task Work(string name)
    {
        await stage.Pass(Key, name);
        stage.Note(Key, $"{name} ends");
    }

    public Task Pass() => Task.CompletedTask;

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        stage.Note(Key, "deactivates");
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        stage.Note(Key, Tick(reminderName, status.FirstTickTime, status.Period, status.CurrentTickTime));
        return stage.Find<Exception>($"{Key} fails") is { } fault ? throw fault : Task.CompletedTask;
    }
}

[GrainType("test-deaf-probe")]
public sealed class DeafProbeGrain : Grain, IDeafProbe
{
    public Task Register() => this.RegisterOrUpdateReminder("never", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
}
