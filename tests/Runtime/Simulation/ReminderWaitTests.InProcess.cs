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

    [Fact]
    public void A_reminder_that_is_woken_late_ticks_all_the_same_and_once_a_period()
    {
        Remind();
        for (var minute = 1; minute <= 5; minute++)
        {
            // no clock of a machine wakes anybody at the very tick
            world.Pass(minute == 1 ? Minute + TimeSpan.FromMilliseconds(3) : Minute);
            Assert.Equal(minute, Ticks);
        }
    }

    [Fact]
    public void A_clock_that_was_set_back_does_not_silence_a_reminder_for_as_long()
    {
        Remind();
        world.Pass(Minute);
        world.Clock.SetBack(TimeSpan.FromHours(3));
        for (var minute = 0; minute < 4; minute++)
        {
            world.Pass(Minute);
        }

        Assert.InRange(Ticks, 4, 5);
    }

    private int Ticks => stage.Notes("org/reminded").Count(note => note.StartsWith("wake", StringComparison.Ordinal));

    private void Remind()
    {
        world.Run(world.Grains.GetGrain<IReminderProbe>("org/reminded").Register("wake", Minute, Minute));
        world.Pass(TimeSpan.Zero);
    }

    public void Dispose() => world.Dispose();
}
