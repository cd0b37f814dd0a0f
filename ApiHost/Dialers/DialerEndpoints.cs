using LeadSail.ApiKeys;
using LeadSail.Campaigns;
using LeadSail.Http;
using LeadSail.Organizations;

namespace LeadSail.Dialers;

/// <summary>A campaign's dialer: holding it, letting it go on, and how it stands.</summary>
internal static class DialerEndpoints
{
    public static void MapDialers(this RouteGroupBuilder api)
    {
        var dialer = api.MapGroup("/campaigns/{campaignId}/auto-dialer").WithTags("Auto-dialer");
        dialer.MapPost("/pause", Pause).WithSummary("Hold all lanes of a campaign's dialer; manual and API calls go on").Produces<Envelope<DialerPause>>().Fails(404);
        dialer.MapPost("/resume", Resume).WithSummary("Let a campaign's dialer go on").Produces<Envelope<DialerPause>>().Fails(404);
        dialer.MapGet("/", Get).WithSummary("How a campaign's dialer stands: what runs, what is due, and what holds the others").Produces<Envelope<DialerStatus>>().Fails(404);
    }

    private static Task<IResult> Pause(string campaignId, Caller caller, IGrainFactory grains) => Hold(campaignId, caller, grains, paused: true);

    private static Task<IResult> Resume(string campaignId, Caller caller, IGrainFactory grains) => Hold(campaignId, caller, grains, paused: false);

    private static async Task<IResult> Get(string campaignId, Caller caller, DialerStatuses statuses, CancellationToken cancellationToken) =>
        Answers.Ok(await statuses.FindAsync(caller.OrganizationId, campaignId, cancellationToken) ?? throw RequestException.NotFound($"There is no campaign {campaignId}."));

    private static async Task<IResult> Hold(string campaignId, Caller caller, IGrainFactory grains, bool paused)
    {
        var key = GrainKeys.Of(caller.OrganizationId, campaignId);
        var reply = await grains.GetGrain<ICampaignGrain>(key).Pause(paused, caller.KeyId);
        if (reply.Refusal is { } refusal)
        {
            throw RequestException.From(refusal);
        }

        await grains.GetGrain<IAutoDialerGrain>(key).Nudge();
        return Answers.Ok(new DialerPause(paused));
    }
}

/// <summary>Whether a dialer is held.</summary>
/// <param name="Paused">Yes or no, from now on.</param>
public sealed record DialerPause(bool Paused);
