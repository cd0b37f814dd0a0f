using LeadSail.ApiKeys;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Dialers;
using LeadSail.Http;
using LeadSail.OpenApi;
using LeadSail.Organizations;
using LeadSail.Queries;
using LeadSail.Storage;

namespace LeadSail.Leads;

/// <summary>Why a lead is not called, and when it would be.</summary>
internal static class EligibilityEndpoints
{
    public static void MapEligibility(this RouteGroupBuilder api) =>
        api.MapGet("/leads/{leadId}/call-eligibility", Get).WithTags("Leads").WithSummary("What every rule says of a call now, and when all would let it pass")
            .Produces<Envelope<EligibilityView>>().Fails(400, 404).WithMetadata(
                new ParameterDetail("campaignId", "A campaign instead of the lead's."),
                new ParameterDetail("phoneNumberId", "The number to call from instead of the campaign's."),
                new ParameterDetail("source", "Who would call: the dialer by default, or somebody through the API or by hand, for whom some rules are waived.") { Values = [Enums.Name(CallSource.AutoDialer), Enums.Name(CallSource.Api), Enums.Name(CallSource.Manual)] });

    private static async Task<IResult> Get(string leadId, HttpRequest request, Caller caller, IStateReader states, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var campaignId = request.Query.Text("campaignId");
        var lead = await states.FindLead(leadId, caller, cancellationToken);
        var wish = Source(request) is { } source ? new InitiateCall { Source = source } : PumpRules.Offer(lead.Place?.Lane ?? Lane.New);
        var judgement = await grains.GetGrain<ILeadGrain>(GrainKeys.Of(caller.OrganizationId, leadId))
            .Judge(wish with { CampaignId = campaignId, PhoneNumberId = request.Query.Text("phoneNumberId"), Actor = caller.KeyId });
        return judgement.Refusal is { } refusal ? throw RequestException.From(refusal) : Answers.Ok(EligibilityView.Of(judgement));
    }

    /// <summary>Null for the dialer.</summary>
    private static CallSource? Source(HttpRequest request) => request.Query.Text("source") switch
    {
        null or "auto_dialer" => null,
        "api" => CallSource.Api,
        "manual" => CallSource.Manual,
        _ => throw RequestException.Invalid("source: must be one of auto_dialer, api, manual"),
    };
}

/// <summary>What the rules say of a call.</summary>
/// <param name="Eligible">Whether every rule lets it pass now.</param>
/// <param name="NextCallTime">The first instant from now on at which every rule passes; null when time alone does not bring it, or a call runs.</param>
/// <param name="Rules">Every rule, in order: the first that fails names a refusal.</param>
public sealed record EligibilityView(bool Eligible, DateTimeOffset? NextCallTime, IReadOnlyList<RuleView> Rules)
{
    internal static EligibilityView Of(Judgement judgement) =>
        new(judgement.Verdicts.All(verdict => verdict.Passed), judgement.NextCallTime, [.. judgement.Verdicts.Select(RuleView.Of)]);
}

/// <summary>What one rule says.</summary>
/// <param name="Rule">Its name, e.g. <c>legal_hours</c>.</param>
/// <param name="Passed">Whether it lets the call pass.</param>
/// <param name="Code">The code of its refusals.</param>
/// <param name="Evidence">Why, in a sentence.</param>
/// <param name="NextPass">When it would pass; null when it does.</param>
public sealed record RuleView(string Rule, bool Passed, [property: ErrorCode] string Code, string Evidence, NextPass? NextPass)
{
    internal static RuleView Of(RuleVerdict verdict) => new(verdict.Rule, verdict.Passed, verdict.Code, verdict.Evidence, verdict.NextPass);
}
