using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using LeadSail.ApiKeys;
using LeadSail.Http;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Dialers;

/// <summary>Sending leads to their campaigns' dialers and taking them out, by their ids.</summary>
internal static class EnteringEndpoints
{
    private const int AtOnce = 16, LongestId = 64;

    public static void MapEntering(this RouteGroupBuilder api)
    {
        var leads = api.MapGroup("/leads").WithTags("Auto-dialer");
        leads.MapPost("/send-to-auto-dialer", Send).WithSummary("Let the dialers of their campaigns call these leads; each lead for itself")
            .Produces<Envelope<SentLeads>>().Fails(400, 413, 415).Example(new SendBody { LeadIds = ["lead_01kd4p2m9v6w0q8r3t5x7y1z2a"] });
        leads.MapPost("/remove-from-auto-dialer", Remove).WithSummary("Take these leads out of their dialers; a running call goes on")
            .Produces<Envelope<SentLeads>>().Fails(400, 413, 415).Example(new RemoveBody { LeadIds = ["lead_01kd4p2m9v6w0q8r3t5x7y1z2a"] });
    }

    private static async Task<IResult> Send(
        Body<SendBody> body, Caller caller, IGrainFactory grains, IStateReader states, NextCallTimes times, IIds ids, TimeProvider time, CancellationToken cancellationToken)
    {
        var enter = new EnterDialer { Restart = body.Value.Restart, Actor = caller.KeyId, RequestId = ids.Next("req") };
        return await Tell(body.Value.LeadIds, enter, caller, grains, states, times, time, cancellationToken);
    }

    private static Task<IResult> Remove(
        Body<RemoveBody> body, Caller caller, IGrainFactory grains, IStateReader states, NextCallTimes times, TimeProvider time, CancellationToken cancellationToken) =>
        Tell(body.Value.LeadIds, new LeaveDialer("removed", caller.KeyId), caller, grains, states, times, time, cancellationToken);

    private static async Task<IResult> Tell(
        ImmutableArray<string> leadIds, LeadCommand command, Caller caller, IGrainFactory grains, IStateReader states, NextCallTimes times, TimeProvider time, CancellationToken cancellationToken)
    {
        var (done, failed) = await TellEach(leadIds, command, caller, grains, cancellationToken);
        var details = new List<SentLead>(done.Count);
        foreach (var leadId in done)
        {
            var lead = await states.ReadAsync<LeadState>("lead", GrainKeys.Of(caller.OrganizationId, leadId), cancellationToken);
            details.Add(new SentLead(leadId, lead is { Exists: true } ? await times.FindAsync(caller.OrganizationId, leadId, lead, time.GetUtcNow(), cancellationToken) : null));
        }

        return Answers.Ok(new SentLeads(done.Count, failed, details));
    }

    /// <summary>Tells each lead once, however often it is named, and says what came of it in the order of the request.</summary>
    private static async Task<(IReadOnlyList<string> Done, IReadOnlyList<LeadFailure> Failed)> TellEach(
        ImmutableArray<string> leadIds, LeadCommand command, Caller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        string[] asked = [.. leadIds.Distinct(StringComparer.Ordinal)];
        var refusals = new ConcurrentDictionary<string, Refusal>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (leadId, _) =>
        {
            // what can be no id of ours wakes no grain
            var refusal = leadId.Length is > 0 and <= LongestId && leadId.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
                ? (await grains.GetGrain<ILeadGrain>(GrainKeys.Of(caller.OrganizationId, leadId)).Tell(command)).Refusal
                : Refusal.Of(Codes.NotFound, "There is no such lead.");
            if (refusal is not null)
            {
                refusals[leadId] = refusal;
            }
        });
        return (
            [.. asked.Where(leadId => !refusals.ContainsKey(leadId))],
            [.. asked.Where(refusals.ContainsKey).Select(leadId => new LeadFailure(leadId, refusals[leadId].Message, refusals[leadId].Code))]);
    }
}

/// <summary>Leads to send to their dialers.</summary>
public sealed record SendBody
{
    /// <summary>1–200 leads. One that is named twice is sent once.</summary>
    [Required, MinLength(1), MaxLength(200)]
    public ImmutableArray<string> LeadIds { get; init; } = [];

    /// <summary>Whether their calls so far no longer count as attempts. A lead that is <c>no_contact</c> becomes <c>pending</c>.</summary>
    public bool Restart { get; init; }
}

/// <summary>Leads to take out of their dialers.</summary>
public sealed record RemoveBody
{
    /// <summary>1–200 leads. One that is named twice is taken out once.</summary>
    [Required, MinLength(1), MaxLength(200)]
    public ImmutableArray<string> LeadIds { get; init; } = [];
}

/// <summary>What came of sending leads to their dialers, or of taking them out.</summary>
/// <param name="Succeeded">For how many it was done.</param>
/// <param name="Failed">The others.</param>
/// <param name="Details">Those for which it was done, in the order of the request.</param>
public sealed record SentLeads(int Succeeded, IReadOnlyList<LeadFailure> Failed, IReadOnlyList<SentLead> Details);

/// <summary>A lead for which it was done.</summary>
/// <param name="LeadId">The lead.</param>
/// <param name="NextCallTime">When it is called at the earliest; null when a call runs, none is to come, or the rules never meet as they are.</param>
public sealed record SentLead(string LeadId, DateTimeOffset? NextCallTime);

/// <summary>A lead for which it was not done.</summary>
/// <param name="LeadId">As it was given.</param>
/// <param name="Error">Why.</param>
/// <param name="Code">The code of the refusal; <c>NOT_FOUND</c> when there is no such lead.</param>
public sealed record LeadFailure(string LeadId, string Error, [property: ErrorCode] string Code);
