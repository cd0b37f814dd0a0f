using LeadSail.Simulation.Worlds;

namespace LeadSail.Simulation.Faults;

/// <summary>What befalls the world at random moments: crashes, long absences, clocks that are set, a provider that is busy or out of reach.</summary>
internal sealed class Calamities(World world, FaultPlan plan, Chance chance)
{
    /// <summary>When the machine's clock was set.</summary>
    public List<(TimeSpan At, TimeSpan From, TimeSpan To)> Jumps { get; } = [];

    /// <summary>Spreads them over the time until the horizon.</summary>
    public void Begin(TimeSpan horizon)
    {
        Spread(plan.Crashes, () => world.ArmedCrashes++);
        Spread(plan.Outages, () =>
        {
            plan.Note("away for hours");
            world.Crash(chance.Seconds(1800, 20 * 3600));
        });
        Spread(plan.Jumps, Jump);
        Spread(plan.Storms, () =>
        {
            plan.Note("storm of 429");
            world.History.Say("the provider is too busy");
            world.Provider.Storm(chance.Seconds(20, 400));
        });
        Spread(plan.Unreachable, () =>
        {
            plan.Note("provider out of reach");
            world.History.Say("the provider cannot be asked");
            world.Provider.Hide(chance.Seconds(30, 1800));
        });

        void Spread(int count, Action happen)
        {
            for (var i = 0; i < count; i++)
            {
                world.Clock.In(chance.Between(TimeSpan.Zero, horizon), () =>
                {
                    if (plan.On)
                    {
                        happen();
                    }
                });
            }
        }
    }

    /// <summary>How long a process stays dead.</summary>
    public TimeSpan Away() => chance.Below(20) switch
    {
        0 => chance.Seconds(120, 1200),
        < 5 => chance.Seconds(8, 120),
        _ => chance.Seconds(0.2, 8),
    };

    private void Jump()
    {
        var (from, to) = (world.Clock.Shift, chance.OneIn(3) ? TimeSpan.Zero : chance.Seconds(-240, 240));
        plan.Note("clock set");
        world.History.Say($"the machine's clock is set from {from.TotalSeconds:0.0} s to {to.TotalSeconds:0.0} s");
        world.Clock.SetWall(to);
        Jumps.Add((world.Clock.Elapsed, from, to));
    }
}
