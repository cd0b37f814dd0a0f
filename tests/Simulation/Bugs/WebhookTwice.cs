using LeadSail.Calls;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.Simulation.Worlds;
using Orleans.Calls;

namespace LeadSail.Simulation.Bugs;

/// <summary>A report that comes again is told to the lead as the end of another call.</summary>
internal sealed class WebhookTwice : Bug
{
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    public override void Sent(LiveProcess process, Call call, Leg leg)
    {
        if (leg == Leg.Request && call.Arguments is [Report { Said.Outcome: { } outcome }] && !told.Add(call.Target.Key.ToString()!))
        {
            process.Do("bug", async () =>
            {
                var key = call.Target.Key.ToString()!;
                var state = (await process.States.ReadAsync<CallState>("call", key))!;
                await process.Grains.GetGrain<ILeadGrain>(GrainKeys.Of(GrainKeys.OrganizationOf(key), state.Call!.LeadId)).Tell(new CallEnded
                {
                    InteractionId = $"{state.Call.InteractionId}_again", CampaignId = state.Call.CampaignId, Phone = state.Call.Phone, Status = outcome.Status, Dialled = true,
                    DialledAt = state.DiallingAt, EndedAt = process.Clock.GetUtcNow(),
                });
            });
        }
    }
}
