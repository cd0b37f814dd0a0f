using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using LeadSail.ApiKeys;
using LeadSail.Calls;
using LeadSail.DialedNumbers;
using LeadSail.Http;
using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Leads;

/// <summary>The do-not-call record of one lead. It counts from the moment at which it is acknowledged.</summary>
internal static class LeadDncEndpoints
{
    public static void MapLeadDnc(this RouteGroupBuilder api)
    {
        var dnc = api.MapGroup("/leads/{leadId}/dnc").WithTags("Leads");
        dnc.MapPut("/", Set).WithSummary("Say by which ways a lead must not be reached; phone stands against calls. Taking a way back needs a key with the scope admin")
            .Produces<Envelope<LeadDncView>>().Fails(400, 404, 413, 415).Example(new LeadDncBody { Channels = [DncChannel.Phone, DncChannel.Sms], Reason = "asked by letter" });
        dnc.MapDelete("/", Lift).RequireAdmin().WithSummary("Let a lead be reached by every way, as far as the lead itself says").Produces<Envelope<LeadDncView>>().Fails(404);
    }

    private static Task<IResult> Set(string leadId, Body<LeadDncBody> body, Caller caller, IStateReader states, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var reason = body.Value.Reason?.Trim() is { Length: > 0 } given ? given : null;
        return Tell(leadId, new SetDnc { Channels = body.Value.Channels, Reason = reason, Actor = caller.KeyId, MayLift = caller.Scopes.Contains(Scope.Admin) }, caller, states, grains, cancellationToken);
    }

    private static Task<IResult> Lift(string leadId, Caller caller, IStateReader states, IGrainFactory grains, CancellationToken cancellationToken) =>
        Tell(leadId, new SetDnc { Actor = caller.KeyId, MayLift = true }, caller, states, grains, cancellationToken);

    private static async Task<IResult> Tell(string leadId, SetDnc command, Caller caller, IStateReader states, IGrainFactory grains, CancellationToken cancellationToken)
    {
        await states.FindLead(leadId, caller, cancellationToken);
        var reply = await grains.GetGrain<ILeadGrain>(GrainKeys.Of(caller.OrganizationId, leadId)).Tell(command);
        if (reply.Refusal is { } refusal)
        {
            throw RequestException.From(refusal);
        }

        var lead = await states.FindLead(leadId, caller, cancellationToken);
        return Answers.Ok(new LeadDncView(leadId, lead.Dnc, lead.Dnc is { BlocksCalls: true } ? await InFlight(lead, caller, states, grains, cancellationToken) : null));
    }

    /// <summary>The lead's call that had its permit before the record was written. One that asks for it later looks at the lead once more, and is refused.</summary>
    private static async Task<string?> InFlight(LeadState lead, Caller caller, IStateReader states, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (lead.ActiveInteractionId is not { } running
            || (await states.ReadAsync<CallState>("call", GrainKeys.Of(caller.OrganizationId, running), cancellationToken))?.Call is not { } call)
        {
            return null;
        }

        var ledger = await grains.GetGrain<IDialedNumberGrain>(GrainKeys.Of(caller.OrganizationId, call.Phone)).View();
        return NumberMachine.InFlight(ledger) == running ? running : null;
    }
}

/// <summary>By which ways a lead must not be reached.</summary>
public sealed record LeadDncBody
{
    /// <summary>The ways, in place of those before.</summary>
    [Required, MinLength(1), MaxLength(3)]
    public ImmutableArray<DncChannel> Channels { get; init; } = [];

    /// <summary>Why, as somebody said.</summary>
    [StringLength(500)]
    public string? Reason { get; init; }
}

/// <summary>The do-not-call record of a lead.</summary>
/// <param name="LeadId">The lead.</param>
/// <param name="Dnc">Why and by which ways it must not be reached; null when it may by any.</param>
/// <param name="InFlight">The call that had its permit before and goes on; null when there is none.</param>
public sealed record LeadDncView(string LeadId, LeadDnc? Dnc, string? InFlight);
