using LeadSail.DialedNumbers;
using LeadSail.Simulation.Worlds;
using Orleans.Calls;

namespace LeadSail.Simulation.Bugs;

/// <summary>Where the number is listed, the permit asks for something harmless instead, and takes the answer for a yes.</summary>
internal sealed class ListIgnored : Bug
{
    public override void Sent(LiveProcess process, Call call, Leg leg)
    {
        if (leg == Leg.Request && call.Arguments is [Permit] && process.IsListed(call.Target.Key.ToString()!))
        {
            Forge(call, new Release("int_nobody", Dialled: false, DateTimeOffset.UnixEpoch, OptOut: false));
        }
    }
}
