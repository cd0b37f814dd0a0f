using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Leads;
using LeadSail.Lives;
using LeadSail.Organizations;
using LeadSail.PhoneNumbers;
using LeadSail.Places;
using LeadSail.VoiceAgents;
using static LeadSail.Eligibility.Facts;

namespace LeadSail.Eligibility;

/// <summary>The rules of <c>dialing.md</c>'s table that ask about person, campaign and law, each by itself.</summary>
public sealed class EligibilityRulesTests
{
    private static readonly (string Rule, string Code)[] Table =
    [
        ("phone_valid", "INVALID_PHONE"), ("not_dnc", "LEAD_DNC"), ("consent", "NO_CONSENT"), ("campaign_active", "CAMPAIGN_INACTIVE"), ("agent_set", "MISSING_VOICE_AGENT"),
        ("number_set", "MISSING_PHONE_NUMBER"), ("prompt_renders", "PROMPT_INVALID"), ("legal_hours", "OUTSIDE_LEGAL_HOURS"), ("operating_hours", "OUTSIDE_OPERATING_HOURS"),
        ("status_allowed", "LEAD_STATUS_EXCLUDED"), ("due", "NOT_YET_DUE"), ("no_call_running", "CALL_IN_PROGRESS"), ("min_gap", "MIN_GAP_NOT_ELAPSED"),
        ("max_attempts", "MAX_ATTEMPTS_REACHED"), ("daily_attempts", "DAILY_ATTEMPTS_REACHED"), ("number_cap", "NUMBER_CAP_REACHED"),
    ];

    private static readonly CallFacts Hopeless = new() { Now = Moments.Start, Lead = LeadExamples.Calling().When(LeadExamples.Ended(InteractionStatus.Dnc, "int_0")).State };

    [Fact]
    public void All_rules_are_always_listed_in_the_order_and_with_the_codes_of_the_table()
    {
        foreach (var facts in (CallFacts[])[Fine, Hopeless, Fine with { Phone = null }, Fine.WithCampaign(active: false)])
        {
            Assert.Equal(Table, EligibilityRules.Judge(facts).Select(verdict => (verdict.Rule, verdict.Code)));
        }
    }

    [Fact]
    public void A_rule_that_passes_waits_for_nothing_and_every_verdict_says_why()
    {
        Assert.All(EligibilityRules.Judge(Fine), verdict => Assert.True(verdict.Passed && verdict.NextPass is null && verdict.Evidence.EndsWith('.')));
        Assert.All(EligibilityRules.Judge(Hopeless).Where(verdict => !verdict.Passed), verdict => Assert.True(verdict.NextPass is not null && verdict.Evidence.Length > 0));
    }

    [Fact]
    public void A_number_that_is_none_cannot_be_called()
    {
        Fails(Fine with { Phone = null, PhoneFault = "It has 4 digits.", Place = new CalledPlace { State = "NY" } }, "phone_valid", "It has 4 digits.");
        Fails(Fine with { Phone = null }, "phone_valid", "no phone number");
    }

    [Fact]
    public void A_listed_number_or_an_opted_out_lead_must_not_be_called()
    {
        var since = new DateTimeOffset(2025, 12, 31, 23, 59, 0, TimeSpan.Zero);
        Fails(Fine with { Ledger = new Ledger { Listed = new DncEntry("asked by letter", "key_1", since) } }, "not_dnc", "since 2025-12-31: asked by letter");
        Fails(Fine with { Lead = Fine.Lead with { Dnc = new LeadDnc("told the agent", "int_1", since) } }, "not_dnc", "since 2025-12-31: told the agent");
        Fails(Fine with { Lead = Fine.Lead with { Status = LeadStatus.Dnc } }, "not_dnc", "status is dnc");
        Passes(Fine with { Lead = Fine.Lead with { Dnc = new LeadDnc("no mail", "key_1", since) { Channels = [DncChannel.Sms, DncChannel.Email] } } });
    }

    [Fact]
    public void Consent_is_asked_for_where_organization_or_campaign_requires_it_and_only_true_is_one()
    {
        var required = Fine with { Organization = new Organization { RequireConsent = true } };
        Passes(required);
        foreach (var compliance in (string[])["{}", """{"tcpaConsent":false}""", """{"tcpaConsent":"true"}""", """{"TcpaConsent":true}""", """{"tcpaConsent":null}"""])
        {
            var without = Fine.Lead with { Data = Fine.Lead.Data with { Compliance = new JsonText(compliance) } };
            Passes(Fine with { Lead = without });
            Fails(required with { Lead = without }, "consent", "the organization requires it");
            Fails(Fine with { Lead = without, Campaign = Fine.Campaign! with { Settings = Fine.Campaign.Settings with { RequireConsent = true } } }, "consent", "the campaign requires it");
        }
    }

    [Fact]
    public void A_pause_of_all_dialling_holds_everybody_tests_included()
    {
        foreach (var source in Enum.GetValues<CallSource>())
        {
            Fails(Fine with { Organization = new Organization { DialingPaused = true }, IsTest = true, Source = source }, "campaign_active", "All dialling is paused.");
        }
    }

