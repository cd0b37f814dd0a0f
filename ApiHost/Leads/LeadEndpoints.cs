using LeadSail.ApiKeys;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.History;
using LeadSail.Http;
using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Leads;

/// <summary>Entering, submitting, reading, changing and erasing leads.</summary>
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
        leads.MapGet("/", List).WithSummary("List leads, newest first").Produces<Envelope<LeadList>>().Fails(400);
        leads.MapGet("/{leadId}", Get).WithSummary("One lead").Produces<Envelope<LeadView>>().Fails(404);
        leads.MapPatch("/{leadId}", Change).WithSummary("Change a lead: what is given is laid over what is known")
            .Produces<Envelope<LeadView>>().Fails(400, 404, 413, 415)
            .Example(new JsonText("""
                {
                  "status": "qualified", "tags": ["hot"], "notes": ["Prefers mornings."], "flags": { "isTest": false }, "deleteQuestionnaireKeys": ["roof"],
                  "questionnaire": [{ "key": "timeline", "question": "When?", "answer": "this summer" }]
                }
                """));
        leads.MapDelete("/{leadId}", Erase).WithSummary("Erase a person: for good, and everywhere but in the record of which number was called when")
            .Produces<Envelope<ErasedLead>>().Fails(404).Refuses(409);
        leads.MapGet("/{leadId}/events", Events).WithSummary("The history of a lead, oldest first").Produces<Envelope<EventList>>().Fails(400, 404);
    }

    private static async Task<IResult> Create(Body<CreateLeadBody> body, Caller caller, LeadReading reading, IStateReader states, IGrainFactory grains, IIds ids, CancellationToken cancellationToken)
    {
        var given = reading.Read(body.Value, caller);
        await states.FindCampaign(body.Value.CampaignId, caller, cancellationToken);
        var leadId = ids.Next("lead");
        var submissionId = ids.Next("sub");
        await Tell(grains, caller, leadId, new Submit(submissionId, body.Value.CampaignId, given, LeadStatus.New, caller.KeyId));
        return Answers.Created($"/api/v1/leads/{leadId}", new CreatedLead(leadId, submissionId));
    }

    private static async Task<IResult> Submit(Body<SubmitLeadBody> body, Caller caller, LeadReading reading, IStateReader states, IGrainFactory grains, IIds ids, CancellationToken cancellationToken)
    {
        var submit = new Submit(ids.Next("sub"), body.Value.CampaignId, new LeadGiven(), LeadStatus.Pending, caller.KeyId);
        if (body.Value.LeadId is { } known)
        {
            var lead = await states.FindLead(known, caller, cancellationToken);
            submit = submit with { Given = reading.Read(body.Value, caller, lead.Data.Country) };
            var itsCampaign = await states.FindCampaign(submit.CampaignId, caller, cancellationToken);
            var told = await Tell(grains, caller, known, submit with { Acts = SubmissionActs.Always });
            return Submitted(known, submit, told, await FirstAction.OfAsync(known, itsCampaign, caller, states, grains, cancellationToken));
        }

        submit = submit with { Given = reading.Read(body.Value, caller), Acts = SubmissionActs.WhenNew };
        var campaign = await states.FindCampaign(submit.CampaignId, caller, cancellationToken);
        var number = grains.GetGrain<IDialedNumberGrain>(GrainKeys.Of(caller.OrganizationId, submit.Given.Phone!));
        string? erased = null;
        while (true)
        {
            // the same phone in the same campaign within 24 h is the same lead, whoever comes first; unless it was erased since
            var claim = await number.Tell(new Claim(submit.CampaignId, ids.Next("lead"), erased));
            var leadId = claim.ClaimedBy!;
            var reply = await grains.GetGrain<ILeadGrain>(GrainKeys.Of(caller.OrganizationId, leadId)).Tell(submit);
            if (reply.Refusal is not { Code: Codes.NotFound })
            {
                return Submitted(leadId, submit, Done(reply), await FirstAction.OfAsync(leadId, campaign, caller, states, grains, cancellationToken));
            }

            erased = leadId;
        }
    }

    private static async Task<IResult> List(Caller caller, LeadFilter filter, LeadQueries leads, CancellationToken cancellationToken) =>
        Answers.Ok(await leads.ListAsync(caller.OrganizationId, filter, cancellationToken));

    private static async Task<IResult> Get(string leadId, Caller caller, LeadQueries leads, CancellationToken cancellationToken) =>
        Answers.Ok(await leads.FindAsync(caller.OrganizationId, leadId, cancellationToken) ?? throw LeadFinding.NotFound(leadId));

    private static async Task<IResult> Change(
        string leadId, Body<LeadPatch> body, Caller caller, LeadReading reading, LeadQueries leads, IStateReader states, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var lead = await states.FindLead(leadId, caller, cancellationToken);
        var change = reading.ReadChange(body, caller, lead.Data.Country);
        if (change.CampaignId is { } campaignId)
        {
            await states.FindCampaign(campaignId, caller, cancellationToken);
        }

        await Tell(grains, caller, leadId, change);
        return await Get(leadId, caller, leads, cancellationToken);
    }

    private static async Task<IResult> Erase(string leadId, Caller caller, IStateReader states, IGrainFactory grains, CancellationToken cancellationToken)
    {
        await states.FindLead(leadId, caller, cancellationToken);
        await Tell(grains, caller, leadId, new EraseLead(caller.KeyId));
        return Answers.Ok(new ErasedLead(leadId));
    }

    private static async Task<IResult> Events(string leadId, Caller caller, Paging paging, IStateReader states, IHistory history, CancellationToken cancellationToken)
    {
        await states.FindLead(leadId, caller, cancellationToken);
        return Answers.Ok(await EventList.ReadAsync(history, caller, leadId, paging, cancellationToken));
    }

    private static async Task<LeadReply> Tell(IGrainFactory grains, Caller caller, string leadId, LeadCommand command) =>
        Done(await grains.GetGrain<ILeadGrain>(GrainKeys.Of(caller.OrganizationId, leadId)).Tell(command));

    private static LeadReply Done(LeadReply reply) => reply.Refusal is { } refusal ? throw RequestException.From(refusal) : reply;

    private static IResult Submitted(string leadId, Submit submit, LeadReply reply, FirstAction? action) =>
        Answers.Created($"/api/v1/leads/{leadId}", new SubmittedLead(leadId, submit.SubmissionId, submit.CampaignId, reply.Status, action));
}

/// <summary>A lead that was entered.</summary>
/// <param name="LeadId">Its id.</param>
/// <param name="SubmissionId">The id of its submission.</param>
public sealed record CreatedLead(string LeadId, string SubmissionId);

/// <summary>A lead that was erased.</summary>
/// <param name="LeadId">Its id, under which there is nothing any more.</param>
public sealed record ErasedLead(string LeadId);

/// <summary>A lead that was submitted.</summary>
/// <param name="LeadId">Its id: a new one, or the one that has this phone in this campaign since less than 24 h.</param>
/// <param name="SubmissionId">The id of the submission.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="Status">The lead's status.</param>
/// <param name="FirstSubmissionAction">What the campaign does by itself; null when it does nothing.</param>
public sealed record SubmittedLead(string LeadId, string SubmissionId, string CampaignId, LeadStatus Status, FirstAction? FirstSubmissionAction);
