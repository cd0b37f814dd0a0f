using System.Text.Json;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Leads;
using LeadSail.Lives;
using LeadSail.Prompts.Liquid;
using LeadSail.Storage;
using LeadSail.VoiceAgents;

namespace LeadSail.Prompts;

/// <summary>The names that a prompt can use.</summary>
public sealed class PromptVariablesTests
{
    private static readonly PromptSubject Subject = new()
    {
        LeadId = "lead_1",
        Lead = LeadExamples.Known().State,
        CampaignId = "SOL",
        Campaign = new CampaignState { Version = 1, Settings = new CampaignSettings { Name = "Solar", ClientName = "Sun Inc" } },
        Agent = new Setting<VoiceAgent>("agent_1", 1, Moments.Start, Moments.Start, new VoiceAgent { Name = "Ava" }),
        Phone = "+12125550142",
        Zone = "America/New_York",
        Now = Moments.Start,
    };

    [Theory]
    [InlineData("{{ first_name }} {{ last_name }} {{ email }} {{ phone }}", "Zoë Müller zoe@example.com +12125550142")]
    [InlineData("{{ lead.firstName }} {{ lead.lastName }} {{ lead.email }} {{ lead.phone }} {{ lead.leadId }} {{ lead.status }}", "Zoë Müller zoe@example.com +12125550142 lead_1 pending")]
    [InlineData("{{ lead.address.city }} {{ lead.address.zip }} {{ lead.dateOfBirth }} {{ lead.country }} {{ lead.timezone }}", "New York 10001 1990-02-28 US America/New_York")]
    [InlineData("{{ lead.customFields.budget }} {{ lead.customFields.city }}", "1200.5 Zürich")]
    [InlineData("{{ lead.questionnaire.timeline }}", "soon")]
    [InlineData("{{ lead.attribution.source }} {{ lead.compliance.tcpaConsent }} {{ lead.isTest }}", "web true false")]
    [InlineData("{{ lead.notes | first }} {{ lead.tags | join: ',' }}", "Likes tea. hot")]
    [InlineData("{{ lead.campaign.name }} {{ lead.flags.isTest }} {{ lead.flags.isDnc }} {{ lead.attempts.total }} {{ lead.submissionCount }}", "Solar false false 0 1")]
    [InlineData("{{ lead.localZone }} {{ lead.createdAt }} {{ lead.createdAt | date: '%Y' }}", "America/New_York 2026-03-10T15:00:00.000Z 2026")]
    [InlineData("{{ campaign.campaignId }} {{ campaign.name }} {{ campaign.clientName }}", "SOL Solar Sun Inc")]
    [InlineData("{{ agent.agentId }} {{ agent.name }}", "agent_1 Ava")]
    [InlineData("{{ call_direction }} {{ contact_type }} {{ attempt_number }}", "outbound new 1")]
    [InlineData("{{ now }} {{ today }} {{ local_time }}", "2026-03-10T11:00:00-04:00 2026-03-10 11:00")]
    public void A_template_speaks_of_lead_campaign_agent_and_call(string template, string expected) => Assert.Equal(expected, Render(template, Subject));

    [Theory]
    [InlineData("[{{ previous_summary }}]")]
    [InlineData("[{{ lead.address.unit }}]")]
    [InlineData("[{{ campaign.offerName }}]")]
    [InlineData("[{{ lead.dnc.reason }}{{ lead.approval.status }}{{ lead.nextCallTime }}{{ lead.autoDialer.lane }}{{ lead.clientLeadId }}{{ lead.attempts.lastOutcome }}{{ lead.deliveredAt }}]")]
    public void A_known_field_without_a_value_is_empty_and_not_missing(string template) => Assert.Equal("[]", Render(template, Subject));

