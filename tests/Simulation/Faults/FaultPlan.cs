using LeadSail.Simulation.Worlds;

namespace LeadSail.Simulation.Faults;

/// <summary>What goes wrong in one run, and how often; some runs are calm, some are storms. It counts what it did.</summary>
internal sealed class FaultPlan
{
    private readonly Chance chance;
    private readonly SortedDictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>The faults of a seed.</summary>
    public FaultPlan(long seed)
    {
        var profile = Chance.Of(seed, "profile");
        chance = Chance.Of(seed, "faults");
        var isCalm = profile.Percent(10);
        int Often(int atMost) => isCalm || profile.Percent(35) ? 0 : profile.Between(1, atMost);
        SlowTurns = Often(4);
        SlowMessages = Often(3);
        LostCommits = Often(4);
        SlowCommits = Often(4);
        Crashes = Often(10);
        Outages = profile.Percent(35) && !isCalm ? profile.Between(1, 3) : 0;
        Jumps = Often(4);
        Storms = Often(3);
        Unreachable = Often(3);
        BadReplies = Often(5);
        BadWebhooks = Often(5);
    }

    /// <summary>Whether anything goes wrong now. Not while the world is set up, nor when it comes to rest.</summary>
    public bool On { get; set; }

    /// <summary>Until when something goes on that may make the product late.</summary>
    public TimeSpan DisturbedUntil { get; private set; }

    public int SlowTurns { get; }

    public int SlowMessages { get; }

    public int LostCommits { get; }

    public int SlowCommits { get; }

    /// <summary>How many times the process is killed.</summary>
    public int Crashes { get; }

    /// <summary>How many times it stays away for hours.</summary>
    public int Outages { get; }

    /// <summary>How many times the machine's clock is set.</summary>
    public int Jumps { get; }

    /// <summary>How many times the provider is too busy for a while.</summary>
    public int Storms { get; }

    /// <summary>How many times the provider cannot be asked for a while.</summary>
    public int Unreachable { get; }

    public int BadReplies { get; }

    public int BadWebhooks { get; }

    /// <summary>How often what happened.</summary>
    public IReadOnlyDictionary<string, int> Counts => counts;

    /// <summary>When a turn took seconds.</summary>
    public List<TimeSpan> Stalls { get; } = [];

    /// <summary>The clock by which disturbances are dated.</summary>
    public VirtualClock? Clock { get; set; }

    /// <summary>How long a turn keeps the processor: a pause for garbage, a machine that is busy.</summary>
    public TimeSpan TurnTakes()
    {
        if (!On || SlowTurns == 0 || chance.Below(40_000) >= SlowTurns * 10)
        {
            return TimeSpan.Zero;
        }

        var time = chance.OneIn(20) ? chance.Seconds(4, 12) : chance.Seconds(0.001, 1.5);
        Note("slow turn", time);
        Stalls.Add(Clock!.Elapsed);
        return time;
    }

    /// <summary>How long a message is on its way; most arrive at once.</summary>
    public TimeSpan MessageTakes()
    {
        if (!On || SlowMessages == 0 || !chance.OneIn(16))
        {
            return TimeSpan.Zero;
        }

        if (chance.Below(400) < SlowMessages)
        {
            var late = chance.Seconds(25, 40);
            Note("message slower than its caller", late);
            return late;
        }

        var time = chance.Seconds(0.001, 0.3);
        Disturb(time);
        return time;
    }

    /// <summary>What happens to a commit.</summary>
    public CommitFault Commit()
    {
        if (!On)
        {
            return CommitFault.None;
        }

        if (LostCommits > 0 && chance.Below(1200) < LostCommits)
        {
            var fault = (CommitFault)chance.Between(1, 4);
            Note(fault switch
            {
                CommitFault.LostBefore => "connection lost before a commit",
                CommitFault.LostAfter => "connection lost after a commit",
                CommitFault.FailedBefore => "commit failed",
                _ => "commit done, and told as failed",
            });
            return fault;
        }

        return CommitFault.None;
    }

    /// <summary>How long the disk takes.</summary>
    public TimeSpan CommitTakes()
    {
        if (!On || SlowCommits == 0 || !chance.OneIn(4))
        {
            return TimeSpan.Zero;
        }

        if (chance.Below(600) < SlowCommits)
        {
            var time = chance.Seconds(1, 8);
            Note("disk slow for seconds", time);
            return time;
        }

        return chance.Seconds(0.001, 0.02);
    }

    /// <summary>Counts a fault, which may make the product late for as long as it lasts.</summary>
    public void Note(string kind, TimeSpan lasts = default)
    {
        counts[kind] = counts.GetValueOrDefault(kind) + 1;
        Disturb(lasts);
    }

    private void Disturb(TimeSpan lasts)
    {
        var until = Clock!.Elapsed + lasts;
        DisturbedUntil = until > DisturbedUntil ? until : DisturbedUntil;
    }
}

/// <summary>What can happen to a commit.</summary>
internal enum CommitFault
{
    None,
    LostBefore,
    LostAfter,
    FailedBefore,
    FailedAfter,
}
