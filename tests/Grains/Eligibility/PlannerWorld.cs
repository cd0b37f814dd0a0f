using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Leads;
using LeadSail.Lives;
using LeadSail.PhoneNumbers;
using LeadSail.Prompts;
using LeadSail.Storage;
using LeadSail.VoiceAgents;

namespace LeadSail.Eligibility;

/// <summary>The settings and states of a small organization, in memory: what the planner reads.</summary>
internal sealed class PlannerWorld : ISettings, IStateReader
{
    private readonly Dictionary<(Type, string), object> settings = [];
    private readonly Dictionary<string, object> states = [];

    public PlannerWorld()
    {
        Campaign = new CampaignSettings { Name = "Solar", Voice = new CampaignVoice { AgentId = "agent_1", PromptTemplateId = "tmpl_1", PhoneNumberId = "num_campaign", MaxDurationSeconds = 600 } };
        Put("agent_1", new VoiceAgent { Name = "Ava", ProviderAgentId = "el_ava", PhoneNumberId = "num_agent" });
        Put("agent_test", new VoiceAgent { Name = "Tess", ProviderAgentId = "el_tess", PhoneNumberId = "num_agent" });
        Put("num_campaign", Number("+13055550100"));
        Put("num_agent", Number("+13055550101"));
        Put("num_call", Number("+13055550102"));
        Put("tmpl_1", new PromptTemplate { Body = "Call {{ first_name }} from {{ agent.name }}.", FirstMessage = "Hi {{ lead.firstName }}!" });
    }

    /// <summary>The kinds of settings that were read past the cache.</summary>
    public HashSet<Type> ReadFresh { get; } = [];

    public LeadState Lead { get; set; } = LeadExamples.Known().State;

    public Ledger Ledger { get; set; } = new();

    public CampaignSettings Campaign
    {
        get => ((CampaignState)states["campaign org/SOL"]).Settings;
        set => PutCampaign("SOL", value);
    }

    public CampaignVoice Voice
    {
        set => Campaign = Campaign with { Voice = value };
        get => Campaign.Voice;
    }

    public void Put<T>(string id, T value) where T : class, ISetting => settings[(typeof(T), id)] = new Setting<T>(id, 1, Moments.Start, Moments.Start, value);

    public void PutCampaign(string id, CampaignSettings value) => states[$"campaign org/{id}"] = new CampaignState { Version = 1, Settings = value };

    public Task<CallPlan> Plan(InitiateCall? wish = null) =>
        new CallPlanner(this, this, new PromptRenderer(TimeProvider.System), new CallOptions { PollSeconds = 30 }).PlanAsync(
            "org", "lead_1", Lead, (wish ?? new InitiateCall { Source = CallSource.Api }) with { InteractionId = "int_1", Actor = "key_1" }, _ => Task.FromResult(Ledger), Moments.Start);

    /// <summary>The planned call; a failure names why there is none.</summary>
    public async Task<CreateCall> Call(InitiateCall? wish = null)
    {
        var plan = await Plan(wish);
        Assert.True(plan.Refusal is null, plan.Refusal?.Message);
        return plan.Call!;
    }

    public Task<Setting<T>?> FindAsync<T>(string organizationId, string id, bool fresh = false, CancellationToken cancellationToken = default) where T : class, ISetting
    {
        if (fresh)
        {
            ReadFresh.Add(typeof(T));
        }

        return Task.FromResult(organizationId == "org" ? settings.GetValueOrDefault((typeof(T), id)) as Setting<T> : null);
    }

    public Task<T?> ReadAsync<T>(string grainType, string key, CancellationToken cancellationToken = default) where T : class =>
        Task.FromResult(states.GetValueOrDefault($"{grainType} {key}") as T);

    public Task<Page<Setting<T>>> ListAsync<T>(string organizationId, string? cursor, int limit, CancellationToken cancellationToken = default) where T : class, ISetting => throw new NotSupportedException();

    public Task<IReadOnlyList<(string OrganizationId, Setting<T> Row)>> ListAllAsync<T>(CancellationToken cancellationToken = default) where T : class, ISetting => throw new NotSupportedException();

    public Task<Setting<T>?> SaveAsync<T>(string organizationId, string id, T value, long? expectedVersion, string actor, CancellationToken cancellationToken = default) where T : class, ISetting =>
        throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, T>> ReadManyAsync<T>(string grainType, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) where T : class => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> CallsHoldingLineAsync(string organizationId, string provider, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> CallsOfLeadAsync(string organizationId, string leadId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<string?> FindCallAsync(string provider, string conversationId, string? interactionId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> CallsStartingAsync(string provider, string providerAgentId, string phone, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> CallsAnsweredAsync(string provider, string phone, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    private static PhoneNumber Number(string number) => new() { Number = number, ProviderPhoneNumberId = "phnum" + number[^3..], Transport = "sip_trunk" };
}
