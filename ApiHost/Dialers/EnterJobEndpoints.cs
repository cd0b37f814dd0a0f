using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using LeadSail.ApiKeys;
using LeadSail.Campaigns;
using LeadSail.EnterJobs;
using LeadSail.Http;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Dialers;

/// <summary>Entering any number of leads into their campaign's dialer, as a job that goes on by itself.</summary>
internal static class EnterJobEndpoints
{
    public static void MapEnterJobs(this RouteGroupBuilder api)
    {
        var jobs = api.MapGroup("/campaigns/{campaignId}/auto-dialer/enter").WithTags("Auto-dialer");
        jobs.MapPost("/", Start).WithSummary("Let the dialer call all leads that a filter names; answers with a job")
            .Produces<Envelope<EnterJobView>>(202).Fails(400, 404, 413, 415).Example(new EnterBody { Filter = new() { Status = [LeadStatus.New, LeadStatus.Pending] } });
        jobs.MapGet("/{jobId}", Get).WithSummary("How far a job is").Produces<Envelope<EnterJobView>>().Fails(404);
        jobs.MapDelete("/{jobId}", Cancel).WithSummary("End a job; the leads that are in stay in").Produces<Envelope<EnterJobView>>().Fails(404);
    }

    private static async Task<IResult> Start(
        string campaignId, Body<EnterBody> body, Caller caller, ILeads leads, IStateReader states, IGrainFactory grains, IIds ids, TimeProvider time, CancellationToken cancellationToken)
    {
        await states.FindCampaign(campaignId, caller, cancellationToken);

        // whoever comes after the job is not of it, so it ends
        var (filter, now) = (body.Value.Filter, time.GetUtcNow());
        var which = new LeadSelection
        {
            CampaignId = campaignId, Statuses = filter.Status ?? [], Search = filter.Search, IsTest = filter.IsTest, IsDnc = filter.IsDnc, From = filter.StartDate, To = filter.EndDate < now ? filter.EndDate : now,
        };
        var jobId = ids.Next("job");
        var total = await leads.CountAsync(caller.OrganizationId, which, cancellationToken);
        await grains.GetGrain<IEnterJobGrain>(GrainKeys.Of(caller.OrganizationId, jobId)).Tell(new StartEnterJob(which, total, caller.KeyId));
        return Answers.Accepted($"/api/v1/campaigns/{campaignId}/auto-dialer/enter/{jobId}", await Find(campaignId, jobId, caller, states, cancellationToken));
    }

    private static async Task<IResult> Get(string campaignId, string jobId, Caller caller, IStateReader states, CancellationToken cancellationToken) =>
        Answers.Ok(await Find(campaignId, jobId, caller, states, cancellationToken));

    private static async Task<IResult> Cancel(string campaignId, string jobId, Caller caller, IStateReader states, IGrainFactory grains, CancellationToken cancellationToken)
    {
        await Find(campaignId, jobId, caller, states, cancellationToken);
        await grains.GetGrain<IEnterJobGrain>(GrainKeys.Of(caller.OrganizationId, jobId)).Tell(new CancelEnterJob(caller.KeyId));
        return Answers.Ok(await Find(campaignId, jobId, caller, states, cancellationToken));
    }

    private static async Task<EnterJobView> Find(string campaignId, string jobId, Caller caller, IStateReader states, CancellationToken cancellationToken) =>
        await states.ReadAsync<EnterJobState>("enter_job", GrainKeys.Of(caller.OrganizationId, jobId), cancellationToken) is { } job && job.Which.CampaignId == campaignId
            ? EnterJobView.Of(jobId, job)
            : throw RequestException.NotFound($"There is no job {jobId}.");
}

/// <summary>Which leads to enter.</summary>
public sealed record EnterBody
{
    /// <summary>The campaign's leads that all of it fits; an empty one names all.</summary>
    [Required]
    public EnterFilter Filter { get; init; } = new();
}

/// <summary>Leads of the campaign, by the fields by which leads are listed. What is left out leaves no lead out.</summary>
public sealed record EnterFilter
{
    /// <summary>Only in one of these statuses.</summary>
    [MinLength(1), MaxLength(23)]
    public ImmutableArray<LeadStatus>? Status { get; init; }

    /// <summary>Words of name, e-mail, phone in any formatting, or the id.</summary>
    [StringLength(200)]
    public string? Search { get; init; }

    /// <summary>Only those whose calls are, or are not, tests.</summary>
    public bool? IsTest { get; init; }

    /// <summary>Only those that must not, or may, be phoned.</summary>
    public bool? IsDnc { get; init; }

    /// <summary>Entered at this instant or later.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>Entered at this instant or earlier.</summary>
    public DateTimeOffset? EndDate { get; init; }
}

/// <summary>How a job stands.</summary>
/// <param name="JobId">Its id.</param>
/// <param name="CampaignId">The campaign whose dialer the leads enter.</param>
/// <param name="Status">Whether it runs, is done, or was cancelled.</param>
/// <param name="Total">How many leads the filter named when it began.</param>
/// <param name="Entered">How many of those that it has gone through are in the dialer.</param>
/// <param name="Failed">How many are not.</param>
/// <param name="FailedBecause">These by the code with which the lead refused.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="EndedAt">When it was over; null while it runs.</param>
public sealed record EnterJobView(
    string JobId, string CampaignId, EnterJobStatus Status, int Total, int Entered, int Failed, IReadOnlyDictionary<string, int> FailedBecause, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt)
{
    internal static EnterJobView Of(string jobId, EnterJobState job) =>
        new(jobId, job.Which.CampaignId, job.Status, job.Total, job.Entered, job.Refused.Values.Sum(), job.Refused, job.CreatedAt!.Value, job.EndedAt);
}
