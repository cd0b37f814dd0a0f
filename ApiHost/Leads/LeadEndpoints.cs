using LeadSail.ApiKeys;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Http;
using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Leads;

/// <summary>Entering, submitting and reading leads.</summary>
internal static class LeadEndpoints
{
    public static void MapLeads(this RouteGroupBuilder api)
    {
        var leads = api.MapGroup("/leads").WithTags("Leads");
        leads.MapPost("/", Create).WithSummary("Enter a lead without any action")
            .Produces<Envelope<CreatedLead>>(201).Fails(400, 404, 413, 415)
            .Example(new CreateLeadBody { CampaignId = "HXZ", FirstName = "Marta", LastName = "Keller", Email = "marta.keller@example.com", Phone = "+12125550142" });
        leads.MapPost("/submit", Submit).WithSummary("Submit a lead, new or once more")
            .Produces<Envelope<SubmittedLead>>(201).Fails(400, 404, 413, 415)
            .Example(new SubmitLeadBody
            {
                CampaignId = "HXZ", FirstName = "Marta", LastName = "Keller", Email = "marta.keller@example.com", Phone = "(212) 555-0142",
                Address = new AddressBody { Street = "350 5th Ave", City = "New York", State = "NY", Zip = "10118", Country = "US" },
                Questionnaire = new JsonText("{\"timeline\":\"this summer\"}"), Compliance = new JsonText("{\"tcpaConsent\":true}"),
            });
        leads.MapGet("/{leadId}", Get).WithSummary("One lead").Produces<Envelope<LeadView>>().Fails(404);
    }

    private static async Task<IResult> Create(Body<CreateLeadBody> body, Caller caller, LeadReading reading, IStateReader states, IGrainFactory grains, IIds ids, CancellationToken cancellationToken)
    {
        var given = reading.Read(body.Value, caller);
        await FindCampaign(body.Value.CampaignId, caller, states, cancellationToken);
        var leadId = ids.Next("lead");
        var submissionId = ids.Next("sub");
        await Enter(grains, caller, leadId, new Submit(submissionId, body.Value.CampaignId, given, LeadStatus.New, caller.KeyId));
        return Answers.Created($"/api/v1/leads/{leadId}", new CreatedLead(leadId, submissionId));
    }

    private static async Task<IResult> Submit(Body<SubmitLeadBody> body, Caller caller, LeadReading reading, IStateReader states, IGrainFactory grains, IIds ids, CancellationToken cancellationToken)
    {
        var campaignId = body.Value.CampaignId;
        LeadGiven given;
        string leadId;
        if (body.Value.LeadId is { } known)
        {
            var lead = await Find(known, caller, states, cancellationToken);
            given = reading.Read(body.Value, caller, lead.Data.Country);
            await FindCampaign(campaignId, caller, states, cancellationToken);
            leadId = known;
        }
        else
        {
            given = reading.Read(body.Value, caller);
            await FindCampaign(campaignId, caller, states, cancellationToken);

            // the same phone in the same campaign within 24 h is the same lead, whoever comes first
            var number = grains.GetGrain<IDialedNumberGrain>(GrainKeys.Of(caller.OrganizationId, given.Phone!));
            var claim = await number.Tell(new Claim(campaignId, ids.Next("lead")));
            leadId = claim.ClaimedBy!;
        }

        var submissionId = ids.Next("sub");
        var reply = await Enter(grains, caller, leadId, new Submit(submissionId, campaignId, given, LeadStatus.Pending, caller.KeyId));
        return Answers.Created($"/api/v1/leads/{leadId}", new SubmittedLead(leadId, submissionId, campaignId, reply.Status, null));
    }

    private static async Task<IResult> Get(string leadId, Caller caller, IStateReader states, CancellationToken cancellationToken)
    {
        var lead = await Find(leadId, caller, states, cancellationToken);
        var campaign = await states.ReadAsync<CampaignState>("campaign", GrainKeys.Of(caller.OrganizationId, lead.CampaignId), cancellationToken);
        return Answers.Ok(LeadView.Of(leadId, lead, campaign?.Settings.Name));
    }

    private static Task<LeadReply> Enter(IGrainFactory grains, Caller caller, string leadId, Submit submit) =>
        grains.GetGrain<ILeadGrain>(GrainKeys.Of(caller.OrganizationId, leadId)).Tell(submit);

    private static async Task<LeadState> Find(string leadId, Caller caller, IStateReader states, CancellationToken cancellationToken) =>
        await states.ReadAsync<LeadState>("lead", GrainKeys.Of(caller.OrganizationId, leadId), cancellationToken) is { CreatedAt: not null } lead
            ? lead
            : throw RequestException.NotFound($"There is no lead {leadId}.");

    private static async Task FindCampaign(string campaignId, Caller caller, IStateReader states, CancellationToken cancellationToken)
    {
        if (await states.ReadAsync<CampaignState>("campaign", GrainKeys.Of(caller.OrganizationId, campaignId), cancellationToken) is null)
        {
            throw RequestException.NotFound($"There is no campaign {campaignId}.");
        }
    }
}

/// <summary>A lead that was entered.</summary>
/// <param name="LeadId">Its id.</param>
/// <param name="SubmissionId">The id of its submission.</param>
public sealed record CreatedLead(string LeadId, string SubmissionId);

/// <summary>A lead that was submitted.</summary>
/// <param name="LeadId">Its id: a new one, or the one that has this phone in this campaign since less than 24 h.</param>
/// <param name="SubmissionId">The id of the submission.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="Status">The lead's status.</param>
/// <param name="FirstSubmissionAction">What the campaign does by itself; null when it does nothing.</param>
public sealed record SubmittedLead(string LeadId, string SubmissionId, string CampaignId, LeadStatus Status, object? FirstSubmissionAction);
