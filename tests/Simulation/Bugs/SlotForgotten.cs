using LeadSail.Lines;
using LeadSail.Simulation.Worlds;
using Orleans.Calls;

namespace LeadSail.Simulation.Bugs;

/// <summary>Every third time a slot is given back, it is somebody else's.</summary>
internal sealed class SlotForgotten : Bug
{
    private int freed;

    public override void Sent(LiveProcess process, Call call, Leg leg)
    {
        if (leg == Leg.Request && call.Method == $"{nameof(ILineGrain)}.{nameof(ILineGrain.Free)}" && freed++ % 3 == 2)
        {
            Forge(call, "int_nobody");
        }
    }
}
