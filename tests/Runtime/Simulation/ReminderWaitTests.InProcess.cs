using LeadSail.Fixture;
using LeadSail.Reminders;

namespace LeadSail.Simulation;

/// <summary>Reminders and timers that count whole milliseconds. Orleans asks the clock again and again while less than one is left.</summary>
public sealed class ReminderWaitTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Stage stage = new();
    private readonly World world;

    public ReminderWaitTests() => world = new World(1, new JsonStorage(stage), stage);

    [Theory]
    [InlineData(1)]
    [InlineData(9_999)]
    public void A_reminder_due_in_less_than_a_millisecond_gives_way_for_one(long ticksLeft)
    {
        world.Run(world.Grains.GetGrain<IReminderProbe>("org/reminded").Register("wake", Minute + TimeSpan.FromTicks(ticksLeft), Minute));
        world.Pass(TimeSpan.Zero);

        // whoever looked again at once would go on for as long as the clock stands; this one creeps on after a thousand looks
        world.Pass(Minute);

        Assert.True(world.Clock.DueIn(TimeSpan.FromMilliseconds(1)).IsCompletedSuccessfully);
    }

    public void Dispose() => world.Dispose();
}
