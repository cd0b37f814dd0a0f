using System.Text.Json.Nodes;
using LeadSail.ApiKeys;
using LeadSail.Campaigns;
using LeadSail.Http;
using LeadSail.Storage;

namespace LeadSail.Rehearsals;

/// <summary>The days to come of a campaign, before anybody is called.</summary>
internal static class RehearsalEndpoints
{
    public static void MapRehearsals(this RouteGroupBuilder api) => api.MapPost("/campaigns/{campaignId}/auto-dialer/simulate", Run).WithTags("Auto-dialer")
        .WithSummary("What the dialer would do in the days to come, hour by hour; nothing is dialled or stored").Produces<Envelope<RehearsalView>>().Fails(400, 404, 413, 415).ChangesNothing()
        .Example(new { from = "2026-11-23T14:00:00Z", days = 1, seed = 1, settings = new { active = true, callsPerMinute = 10 }, pricePerMinute = 0.12 });

    private static async Task<IResult> Run(string campaignId, Body<RehearsalBody> body, Caller caller, IStateReader states, RehearsalRuns runs, TimeProvider time, HttpContext http, CancellationToken cancellationToken)
    {
        var asked = body.Value;
        var campaign = await states.FindCampaign(campaignId, caller, cancellationToken);
        var changed = Accept(asked, campaign);
        var answers = new RehearsedAnswers(asked.AnswerRates, asked.Seed);
        var (plan, report) = await runs.RunAsync(
            async plans =>
            {
                var leads = await plans.CountAsync(caller.OrganizationId, campaignId, cancellationToken);
                return leads > RehearsalPlans.MostLeads
                    ? throw RequestException.Invalid($"campaignId: the campaign has {leads} leads, and up to {RehearsalPlans.MostLeads} can be rehearsed")
                    : (await plans.GatherAsync(caller.OrganizationId, campaignId, changed, asked.From ?? time.GetUtcNow(), asked.Days, answers, cancellationToken)) with
                    {
                        EntersNew = asked.Leads == WhichLeads.All, PricePerMinute = (decimal?)asked.PricePerMinute,
                    };
            },
            http.Features.Get<IProgress<double>>() is { } watcher ? watcher.Report : null,
            cancellationToken);
        return Answers.Ok(RehearsalView.Of(plan, asked.Seed, report));
    }

    /// <summary>The campaign with the settings that are tried.</summary>
    /// <exception cref="RequestException">400: they, or how people answer, are no good.</exception>
    public static CampaignState Accept(RehearsalBody asked, CampaignState campaign)
    {
        var faults = asked.AnswerRates.Faults("answerRates").ToList();
        if (asked.From is { } from && (from < Earliest || from > Latest))
        {
            faults.Add("from: must be a year from 2020 to 2100");
        }

        var dialer = campaign.Settings.AutoDialer;
        if (asked.Settings is { } changes)
        {
            try
            {
                dialer = new Patch<AutoDialerSettings>(JsonNode.Parse(changes.Value)!.AsObject()).ApplyTo(dialer);
                faults.AddRange(AutoDialerRules.Faults(dialer).Select(fault => $"settings{fault["autoDialer".Length..]}"));
            }
            catch (RequestException e)
            {
                faults.AddRange(e.Error.Details.Select(fault => $"settings.{fault}"));
            }
        }

        return faults.Count > 0 ? throw RequestException.Invalid(faults) : campaign with { Settings = campaign.Settings with { AutoDialer = dialer } };
    }

    private static readonly DateTimeOffset Earliest = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
