using LeadSail.Leads;

namespace LeadSail.Eligibility;

/// <summary>A rule of <c>dialing.md</c>'s table by its name, with the code of its refusals, and the verdicts that it can give.</summary>
/// <param name="Name">As it is shown and stored.</param>
/// <param name="Code">One of <see cref="Codes"/>.</param>
internal sealed record Rule(string Name, string Code)
{
    /// <summary>It lets the call pass.</summary>
    public RuleVerdict Pass(string evidence) => new() { Rule = Name, Code = Code, Passed = true, Evidence = evidence };

    /// <summary>It would not, and this call need not keep it.</summary>
    public RuleVerdict Waive(string evidence) => Pass(evidence) with { IsWaived = true };

    /// <summary>It does not.</summary>
    public RuleVerdict Fail(string evidence, NextPass next) => new() { Rule = Name, Code = Code, Evidence = evidence, NextPass = next };

    /// <summary>It does not, unless the call is a callback whose time has come. Before it the rule passes at that time, if not sooner by itself.</summary>
    public RuleVerdict FailUnlessCallback(CallFacts facts, string evidence, NextPass next) => facts switch
    {
        { Callback: null } => Fail(evidence, next),
        { Callback: { } promised } when promised.NotBefore <= facts.Now => Waive($"{evidence} The callback that was promised need not keep to it."),
        { Callback: { } promised } => Fail(evidence, next.At <= promised.NotBefore ? next : NextPass.AtInstant(promised.NotBefore)),
    };
}
