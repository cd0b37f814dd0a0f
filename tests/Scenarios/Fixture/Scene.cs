using System.Globalization;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Dialers;
using LeadSail.Hosting;
using LeadSail.Leads;
using LeadSail.Lines;
using LeadSail.Organizations;
using LeadSail.PhoneNumbers;
using LeadSail.Providers;
using LeadSail.VoiceAgents;
using LeadSail.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Fixture;

/// <summary>One test's organization, with a campaign that can call; and what its people do.</summary>
public sealed class Scene
{
    public const string CampaignId = "SOLAR";

    private static int scenes;

    private readonly ScenarioCluster cluster;
    private readonly string organizationId, agentId;
    private int people;

    private Scene(ScenarioCluster cluster)
    {
        var number = Interlocked.Increment(ref scenes);
        (this.cluster, organizationId, agentId) = (cluster, $"org_s{number}", $"agent_s{number}");
    }

    /// <summary>What was dialled, in order.</summary>
    public IReadOnlyList<PhoneCall> Dialled => cluster.Phones.CallsOf(agentId);

    public int MostAtOnce => cluster.Phones.MostAtOnce(agentId);

    public ILineGrain Line => Grain<ILineGrain>(cluster.Phones.Key);

    public ICampaignGrain Campaign => Grain<ICampaignGrain>(CampaignId);

    public IAutoDialerGrain Dialer => Grain<IAutoDialerGrain>(CampaignId);

    public static async Task<Scene> SetAsync(ScenarioCluster cluster, int slots)
    {
        var scene = new Scene(cluster);
        await scene.Save(scene.organizationId, new Organization { Name = "Scene", Lines = [new() { Provider = cluster.Phones.Key, MaxConcurrentCalls = slots, CallsPerSecond = 100 }] });
        await scene.Save("num_scene", new PhoneNumber { Number = "+12125550100", ProviderPhoneNumberId = "phnum_scene" });
        await scene.Save("agent_scene", new VoiceAgent { Name = "Amy", ProviderAgentId = scene.agentId, PhoneNumberId = "num_scene" });
        var saved = await scene.Campaign.Save(
            new()
            {
                Name = "Solar",
                Voice = new() { AgentId = "agent_scene", MaxDurationSeconds = 60 },
                AutoDialer = new() { Active = true, OperatingHours = OperatingHours.AroundTheClock, CallsPerMinute = 6000, MaxConcurrentCalls = 100, MaxAttempts = 1 },
            },
            0,
            "test");
        Assert.Null(saved.Refusal);
        return scene;
    }

    public T Grain<T>(string id) where T : IGrainWithStringKey => cluster.Grains.GetGrain<T>(Key(id));

    public string NewId(string prefix) => cluster.Process.GetRequiredService<IIds>().Next(prefix);

    /// <summary>A number in New York.</summary>
    public string NewPhone() => string.Create(CultureInfo.InvariantCulture, $"+1212555{1000 + Interlocked.Increment(ref people)}");

    public async Task<string> LeadAsync(string? phone = null)
    {
        var leadId = NewId("lead");
        var reply = await Grain<ILeadGrain>(leadId).Tell(new Submit(NewId("sub"), CampaignId, new() { FirstName = "Ada", LastName = "Keller", Phone = phone ?? NewPhone() }, LeadStatus.New, "test"));
        Assert.Null(reply.Refusal);
        return leadId;
    }

    public async Task<string[]> LeadsAsync(int count) => await Task.WhenAll(Enumerable.Range(0, count).Select(_ => LeadAsync()));

    /// <summary>Asks for a call, as somebody at the console does.</summary>
    public Task<InitiateReply> AskAsync(string leadId, string? interactionId = null) =>
        Grain<ILeadGrain>(leadId).Initiate(new() { InteractionId = interactionId ?? NewId("int"), Source = CallSource.Manual, Actor = "test" });

