using LeadSail.ApiKeys;
using LeadSail.Campaigns;
using LeadSail.Http;
using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Dialers;

/// <summary>Holding dialling, of one campaign's dialer or all of it, and how a dialer stands.</summary>
internal static class DialerEndpoints
{
    public static void MapDialers(this RouteGroupBuilder api)
    {
        var all = api.MapGroup("/dialer").WithTags("Auto-dialer");
        all.MapPost("/pause", PauseAll).WithSummary("Pause all dialling: nothing is dialled from within a second on; running calls go on").Produces<Envelope<DialerPause>>().Fails(404);
        all.MapPost("/resume", ResumeAll).WithSummary("Let dialling go on").Produces<Envelope<DialerPause>>().Fails(404);

        var one = api.MapGroup("/campaigns/{campaignId}/auto-dialer").WithTags("Auto-dialer");
        one.MapGet("/", Get).WithSummary("How a campaign's dialer stands: what runs, what is due, and what holds the others").Produces<Envelope<DialerStatus>>().Fails(404);
        one.MapPost("/pause", Pause).WithSummary("Hold all lanes of a campaign's dialer; manual and API calls go on").Produces<Envelope<DialerPause>>().Fails(404);
        one.MapPost("/resume", Resume).WithSummary("Let a campaign's dialer go on").Produces<Envelope<DialerPause>>().Fails(404);
    }

    private static async Task<IResult> Get(string campaignId, Caller caller, DialerStatuses statuses, CancellationToken cancellationToken) =>
        Answers.Ok(await statuses.FindAsync(caller.OrganizationId, campaignId, cancellationToken) ?? throw CampaignFinding.NotFound(campaignId));

    private static Task<IResult> Pause(string campaignId, Caller caller, IGrainFactory grains) => Set(paused: true, campaignId, caller, grains);

    private static Task<IResult> Resume(string campaignId, Caller caller, IGrainFactory grains) => Set(paused: false, campaignId, caller, grains);

    private static async Task<IResult> Set(bool paused, string campaignId, Caller caller, IGrainFactory grains)
    {
        var key = GrainKeys.Of(caller.OrganizationId, campaignId);
        var reply = await grains.GetGrain<ICampaignGrain>(key).Pause(paused, caller.KeyId);
        if (reply.Refusal is { } refusal)
        {
            throw RequestException.From(refusal);
        }

        if (!paused)
        {
            await grains.GetGrain<IAutoDialerGrain>(key).Reconsider();
        }

        return Answers.Ok(new DialerPause(paused));
    }

    private static Task<IResult> PauseAll(Caller caller, ISettings settings, DialerNudges dialers) => SetAll(paused: true, caller, settings, dialers);

    private static Task<IResult> ResumeAll(Caller caller, ISettings settings, DialerNudges dialers) => SetAll(paused: false, caller, settings, dialers);

    /// <summary>Somebody else's change of the organization in between is kept, and this one made on top of it.</summary>
    private static async Task<IResult> SetAll(bool paused, Caller caller, ISettings settings, DialerNudges dialers)
    {
        while (true)
        {
            var row = await settings.FindAsync<Organization>(caller.OrganizationId, caller.OrganizationId, fresh: true) ?? throw RequestException.NotFound();
            if (row.Value.DialingPaused == paused || await settings.SaveAsync(row.Id, row.Id, row.Value with { DialingPaused = paused }, row.Version, caller.KeyId) is not null)
            {
                if (!paused)
                {
                    await dialers.ReconsiderAsync(caller.OrganizationId);
                }

                return Answers.Ok(new DialerPause(paused));
            }
        }
    }
}

/// <summary>Whether dialling is held.</summary>
/// <param name="Paused">Yes or no, from now on.</param>
public sealed record DialerPause(bool Paused);
