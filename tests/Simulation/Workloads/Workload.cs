using LeadSail.Calls;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.Simulation.Worlds;

namespace LeadSail.Simulation.Workloads;

/// <summary>What people and their systems do with the product, at random moments.</summary>
internal sealed class Workload(World world, Plan plan, Client client, Chance chance)
{
    private readonly Manager manager = new(world, client);

    /// <summary>Begins, and goes on until the horizon.</summary>
    public void Begin()
    {
        if (plan.HasDialer)
        {
            foreach (var lead in plan.Leads.Where(_ => chance.Percent(70)))
            {
                world.Clock.In(chance.Seconds(0, 900), () => client.Enter(lead, restart: false));
            }
        }

        foreach (var lead in plan.Leads.Where(lead => lead.ComesLate))
        {
            world.Clock.In(chance.Between(TimeSpan.Zero, plan.Horizon), () => client.Submit(lead, lead.CampaignId, SubmissionActs.WhenNew));
        }

        Next();
    }

    private void Next() => world.Clock.In(chance.Between(TimeSpan.FromMilliseconds(1), plan.Pace * 2), () =>
    {
        if (world.Clock.Elapsed < world.AsksUntil)
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
            case < 30 when plan.HasDialer:
                ActOnDialer(lead, campaign);
                break;
            case < 50:
                Call(lead);
                break;
            case < 64:
                // several who share a number, at once
                foreach (var other in plan.Leads.Where(other => other.Phone == lead.Phone))
                {
                    world.Clock.In(chance.Seconds(0, 2), () => Call(other));
                }

                break;
            case < 70:
                List(lead.Phone);
                break;
            case < 72:
                client.Unlist(lead.Phone);
                break;
            case < 74:
                ForAWhile(manager.PauseAll, 5, 300);
                break;
            case < 77:
                ForAWhile(on => manager.Change(campaign, known => known with { Active = !on }), 5, 600);
                break;
            case < 79:
                var cap = chance.OneIn(3) ? null : new NumberCap { Calls = chance.Between(2, 6), Hours = chance.Of([1, 2, 24, 48]) };
                manager.Change(known => known with { NumberCap = cap });
                break;
            case < 83:
                client.Change(lead, new LeadGiven { Phone = phone });
                break;
            case < 84:
                client.Erase(lead);
                break;
            case < 85:
                client.Change(lead, new LeadGiven { Timezone = chance.Of(Plan.Zones), TimezoneSource = "user_input" });
                break;
            case < 88:
                client.Rename(lead, chance.Below(1000));
                break;
            case < 92:
                ForAWhile(on => client.Forbid(lead, on), 30, 900);
                break;
            case < 94:
                client.Change(lead, new LeadGiven(), status: LeadStatus.New);
                break;
            case < 98:
                client.Submit(lead, lead.CampaignId, chance.Of([SubmissionActs.Never, SubmissionActs.Always]));
                break;
            default:
                client.Call(lead, CallSource.Api, phone);
                break;
        }
    }

    private void ActOnDialer(PlannedLead lead, string campaign)
    {
        switch (chance.Below(100))
        {
            case < 25:
                client.Enter(lead, chance.OneIn(5));
                break;
            case < 33:
                client.Leave(lead);
                break;
            case < 42:
                manager.Enter(campaign, chance.OneIn(2) ? LeadStatus.New : null, chance.OneIn(5));
                break;
            case < 52:
                ForAWhile(on => manager.Pause(campaign, on), 5, 600);
                break;
            case < 76:
                manager.Change(campaign, plan.Settings.Change);
                break;
            case < 80:
                ForAWhile(on => manager.Change(known => known with { RequireConsent = on }), 30, 900);
                break;
            case < 84:
                client.Change(lead, new LeadGiven { Compliance = chance.OneIn(2) ? PlannedLead.Consent : PlannedLead.NoConsent });
                break;
            case < 92:
                client.Change(lead, new LeadGiven(), campaignId: campaign);
                break;
            default:
                client.Submit(lead, campaign, SubmissionActs.Always);
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
