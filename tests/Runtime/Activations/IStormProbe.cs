using LeadSail.Fixture;

namespace LeadSail.Activations;

/// <summary>A grain that must never be there twice, nor do two things at once.</summary>
[Alias("test.storm-probe")]
public interface IStormProbe : IGrainWithStringKey
{
    [Alias("work")]
    Task Work();

    [Alias("end")]
    Task End();
}

/// <summary>What the activations of one grain see of each other.</summary>
public sealed class Presence
{
    private int activations;
    private int turns;
    private int served;
    private int faults;

    public int Served => served;

    public int Faults => faults;

    public void Come() => Count(ref activations);

    public void Go() => Interlocked.Decrement(ref activations);

    public async Task Work()
    {
        Count(ref turns);
        await Task.Yield();
        Interlocked.Decrement(ref turns);
        Interlocked.Increment(ref served);
    }

    private void Count(ref int present)
    {
        if (Interlocked.Increment(ref present) != 1)
            Interlocked.Increment(ref faults);
    }
}

[GrainType("test-storm-probe")]
public sealed class StormProbeGrain(Stage stage) : Grain, IStormProbe
{
    private Presence Presence => stage.Find<Presence>($"{this.GetPrimaryKeyString()} presence")!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Presence.Come();
        await Task.Yield();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Presence.Go();
    }

    public Task Work() => Presence.Work();

    public Task End()
    {
        DeactivateOnIdle();
        return Presence.Work();
    }
}
