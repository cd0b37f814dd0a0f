using System.Security.Cryptography;
using System.Text;
using LeadSail.ApiKeys;
using LeadSail.Dialers;
using LeadSail.History;
using LeadSail.Http;
using LeadSail.Organizations;
using LeadSail.PhoneNumbers;
using LeadSail.PostCall;
using LeadSail.Prompts;
using LeadSail.Settings;
using LeadSail.Storage;
using LeadSail.VoiceAgents;
using LeadSail.Webhooks;

namespace LeadSail.Campaigns;

/// <summary>Campaigns.</summary>
internal static class CampaignEndpoints
{
    /// <summary>Without the letters and digits that are taken for one another.</summary>
    private const string CodeAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static void MapCampaigns(this RouteGroupBuilder api)
    {
        var campaigns = api.MapGroup("/campaigns").WithTags("Campaigns");
        campaigns.MapPost("/", Create).WithSummary("Create a campaign").Produces<Envelope<CampaignView>>(201).Fails(400, 404, 409, 413, 415).Versioned()
            .Example(new { name = "Rooftop solar", clientName = "Sunrise Solar", voice = new { agentId = "agent_01kd4p2m9v6w0q8r3t5x7y1z2a", promptTemplateId = "tmpl_01kd4p2m9v6w0q8r3t5x7y1z2a" } });
        campaigns.MapGet("/", List).WithSummary("List campaigns").Produces<Envelope<CampaignList>>().Fails(400);
        campaigns.MapGet("/{campaignId}", Get).WithSummary("One campaign").Produces<Envelope<CampaignView>>().Fails(404).Versioned();
        campaigns.MapPatch("/{campaignId}", Change).WithSummary("Change a campaign").Produces<Envelope<CampaignView>>().Fails(400, 404, 409, 413, 415).Versioned()
            .Example(new { active = false });
        campaigns.MapGet("/{campaignId}/progress", Progress).WithSummary("How many leads of a campaign are in each status").Produces<Envelope<CampaignProgress>>().Fails(404);
        campaigns.MapGet("/{campaignId}/events", Events).WithSummary("The history of a campaign, oldest first").Produces<Envelope<EventList>>().Fails(400, 404);
    }

    private static async Task<IResult> Create(Body<CreateCampaignBody> body, Caller caller, ISettings settings, IStateReader states, IGrainFactory grains, IIds ids, HttpResponse response)
    {
        await Accept(body.Value, caller, settings);
        var code = body.Value.CampaignId;
        var requestId = ids.Next("req");
        for (var length = 3; ; length = Math.Min(length + 1, 5))
        {
            var campaignId = code ?? CodeOf(ids.Next("code"), length);
            var reply = await grains.GetGrain<ICampaignGrain>(GrainKeys.Of(caller.OrganizationId, campaignId)).Create(body.Value.Bare(), requestId, caller.KeyId);
            if (reply.Refusal is null)
            {
                return Answers.Created($"/api/v1/campaigns/{campaignId}", Shown(campaignId, await states.FindCampaign(campaignId, caller), response));
            }

            if (code is not null || reply.Refusal.Code != Codes.Conflict)
            {
                throw RequestException.From(reply.Refusal);
            }
        }
    }

    /// <summary>A code for people that follows from an id.</summary>
    private static string CodeOf(string id, int length) => string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(id)).Take(length).Select(b => CodeAlphabet[b % CodeAlphabet.Length]));

    private static async Task<IResult> List(Caller caller, CampaignFilter filter, CampaignQueries queries, CancellationToken cancellationToken) =>
        Answers.Ok(await queries.ListAsync(caller.OrganizationId, filter, cancellationToken));

    private static async Task<IResult> Get(string campaignId, Caller caller, IStateReader states, HttpResponse response) =>
        Answers.Ok(Shown(campaignId, await states.FindCampaign(campaignId, caller), response));

    private static async Task<IResult> Change(string campaignId, Patch<CampaignSettings> patch, Caller caller, ISettings settings, IStateReader states, IGrainFactory grains, HttpContext context)
    {
        var expected = Versions.Expected(context.Request);
        while (true)
        {
            var campaign = await states.FindCampaign(campaignId, caller);
            var changed = SecretHeaders.Restore(patch.ApplyTo(SecretHeaders.Hide(campaign.Settings)), campaign.Settings);
            await Accept(changed, caller, settings);
            if (expected is not null && expected != campaign.Version)
            {
                throw Versions.Stale();
            }

            var reply = await grains.GetGrain<ICampaignGrain>(GrainKeys.Of(caller.OrganizationId, campaignId)).Save(changed, campaign.Version, caller.KeyId);
            if (reply.Refusal is null)
            {
                await grains.GetGrain<IAutoDialerGrain>(GrainKeys.Of(caller.OrganizationId, campaignId)).Reconsider();
                return Answers.Ok(Shown(campaignId, await states.FindCampaign(campaignId, caller), context.Response));
            }

            if (expected is not null || reply.Refusal.Code != Codes.Conflict)
            {
                throw reply.Refusal.Code == Codes.Conflict ? Versions.Stale() : RequestException.From(reply.Refusal);
            }
        }
    }

    private static async Task<IResult> Progress(string campaignId, Caller caller, IStateReader states, ILeads leads, CancellationToken cancellationToken)
    {
        await states.FindCampaign(campaignId, caller, cancellationToken);
        var counts = await leads.ByStatusAsync(caller.OrganizationId, campaignId, cancellationToken);
        return Answers.Ok(new CampaignProgress(counts.Values.Sum(), counts.ToDictionary(count => Enums.Name(count.Key), count => count.Value)));
    }

    private static async Task<IResult> Events(string campaignId, Caller caller, Paging paging, IStateReader states, IHistory history, CancellationToken cancellationToken)
    {
        await states.FindCampaign(campaignId, caller, cancellationToken);
        return Answers.Ok(await EventList.ReadAsync(history, caller, campaignId, paging, cancellationToken));
    }

    private static CampaignView Shown(string campaignId, CampaignState campaign, HttpResponse response)
    {
        response.Headers.ETag = Versions.Tag(campaign.Version);
        return CampaignView.Of(campaignId, campaign);
    }

    private static async Task Accept(CampaignSettings campaign, Caller caller, ISettings settings)
    {
        string[] faults = [.. AutoDialerRules.Faults(campaign.AutoDialer), .. WebhookFaults.Of("webhooks", campaign.Webhooks), .. PostCallFaults.Of("postCall", campaign.PostCall)];
        if (faults.Length > 0)
        {
            throw RequestException.Invalid(faults);
        }

        await MustExist<VoiceAgent>("voice.agentId", campaign.Voice.AgentId, caller, settings);
        await MustExist<VoiceAgent>("voice.testAgentId", campaign.Voice.TestAgentId, caller, settings);
        await MustExist<PromptTemplate>("voice.promptTemplateId", campaign.Voice.PromptTemplateId, caller, settings);
        await MustExist<PhoneNumber>("voice.phoneNumberId", campaign.Voice.PhoneNumberId, caller, settings);
    }

    private static async Task MustExist<T>(string field, string? id, Caller caller, ISettings settings) where T : class, ISetting
    {
        if (id is not null && await settings.FindAsync<T>(caller.OrganizationId, id) is null)
        {
            throw RequestException.NotFound($"{field}: there is no {T.Kind.Replace('_', ' ')} {id}.");
        }
    }
}
