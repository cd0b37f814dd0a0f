using LeadSail.DialedNumbers;
using LeadSail.Simulation.Worlds;
using Orleans.Calls;

namespace LeadSail.Simulation.Bugs;

/// <summary>As soon as a call has its permit, the number is released.</summary>
internal sealed class ReleasedTooEarly : Bug
{
    public override void Sent(LiveProcess process, Call call, Leg leg)
    {
        if (leg == Leg.Answer && call.Arguments is [Permit permit])
        {
            process.Do("bug", () => process.Grains.GetGrain<IDialedNumberGrain>(call.Target.Key.ToString()!)
                .Tell(new Release(permit.InteractionId, Dialled: true, process.Clock.GetUtcNow(), OptOut: false)));
        }
    }
}
