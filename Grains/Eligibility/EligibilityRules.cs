using System.Collections.Immutable;
using LeadSail.Leads;
using LeadSail.LegalHours;

namespace LeadSail.Eligibility;

/// <summary>
/// The one function that decides every call, whoever asks for it: a verdict per rule, in the order of <c>dialing.md</c>,
/// in which they are shown and in which a refusal takes its code.
/// </summary>
public static class EligibilityRules
{
    /// <summary>All rules, always, in order.</summary>
    public static ImmutableArray<RuleVerdict> Judge(CallFacts facts) =>
    [
        PhoneValid(facts), NotDnc(facts), CampaignActive(facts), AgentSet(facts), NumberSet(facts), PromptRenders(facts), LegalHours(facts), NoCallRunning(facts),
    ];

    /// <summary>The refusal that follows from the verdicts; null when every rule passes.</summary>
    public static Refusal? RefusalOf(ImmutableArray<RuleVerdict> verdicts, CallFacts facts)
    {
        var failing = verdicts.Where(verdict => !verdict.Passed).ToArray();
        return failing.Length == 0 ? null : new Refusal
        {
            Code = failing[0].Code,
            Message = failing[0].Evidence,
            Details = [.. failing.Select(verdict => $"{verdict.Rule}: {verdict.Evidence}")],
            NextCallTime = NextCallTime(failing),
            InteractionId = failing is [{ Code: Codes.CallInProgress }] ? RunningCall(facts) : null,
        };
    }

    /// <summary>The latest instant that a failing rule waits for; null when one of them cannot pass by waiting.</summary>
    public static DateTimeOffset? NextCallTime(IEnumerable<RuleVerdict> failing)
    {
        DateTimeOffset? latest = null;
        foreach (var verdict in failing)
        {
            if (verdict.NextPass is not { Kind: NextPassKind.At, At: { } at })
            {
                return null;
            }

            latest = latest is { } other && other > at ? other : at;
        }

        return latest;
    }

    private static RuleVerdict PhoneValid(CallFacts facts) => facts.Phone is null
        ? Fail("phone_valid", Codes.InvalidPhone, facts.PhoneFault ?? "The lead has no phone number.", NextPass.OnEvent)
        : Pass("phone_valid", Codes.InvalidPhone, "The phone is a valid E.164 number.");

    private static RuleVerdict NotDnc(CallFacts facts)
    {
        const string rule = "not_dnc", code = Codes.LeadDnc;
        return facts switch
        {
            { Ledger.Listed: { } entry } => Fail(rule, code, $"The number is on the do-not-call list since {Day(entry.At)}: {entry.Reason}.", NextPass.OnEvent),
            { Lead.Dnc: { } dnc } => Fail(rule, code, $"The lead must not be phoned since {Day(dnc.At)}: {dnc.Reason}.", NextPass.OnEvent),
            { Lead.Status: LeadStatus.Dnc } => Fail(rule, code, "The lead's status is dnc.", NextPass.OnEvent),
            _ => Pass(rule, code, "Neither the number nor the lead is on a do-not-call list."),
        };
    }

    private static RuleVerdict CampaignActive(CallFacts facts)
    {
        const string rule = "campaign_active", code = Codes.CampaignInactive;
        return facts switch
        {
            { Campaign: null or { Version: 0 } } => Fail(rule, code, $"There is no campaign {facts.CampaignId}.", NextPass.OnEvent),
            { Campaign.IsActive: true } => Pass(rule, code, "The campaign is active."),
            { IsTest: true } => Pass(rule, code, "The campaign is not active, which a test call may ignore."),
            { Campaign.Settings.Archived: true } => Fail(rule, code, "The campaign is archived.", NextPass.OnEvent),
            _ => Fail(rule, code, "The campaign is inactive.", NextPass.OnEvent),
        };
    }

    private static RuleVerdict AgentSet(CallFacts facts)
    {
        const string rule = "agent_set", code = Codes.MissingVoiceAgent;
        return facts.Agent switch
        {
            null => Fail(rule, code, "The campaign has no voice agent.", NextPass.OnEvent),
            { Value.Active: false } => Fail(rule, code, $"The voice agent {facts.Agent.Value.Name} is not active.", NextPass.OnEvent),
            _ => Pass(rule, code, $"{facts.Agent.Value.Name} will speak."),
        };
    }

    private static RuleVerdict NumberSet(CallFacts facts)
    {
        const string rule = "number_set", code = Codes.MissingPhoneNumber;
        return facts.From switch
        {
            null => Fail(rule, code, "Neither the call, the campaign nor the agent names a number to call from.", NextPass.OnEvent),
            { Value.Active: false } => Fail(rule, code, $"The number {facts.From.Value.Number} is not active.", NextPass.OnEvent),
            _ when facts.Agent is { } agent && agent.Value.Provider != facts.From.Value.Provider =>
                Fail(rule, code, $"The number {facts.From.Value.Number} belongs to another provider than the agent.", NextPass.OnEvent),
            _ => Pass(rule, code, $"The call comes from {facts.From.Value.Number}."),
        };
    }

    private static RuleVerdict PromptRenders(CallFacts facts) => facts.Prompt.Fault is { } fault
        ? Fail("prompt_renders", Codes.PromptInvalid, fault, NextPass.OnEvent)
        : Pass("prompt_renders", Codes.PromptInvalid, facts.Prompt.Prompt is null ? "The agent speaks with its own prompt." : "The prompt is complete.");

    private static RuleVerdict LegalHours(CallFacts facts)
    {
        const string rule = "legal_hours", code = Codes.OutsideLegalHours;
        var hours = LegalHoursRules.Check(facts.Place, facts.Phone, facts.Now);
        return hours.Allowed ? Pass(rule, code, hours.Evidence)
            : Fail(rule, code, hours.Evidence, hours switch
            {
                { NextAt: { } at } => NextPass.AtInstant(at),
                { PlaceKnown: true } => NextPass.Never,
                _ => NextPass.OnEvent,
            });
    }

    private static RuleVerdict NoCallRunning(CallFacts facts) => RunningCall(facts) is { } running
        ? Fail("no_call_running", Codes.CallInProgress, $"The call {running} is running.", NextPass.OnEvent)
        : Pass("no_call_running", Codes.CallInProgress, "No call to this number is running.");

    private static string? RunningCall(CallFacts facts) => facts.Ledger.Running?.InteractionId ?? facts.Lead.Intent?.Call.InteractionId ?? facts.Lead.ActiveInteractionId;

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static RuleVerdict Pass(string rule, string code, string evidence) => new() { Rule = rule, Passed = true, Code = code, Evidence = evidence };

    private static RuleVerdict Fail(string rule, string code, string evidence, NextPass next) => new() { Rule = rule, Code = code, Evidence = evidence, NextPass = next };
}
