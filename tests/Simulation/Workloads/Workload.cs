using LeadSail.Calls;
using LeadSail.Leads;
using LeadSail.Simulation.Worlds;

namespace LeadSail.Simulation.Workloads;

/// <summary>What people and their systems do with the product, at random moments.</summary>
internal sealed class Workload(World world, Plan plan, Client client, Chance chance)
{
    private int resubmissions;

    /// <summary>Begins, and goes on until the horizon.</summary>
    public void Begin()
    {
        if (plan.HasDialer)
        {
            foreach (var lead in plan.Leads.Where(_ => chance.Percent(70)))
            {
                world.Clock.In(chance.Seconds(0, 900), () => client.EnterDialer(lead, restart: false));
            }
        }

        Next();
    }

    private void Next() => world.Clock.In(chance.Between(TimeSpan.FromMilliseconds(1), plan.Pace * 2), () =>
    {
        if (world.Clock.Elapsed < plan.Horizon)
        {
            Act();
            Next();
        }
    });

    private void Act()
    {
        var (lead, phone, campaign) = (chance.Of(plan.Leads), chance.Of(plan.Phones), chance.Of(plan.Campaigns).Id);
        switch (chance.Below(100))
        {
            case < 50:
                Call(lead);
                break;
            case < 66:
                // several who share a number, at once
                foreach (var other in plan.Leads.Where(other => other.Phone == lead.Phone))
                {
                    world.Clock.In(chance.Seconds(0, 2), () => Call(other));
                }

                break;
            case < 71:
                List(lead.Phone);
                break;
            case < 73:
                client.Unlist(lead.Phone);
                break;
            case < 75:
                ForAWhile(on => client.PauseAll(on), 5, 300);
                break;
            case < 77:
                ForAWhile(on => client.Activate(campaign, !on), 5, 600);
                break;
            case < 80:
                ForAWhile(on => client.PauseDialer(campaign, on), 5, 600);
                break;
            case < 81:
                client.Cap(chance.Of([0, 0, 2, 4, 6]));
                break;
            case < 83:
                client.Tell(lead, new ChangeLead { Given = new LeadGiven { Phone = phone }, Actor = "client" });
                break;
            case < 84:
                client.Tell(lead, chance.OneIn(4) ? new EraseLead("client") : new LeaveDialer("simulated", "client"));
                break;
            case < 87:
                client.Rename(lead, chance.Below(1000));
                break;
            case < 90:
                ForAWhile(on => client.Tell(lead, new SetDnc { Channels = on ? [DncChannel.Phone] : [], MayLift = true, Actor = "client" }), 30, 900);
                break;
            case < 92:
                client.Tell(lead, new ChangeLead { Status = LeadStatus.New, MayLiftDnc = true, Actor = "client" });
                break;
            case < 95:
                client.Tell(lead, new Submit($"sub_again_{resubmissions++}", lead.CampaignId, lead.Given with { FirstName = null }, LeadStatus.New, "client"));
                break;
            case < 99 when plan.HasDialer:
                client.EnterDialer(lead, chance.OneIn(4));
                break;
            default:
                client.Call(lead, CallSource.Api, phone);
                break;
        }
    }

    private void Call(PlannedLead lead)
    {
        client.Call(lead, chance.OneIn(3) ? CallSource.Manual : CallSource.Api, campaignId: chance.OneIn(8) ? chance.Of(plan.Campaigns).Id : null);
        if (chance.OneIn(12))
        {
            // somebody asks not to be called while the call waits, or rings
            world.Clock.In(chance.Seconds(0, 12), () => List(lead.Phone));
        }
    }

    private void List(string phone) => ForAWhile(on => (on ? (Action<string>)client.List : client.Unlist)(phone), 20, 900);

    private void ForAWhile(Action<bool> turn, double least, double most)
    {
        turn(true);
        Again();

        // until it is heard: a process may be away
        void Again() => world.Clock.In(chance.Seconds(least, most), () =>
        {
            turn(false);
            if (chance.OneIn(3))
            {
                Again();
            }
        });
    }
}