    [Fact]
    public void So_are_those_of_a_lead_of_whom_nothing_is_known()
    {
        var nobody = new PromptSubject { LeadId = "lead_1", Lead = new LeadState(), CampaignId = "SOL" };
        Assert.Equal("[]", Render("[{{ lead.address.city }}{{ lead.dateOfBirth }}{{ lead.timezone }}{{ campaign.name }}{{ agent.name }}{{ first_name }}{{ lead.localZone }}{{ lead.createdAt }}{{ lead.lastActivityAt }}]", nobody));
    }

    [Theory]
    [InlineData("{{ lead.shoeSize }}", "lead.shoeSize")]
    [InlineData("{{ lead.customFields.nosuch }}", "lead.customFields.nosuch")]
    [InlineData("{{ firstname }}", "firstname")]
    public void A_name_that_does_not_exist_is_named(string template, string name) =>
        Assert.Equal(name, Assert.Throws<LiquidException>(() => Render(template, Subject)).MissingName);

    [Fact]
    public void The_lead_is_new_then_known_from_another_campaign_then_returning()
    {
        var once = Subject with { Lead = LeadExamples.Called(InteractionStatus.Completed).State };
        Assert.Equal("returning 2 She wants solar panels.", Render("{{ contact_type }} {{ attempt_number }} {{ previous_summary }}", once));
        Assert.Equal("first 1", Render("{{ contact_type }} {{ attempt_number }}", once with { CampaignId = "ROOF" }));

        var undialled = Subject with { Lead = LeadExamples.Calling().When(LeadExamples.Ended(InteractionStatus.Error, dialled: false)).State };
        Assert.Equal("new 1", Render("{{ contact_type }} {{ attempt_number }}", undialled));
    }

    [Fact]
    public void The_summary_is_the_last_there_is()
    {
        var lead = LeadExamples.Known().When(LeadExamples.Ended(InteractionStatus.Completed, "int_1", 100) with { Summary = "first" })
            .When(LeadExamples.Ended(InteractionStatus.Completed, "int_2", 200) with { Summary = "second" })
            .When(LeadExamples.Ended(InteractionStatus.NoAnswer, "int_3", 300) with { Summary = null });
        Assert.Equal("second", Render("{{ previous_summary }}", Subject with { Lead = lead.State }));
    }

    [Theory]
    [InlineData("2026-03-08T06:59:00Z", "2026-03-08T01:59:00-05:00 01:59")]
    [InlineData("2026-03-08T07:00:00Z", "2026-03-08T03:00:00-04:00 03:00")]
    [InlineData("2026-01-01T04:59:00Z", "2025-12-31T23:59:00-05:00 23:59")]
    public void Time_is_the_lead_s(string now, string expected) =>
        Assert.Equal(expected, Render("{{ now }} {{ local_time }}", Subject with { Now = DateTimeOffset.Parse(now, null) }));

    [Fact]
    public void A_zone_that_does_not_exist_is_UTC() => Assert.Equal("15:00", Render("{{ local_time }}", Subject with { Zone = "Mars/Olympus" }));

    [Fact]
    public void The_agent_gets_flat_variables_sorted_and_never_null()
    {
        var variables = PromptVariables.ForAgent(Subject, additionalInstructions: null);
        Assert.Equal(variables.Select(variable => variable.Name).Order(StringComparer.Ordinal), variables.Select(variable => variable.Name));
        Assert.Equal(
            "additional_instructions agent_name attempt_number call_direction campaign_name contact_type email first_name last_name local_time now phone previous_summary today",
            string.Join(' ', variables.Select(variable => variable.Name)));
        Assert.All(variables, variable => Assert.True(JsonElement.Parse(variable.Value.Value).ValueKind is JsonValueKind.String or JsonValueKind.Number));
        Assert.Equal("1", variables.Single(variable => variable.Name == "attempt_number").Value.Value);
    }

    private static string Render(string template, PromptSubject subject) =>
        LiquidTemplate.Parse(template).Render(new LiquidScope(PromptVariables.ForTemplate(subject), subject.Now), LiquidMode.Strict);
}