    /// <summary>Asks for a call that nothing speaks against.</summary>
    public async Task<string> CallAsync(string leadId)
    {
        var reply = await AskAsync(leadId);
        Assert.Null(reply.Refusal);
        return reply.InteractionId;
    }

    /// <summary>Lets the dialer have all leads there are, by a job.</summary>
    public async Task<string> EnterAllAsync()
    {
        var jobId = NewId("job");
        var which = new LeadSelection { CampaignId = CampaignId, To = cluster.Clock.GetUtcNow() };
        var reply = await Grain<IEnterJobGrain>(jobId).Tell(new StartEnterJob(which, await cluster.Database.Leads.CountAsync(organizationId, which), "test"));
        Assert.Null(reply.Refusal);
        return jobId;
    }

    /// <summary>What the company makes of start requests from now on.</summary>
    public void Answer(Reply reply) => cluster.Phones.Answer(agentId, reply);

    /// <summary>The phones that ring, once there are so many.</summary>
    public Task<PhoneCall[]> RingAsync(int phones) => Eventually.Sees(
        () => Task.FromResult(Dialled.Where(call => call.IsRinging).ToArray()), ringing => ringing.Length >= phones, $"{phones} phones to ring");

    /// <summary>The start request of a call, once it was made.</summary>
    public async Task<PhoneCall> DialledAsync(string interactionId) => (await Eventually.Sees(
        () => Task.FromResult(Dialled.FirstOrDefault(call => call.AttemptId == interactionId)), call => call is not null, $"{interactionId} to be dialled"))!;

    /// <summary>The call is over, and the company reports it.</summary>
    public Task HangUpAsync(PhoneCall call, InteractionStatus status)
    {
        call.End(status);
        return ReportAsync(call);
    }

    /// <summary>A webhook, as the endpoint takes it.</summary>
    /// <returns>Whether it was new.</returns>
    public async Task<bool> ReportAsync(PhoneCall call)
    {
        var process = cluster.Process;
        var item = new InboxItem(
            NewId("evt"), cluster.Phones.Key, call.ConversationId, PhoneCompanyWebhooks.Type, cluster.Clock.GetUtcNow(), PhoneCompanyWebhooks.Body(call.Report()), 0);
        var isNew = await process.GetRequiredService<IInbox>().AcceptAsync(item);
        process.GetRequiredService<InboxPump>().Nudge();
        return isNew;
    }

    /// <summary>The call once it is final and owes nothing.</summary>
    public Task<CallState> OverAsync(string interactionId) => Eventually.Sees(
        () => CallAsStored(interactionId), call => call is { Phase: CallPhase.Final, Debts: CallDebts.None }, $"{interactionId} to end");

    public Task<CallState> CallAsStored(string interactionId) => StoredAsync<CallState>("call", interactionId);

    public Task<LeadState> LeadAsStored(string leadId) => StoredAsync<LeadState>("lead", leadId);

    /// <summary>A grain's state, as committed.</summary>
    public async Task<T> StoredAsync<T>(string grainType, string id) where T : class =>
        await cluster.Database.States.ReadAsync<T>(grainType, Key(id)) ?? throw new InvalidOperationException($"There is no {grainType} {id}.");

    /// <summary>Waits until nobody holds anything any more: no slot, no number, no lead.</summary>
    public async Task AllFreeAsync(params IEnumerable<string> leads)
    {
        await Eventually.Sees(async () => (await Line.View()).InUse, inUse => inUse == 0, "all slots to be free");
        foreach (var leadId in leads)
        {
            var lead = await Eventually.Sees(() => LeadAsStored(leadId), lead => lead.RunningInteractionId is null, $"{leadId} to be in no call");
            var number = Grain<IDialedNumberGrain>(lead.Data.Phone);
            await Eventually.Sees(number.View, ledger => ledger.Running is null, $"the number of {leadId} to be free");
        }
    }

    private string Key(string id) => GrainKeys.Of(organizationId, id);

    private Task Save<T>(string id, T value) where T : class, Storage.ISetting => cluster.Database.Settings.SaveAsync(organizationId, id, value, null, "test");
}
