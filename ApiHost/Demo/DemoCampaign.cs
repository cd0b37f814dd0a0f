using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.PhoneNumbers;
using LeadSail.Prompts;
using LeadSail.Storage;
using LeadSail.VoiceAgents;

namespace LeadSail.Demo;

/// <summary>
/// <c>--demo</c>: a campaign with agent, number, prompt and leads, made through the same grains as everything else, and calls to those
/// leads. A later start with it adds nothing twice; it calls again whoever the rules allow.
/// </summary>
public sealed partial class DemoCampaign(
    ISettings settings, IGrainFactory grains, BootstrapResult bootstrap, TimeProvider time, IIds ids, ILogger<DemoCampaign> logger)
{
    private const string Actor = "demo", Code = "DEMO", AgentId = "agent_demo", NumberId = "num_demo", TemplateId = "tmpl_demo";

    private const string Prompt =
        """
        You are {{ agent.name }}, a friendly assistant of Sunrise Solar. {% if call_direction == "inbound" %}{{ first_name }} {{ last_name }} is calling you.{% else %}You are calling {{ first_name }} {{ last_name }}.{% endif %}
        {% if contact_type == "returning" %}You have spoken before: {{ previous_summary | default: "nothing was noted." }}{% else %}This is your first call.{% endif %}
        It is {{ local_time }} where {{ first_name }} is. Ask about the roof, the timeline ({{ lead.questionnaire.timeline | default: "unknown" }}) and the budget.
        Be brief. If they ask not to be called again, confirm it and end the call.
        """;

    /// <summary>Name and ending: the last two digits of the number.</summary>
    private static readonly (string First, string Last, string Ending)[] People =
    [
        ("Ada", "Lovelace", "01"), ("Grace", "Hopper", "10"), ("Alan", "Turing", "04"), ("Edsger", "Dijkstra", "05"),
        ("Barbara", "Liskov", "12"), ("Tony", "Hoare", "06"), ("Margaret", "Hamilton", "13"),
    ];

    /// <summary>Makes what is missing and places the calls.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var organization = bootstrap.OrganizationId;
        await Prepare(organization);
        var stem = DemoPlaces.OpenAt(time.GetUtcNow());
        await System.Console.Out.WriteLineAsync($"Demo                 campaign {Code}, calling {People.Length} leads at {stem}xx");
        foreach (var person in People)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var leadId = await EnterLead(organization, stem, person);
            var reply = await grains.GetGrain<ILeadGrain>(GrainKeys.Of(organization, leadId))
                .Initiate(new InitiateCall { InteractionId = ids.Next("int"), Source = CallSource.Manual, Actor = Actor });
            await System.Console.Out.WriteLineAsync(reply.Refusal is { } refusal
                ? $"  {leadId}  {person.First} {person.Last}: not called, {refusal.Code}"
                : $"  {leadId}  {person.First} {person.Last}: {reply.InteractionId}");
        }

        LogDemoStarted(Code);
    }

    private async Task Prepare(string organization)
    {
        await settings.SaveAsync(organization, NumberId, new PhoneNumber { Number = "+12125550100", Label = "Demo", ProviderPhoneNumberId = "phnum_sim_twilio" }, 0, Actor);
        await settings.SaveAsync(organization, AgentId, new VoiceAgent { Name = "Amy", ProviderAgentId = "agent_sim_amy", PhoneNumberId = NumberId, Inbound = new() { Enabled = true, CampaignIds = [Code] } }, 0, Actor);
        await settings.SaveAsync(organization, TemplateId, new PromptTemplate { Name = "Solar, first contact", Body = Prompt, FirstMessage = "Hello {{ first_name }}, this is {{ agent.name }} from Sunrise Solar." }, 0, Actor);
        await grains.GetGrain<ICampaignGrain>(GrainKeys.Of(organization, Code)).Save(new CampaignSettings
        {
            Name = "rooftop solar",
            ClientName = "Sunrise Solar",
            AutoDialer = new AutoDialerSettings { OperatingHours = OperatingHours.AroundTheClock },
            Voice = new CampaignVoice { AgentId = AgentId, PromptTemplateId = TemplateId, PhoneNumberId = NumberId },
        }, 0, Actor);
    }

    private async Task<string> EnterLead(string organization, string stem, (string First, string Last, string Ending) person)
    {
        var leadId = $"lead_demo_{stem.TrimStart('+')}{person.Ending}";
        await grains.GetGrain<ILeadGrain>(GrainKeys.Of(organization, leadId)).Tell(new Submit($"sub_demo_{stem.TrimStart('+')}{person.Ending}", Code, new LeadGiven
        {
            FirstName = person.First,
            LastName = person.Last,
            Email = $"{person.First}.{person.Last}@example.com".ToLowerInvariant(),
            Phone = stem + person.Ending,
            Questionnaire = [new QuestionnaireAnswer { Key = "timeline", Question = "When do you want to start?", Answer = new("\"this summer\"") }],
        }, LeadStatus.New, Actor));
        return leadId;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Demo campaign {CampaignId} is set up")]
    private partial void LogDemoStarted(string campaignId);
}
