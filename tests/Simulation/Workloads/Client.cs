using System.Text.Json.Nodes;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
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

    private bool isHushed;
    private int submissions;

    /// <summary>Everything that was asked, in order.</summary>
    public List<Ask> Asks { get; } = [];

    /// <summary>Makes what must be there before anything begins.</summary>
    public async Task PrepareAsync(LiveProcess process)
    {
        await process.Settings.SaveAsync(OrganizationId, OrganizationId, plan.Organization, null, "setup");
        Note(AskKind.Organization, "", Manager.Terms(plan.Organization));
        await process.Settings.SaveAsync(OrganizationId, "num_sim", new PhoneNumber { Number = "+12125550100", ProviderPhoneNumberId = "phnum_sim" }, null, "setup");
        await process.Settings.SaveAsync(OrganizationId, "agent_sim", new VoiceAgent { Name = "Amy", ProviderAgentId = "agent_sim", PhoneNumberId = "num_sim" }, null, "setup");
        foreach (var (id, settings) in plan.Campaigns)
        {
            await Grain<ICampaignGrain>(process, id).Save(settings, 0, "setup");
            Note(AskKind.Campaign, id, Manager.Terms(settings));
        }

        foreach (var lead in plan.Leads.Where(lead => !lead.ComesLate))
        {
            await Grain<ILeadGrain>(process, lead.Id).Tell(new Submit($"sub_{lead.Id}", lead.CampaignId, lead.Given, LeadStatus.New, "setup"));
            Note(AskKind.Lead, lead.Id, Terms(lead.Given, lead.CampaignId));
        }
    }

    public void Call(PlannedLead lead, CallSource source, string? phone = null, string? campaignId = null) => Do(AskKind.Call, lead.Id, 0, null, async (process, ask) =>
    {
        ask.Id = world.Ids.Next("int");
        var reply = await Grain<ILeadGrain>(process, lead.Id).Initiate(new InitiateCall { InteractionId = ask.Id, Source = source, Phone = phone, CampaignId = campaignId, Actor = "client" });
        return reply.Refusal;
    });

    public void List(string phone) => Do(AskKind.List, phone, 0, null, async (process, ask) =>
    {
        var reply = await Grain<IDialedNumberGrain>(process, phone).Tell(new ListNumber("simulated", "client"));
        ask.Id = reply.InFlight;
        return reply.Refusal;
    });

    public void Unlist(string phone) => Do(AskKind.Unlist, phone, 0, null, async (process, _) => (await Grain<IDialedNumberGrain>(process, phone).Tell(new UnlistNumber("client"))).Refusal);

    /// <summary>Submits a lead, once more or for the first time.</summary>
    public void Submit(PlannedLead lead, string campaignId, SubmissionActs acts) =>
        Tell(AskKind.Lead, lead, 0, Terms(lead.Given, campaignId), new Submit($"sub_{submissions++}", campaignId, lead.Given with { FirstName = null }, LeadStatus.Pending, "client") { Acts = acts });

    public void Change(PlannedLead lead, LeadGiven given, string? campaignId = null, LeadStatus? status = null) =>
        Tell(AskKind.Lead, lead, 0, Terms(given, campaignId), new ChangeLead { Given = given, CampaignId = campaignId, Status = status, MayLiftDnc = true, Actor = "client" });

    public void Rename(PlannedLead lead, int name) => Tell(AskKind.Rename, lead, name, null, new ChangeLead { Given = new LeadGiven { FirstName = $"Name {name}" }, Actor = "client" });

    public void Forbid(PlannedLead lead, bool forbidden) =>
        Tell(AskKind.LeadDnc, lead, forbidden ? 1 : 0, null, new SetDnc { Channels = forbidden ? [DncChannel.Phone] : [], MayLift = true, Actor = "client" });

    public void Erase(PlannedLead lead) => Tell(AskKind.Erase, lead, 0, null, new EraseLead("client"));

    public void Enter(PlannedLead lead, bool restart) => Tell(AskKind.Enter, lead, restart ? 1 : 0, null, new EnterDialer { Restart = restart, Actor = "client" });

    public void Leave(PlannedLead lead) => Tell(AskKind.Leave, lead, 0, null, new LeaveDialer("simulated", "client"));

    /// <summary>Asks for nothing more.</summary>
    public void Hush() => isHushed = true;

    /// <summary>Pauses all dialling: the last thing that is asked.</summary>
    public void Close()
    {
        isHushed = false;
        new Manager(world, this).PauseAll(true);
        isHushed = true;
    }

    /// <summary>Asks for something, if anybody listens.</summary>
    public void Do(AskKind kind, string about, int value, JsonObject? terms, Func<LiveProcess, Ask, Task<Refusal?>> work)
    {
        if (isHushed || world.Process is not { IsReady: true } process)
        {
            return;
        }

        var ask = new Ask { Kind = kind, About = about, Value = value, Terms = terms, SentAt = world.Clock.Elapsed };
        Asks.Add(ask);
        world.History.Say($"asked: {kind} {about} {value} {terms?.ToJsonString()}");
        process.Do("api", async () =>
        {
            var refusal = await work(process, ask);
            ask.Refusal = refusal?.Code;
            ask.DoneAt = refusal is null ? world.Clock.Elapsed : null;
            world.History.Say($"answered: {kind} {about} {value} {ask.Refusal ?? "done"} {ask.Id}");
            world.History.Remark($"  terms: {ask.Terms?.ToJsonString()}");
        });
    }

    public static T Grain<T>(LiveProcess process, string id) where T : IGrainWithStringKey => process.Grains.GetGrain<T>(GrainKeys.Of(OrganizationId, id));

    private void Tell(AskKind kind, PlannedLead lead, int value, JsonObject? terms, LeadCommand command) =>
        Do(kind, lead.Id, value, terms, async (process, _) => (await Grain<ILeadGrain>(process, lead.Id).Tell(command)).Refusal);

    private void Note(AskKind kind, string about, JsonObject terms) =>
        Asks.Add(new Ask { Kind = kind, About = about, Terms = terms, SentAt = world.Clock.Elapsed, DoneAt = world.Clock.Elapsed });

    /// <summary>The fields of a lead on which calls depend, those that are said.</summary>
    private static JsonObject Terms(LeadGiven given, string? campaignId)
    {
        var terms = new JsonObject();
        void Say(string field, string? value)
        {
            if (value is not null)
            {
                terms[field] = value;
            }
        }

        Say("phone", given.Phone);
        Say("timezone", given.Timezone);
        Say("campaignId", campaignId);
        Say("consent", given.Compliance == JsonText.EmptyObject ? null : given.Compliance == PlannedLead.Consent ? "yes" : "no");
        return terms;
    }
}