    [Fact]
    public void A_campaign_that_is_inactive_archived_or_not_there_makes_no_calls()
    {
        Fails(Fine.WithCampaign(active: false), "campaign_active", "inactive");
        Fails(Fine.WithCampaign(active: true, archived: true), "campaign_active", "archived");
        Fails(Fine with { Campaign = null }, "campaign_active", "There is no campaign SOL");
        Fails(Fine with { Campaign = new CampaignState() }, "campaign_active", "There is no campaign SOL");
    }

    [Fact]
    public void A_test_waives_the_campaign_s_rest_and_nothing_else()
    {
        Passes(Fine.WithCampaign(active: false) with { IsTest = true });
        Passes(Fine.WithCampaign(active: true, archived: true) with { IsTest = true });
        Fails(Fine with { Campaign = null, IsTest = true }, "campaign_active", "no campaign");
        Assert.Equal(EligibilityRules.Judge(Hopeless).Select(verdict => verdict.Passed), EligibilityRules.Judge(Hopeless with { IsTest = true }).Select(verdict => verdict.Passed));
    }

    [Fact]
    public void Somebody_must_speak()
    {
        Fails(Fine with { Agent = null }, "agent_set", "no voice agent");
        Fails(Fine with { Agent = Agent(new VoiceAgent { Name = "Ava", Active = false }) }, "agent_set", "Ava is not active");
    }

    [Fact]
    public void There_must_be_a_number_to_call_from_at_the_agent_s_provider()
    {
        Fails(Fine with { From = null }, "number_set", "names a number");
        Fails(Fine with { From = From(new PhoneNumber { Number = "+13055550100", Active = false }) }, "number_set", "is not active");
        Fails(Fine with { From = From(new PhoneNumber { Number = "+13055550100", Provider = "other" }) }, "number_set", "another provider");
    }

    [Fact]
    public void A_prompt_that_cannot_be_filled_is_told_with_its_place() =>
        Fails(Fine with { Prompt = new PromptFacts(null, null, "line 2, column 7: there is no 'lead.age'") }, "prompt_renders", "line 2, column 7");

    [Fact]
    public void An_agent_may_speak_with_its_own_prompt() => Passes(Fine with { Prompt = new PromptFacts(null, null, null) });

    [Theory]
    [InlineData("2026-03-10T11:59:59Z", "2026-03-10T12:00:00Z")] // before 08:00
    [InlineData("2026-03-11T00:59:00Z", "2026-03-11T12:00:00Z")] // in the last minute before 21:00
    [InlineData("2026-03-08T04:00:00Z", "2026-03-08T12:00:00Z")] // over the spring change: 08:00 is an hour earlier
    public void Outside_the_legal_hours_nobody_is_called_and_it_is_said_when_they_begin(string now, string next)
    {
        var verdict = Fails((Fine with { Now = DateTimeOffset.Parse(now, null) }).AroundTheClock(), "legal_hours", "47 CFR 64.1200");
        Assert.Equal(NextPass.AtInstant(DateTimeOffset.Parse(next, null)), verdict.NextPass);
    }

    [Fact]
    public void Where_nobody_knows_the_place_somebody_has_to_say_it()
    {
        var verdict = Fails(Fine with { Phone = "+18005550142", Place = new CalledPlace() }, "legal_hours", "ZONE_UNKNOWN");
        Assert.Equal(NextPass.OnEvent, verdict.NextPass);
    }

    [Fact]
    public void Without_a_number_the_address_still_says_where_the_person_is()
    {
        var verdicts = EligibilityRules.Judge(Fine with { Phone = null });
        Assert.Equal(["phone_valid"], verdicts.Where(verdict => !verdict.Passed).Select(verdict => verdict.Rule));
        Assert.Contains("ZONE_UNKNOWN", EligibilityRules.Judge(Fine with { Phone = null, Place = new CalledPlace() })[7].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_or_a_lead_with_a_call_gets_no_second_one()
    {
        var running = new RunningCall("int_7", "lead_2", CallDirection.Inbound, Moments.Start, null);
        Fails(Fine with { Ledger = new Ledger { Running = running } }, "no_call_running", "int_7");
        Fails(Fine with { Lead = LeadExamples.Decided().State }, "no_call_running", "int_1");
        Fails(Fine with { Lead = LeadExamples.Calling().State }, "no_call_running", "int_1");
    }

    private static void Passes(CallFacts facts) => Assert.DoesNotContain(EligibilityRules.Judge(facts), verdict => !verdict.Passed);

    /// <summary>Only this rule fails, and says so.</summary>
    private static RuleVerdict Fails(CallFacts facts, string rule, string evidence)
    {
        var verdict = Assert.Single(EligibilityRules.Judge(facts), verdict => !verdict.Passed);
        Assert.Equal(rule, verdict.Rule);
        Assert.Contains(evidence, verdict.Evidence, StringComparison.Ordinal);
        return verdict;
    }
}
