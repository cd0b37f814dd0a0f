namespace LeadSail.Simulation.Worlds;

/// <summary>The time of a world. It moves only when somebody moves it; the wall clock can be set, the time that has passed cannot.</summary>
internal sealed class VirtualClock(DateTimeOffset start)
{
    private readonly PriorityQueue<(Alarm Alarm, int Generation), (long Due, long Order)> alarms = new();
    private long order;

    /// <summary>Since the world began.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>By how much the wall clock is wrong.</summary>
    public TimeSpan Shift { get; private set; }

    /// <summary>What the outside world's clocks show.</summary>
    public DateTimeOffset TrueTime => start + Elapsed;

    /// <summary>What the machine's clock shows.</summary>
    public DateTimeOffset Wall => start + Elapsed + Shift;

    /// <summary>Sets the machine's clock.</summary>
    public void SetWall(TimeSpan shift) => Shift = shift;

    /// <summary>Time passes while a turn runs: what falls due meanwhile comes late.</summary>
    public void Pass(TimeSpan time) => Elapsed += time;

    /// <summary>Does something later.</summary>
    public void In(TimeSpan wait, Action action) => Set(new Once(action), wait);

    /// <summary>Has an alarm ring once, in place of any time set before.</summary>
    public void Set(Alarm alarm, TimeSpan wait) =>
        alarms.Enqueue((alarm, ++alarm.Generation), ((Elapsed + (wait > TimeSpan.Zero ? wait : TimeSpan.Zero)).Ticks, order++));

    /// <summary>Rings whatever is due.</summary>
    public void RingDue()
    {
        while (alarms.TryPeek(out var next, out var at) && at.Due <= Elapsed.Ticks)
        {
            alarms.Dequeue();
            if (next.Alarm.Generation == next.Generation)
            {
                next.Alarm.Ring();
            }
        }
    }

    /// <summary>Moves on to the next alarm. False when there is none before the end.</summary>
    public bool MoveOn(TimeSpan end)
    {
        while (alarms.TryPeek(out var next, out var at))
        {
            if (next.Alarm.Generation != next.Generation)
            {
                alarms.Dequeue();
                continue;
            }

            if (at.Due > end.Ticks)
            {
                break;
            }

            Elapsed = new TimeSpan(at.Due);
            return true;
        }

        return false;
    }

    private sealed class Once(Action action) : Alarm
    {
        public override void Ring() => action();
    }
}

/// <summary>Something that rings at an instant. A new <see cref="Generation"/> makes times set before void.</summary>
internal abstract class Alarm
{
    public int Generation { get; set; }

    public abstract void Ring();
}
