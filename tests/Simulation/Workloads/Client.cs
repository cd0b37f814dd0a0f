using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Dialers;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.PhoneNumbers;
using LeadSail.Simulation.Checks;
using LeadSail.Simulation.Worlds;
using LeadSail.VoiceAgents;

namespace LeadSail.Simulation.Workloads;

/// <summary>Asks the product what its API would be asked, and notes what was acknowledged.</summary>
internal sealed class Client(World world, Plan plan)
{
    public const string OrganizationId = "org_sim";

    private Organization organization = new()
    {
        Name = "Simulated", Lines = [new LineLimits { Provider = Providers.Provider.Key, MaxConcurrentCalls = plan.Slots, CallsPerSecond = plan.StartsPerSecond }],
    };

    private bool isClosed;

    /// <summary>Everything that was asked, in order.</summary>
    public List<Ask> Asks { get; } = [];

    /// <summary>Makes what must be there before anything begins.</summary>
    public async Task PrepareAsync(LiveProcess process)
    {
        await process.Settings.SaveAsync(OrganizationId, OrganizationId, organization, null, "setup");
        await process.Settings.SaveAsync(OrganizationId, "num_sim", new PhoneNumber { Number = "+12125550100", ProviderPhoneNumberId = "phnum_sim" }, null, "setup");
        await process.Settings.SaveAsync(OrganizationId, "agent_sim", new VoiceAgent { Name = "Amy", ProviderAgentId = "agent_sim", PhoneNumberId = "num_sim" }, null, "setup");
        foreach (var (id, settings) in plan.Campaigns)
        {
            await Grain<ICampaignGrain>(process, id).Save(settings, 0, "setup");
        }

        foreach (var lead in plan.Leads)
        {
            await Grain<ILeadGrain>(process, lead.Id).Tell(new Submit($"sub_{lead.Id}", lead.CampaignId, lead.Given, LeadStatus.New, "setup"));
        }
    }

    public void Call(PlannedLead lead, CallSource source, string? phone = null, string? campaignId = null) => Do(AskKind.Call, lead.Id, 0, async (process, ask) =>
    {
        ask.InteractionId = world.Ids.Next("int");
        var reply = await Grain<ILeadGrain>(process, lead.Id).Initiate(new InitiateCall { InteractionId = ask.InteractionId, Source = source, Phone = phone, CampaignId = campaignId, Actor = "client" });
        return reply.Refusal;
    });

    public void List(string phone) => Do(AskKind.List, phone, 0, async (process, ask) =>
    {
        var reply = await Grain<IDialedNumberGrain>(process, phone).Tell(new ListNumber("simulated", "client"));
        ask.InteractionId = reply.InFlight;
        return reply.Refusal;
    });

    public void Unlist(string phone) => Do(AskKind.Unlist, phone, 0, async (process, _) => (await Grain<IDialedNumberGrain>(process, phone).Tell(new UnlistNumber("client"))).Refusal);

    public void Tell(PlannedLead lead, LeadCommand command) => Do(AskKind.Lead, lead.Id, 0, async (process, _) => (await Grain<ILeadGrain>(process, lead.Id).Tell(command)).Refusal);

    public void Rename(PlannedLead lead, int name) => Do(AskKind.Rename, lead.Id, name, async (process, _) =>
        (await Grain<ILeadGrain>(process, lead.Id).Tell(new ChangeLead { Given = new LeadGiven { FirstName = $"Name {name}" }, Actor = "client" })).Refusal);

    public void EnterDialer(PlannedLead lead, bool restart) => Do(AskKind.Dialer, lead.Id, restart ? 1 : 0, async (process, _) =>
    {
        var reply = await Grain<ILeadGrain>(process, lead.Id).Tell(new EnterDialer { Restart = restart, Actor = "client" });
        await Grain<IAutoDialerGrain>(process, lead.CampaignId).Nudge();
        return reply.Refusal;
    });

    public void PauseAll(bool paused) => Do(AskKind.PauseAll, "", paused ? 1 : 0, async (process, _) =>
    {
        await Save(process, known => known with { DialingPaused = paused });
        await NudgeAll(process);
        return null;
    });

    /// <summary>Pauses all dialling, and asks for nothing more.</summary>
    public void Close()
    {
        PauseAll(true);
        isClosed = true;
    }

    public void Cap(int calls) => Do(AskKind.Cap, "", calls, async (process, _) =>
    {
        await Save(process, known => known with { NumberCap = calls == 0 ? null : new NumberCap { Calls = calls, Hours = 24 } });
        return null;
    });

    public void PauseDialer(string campaignId, bool paused) => Do(AskKind.PauseDialer, campaignId, paused ? 1 : 0, async (process, _) =>
    {
        var reply = await Grain<ICampaignGrain>(process, campaignId).Pause(paused, "client");
        await Grain<IAutoDialerGrain>(process, campaignId).Nudge();
        return reply.Refusal;
    });

    public void Activate(string campaignId, bool active) => Do(AskKind.Activate, campaignId, active ? 1 : 0, async (process, _) =>
    {
        var known = await process.States.ReadAsync<CampaignState>("campaign", GrainKeys.Of(OrganizationId, campaignId));
        var reply = await Grain<ICampaignGrain>(process, campaignId).Save(known!.Settings with { Active = active }, known.Version, "client");
        await Grain<IAutoDialerGrain>(process, campaignId).Nudge();
        return reply.Refusal;
    });

    private void Do(AskKind kind, string about, int value, Func<LiveProcess, Ask, Task<Refusal?>> work)
    {
        if (isClosed || world.Process is not { IsReady: true } process)
        {
            return; // nobody asks any more, or nobody listens
        }

        var ask = new Ask { Kind = kind, About = about, Value = value, SentAt = world.Clock.Elapsed };
        Asks.Add(ask);
        world.History.Say($"asked: {kind} {about} {value}");
        process.Do("api", async () =>
        {
            var refusal = await work(process, ask);
            ask.Refusal = refusal?.Code;
            ask.DoneAt = refusal is null ? world.Clock.Elapsed : null;
            world.History.Say($"answered: {kind} {about} {value} {ask.Refusal ?? "done"} {ask.InteractionId}");
        });
    }

    private async Task Save(LiveProcess process, Func<Organization, Organization> change)
    {
        // what another request has just saved is kept, as by its version
        var known = (await process.Settings.FindAsync<Organization>(OrganizationId, OrganizationId, fresh: true))!;
        organization = change(known.Value);
        if (await process.Settings.SaveAsync(OrganizationId, OrganizationId, organization, known.Version, "client") is null)
        {
            throw new InvalidOperationException("Another request was faster.");
        }
    }

    private async Task NudgeAll(LiveProcess process)
    {
        foreach (var (id, _) in plan.Campaigns)
        {
            await Grain<IAutoDialerGrain>(process, id).Nudge();
        }
    }

    private static T Grain<T>(LiveProcess process, string id) where T : IGrainWithStringKey => process.Grains.GetGrain<T>(GrainKeys.Of(OrganizationId, id));
}
