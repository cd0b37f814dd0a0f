using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using LeadSail.ApiKeys;
using LeadSail.Http;
using LeadSail.Leads;
using LeadSail.Organizations;

namespace LeadSail.Calls;

/// <summary>Starting calls.</summary>
internal static class CallEndpoints
{
    /// <summary>The rules' codes, in the order in which the first that fails is told; without those of the rules that are waived for whoever asks for a call.</summary>
    private static readonly string[] Refusals =
    [
        Codes.InvalidPhone, Codes.LeadDnc, Codes.NoConsent, Codes.CampaignInactive, Codes.MissingVoiceAgent, Codes.MissingPhoneNumber, Codes.PromptInvalid, Codes.OutsideLegalHours,
        Codes.OutsideOperatingHours, Codes.CallInProgress, Codes.MinGapNotElapsed, Codes.MaxAttemptsReached, Codes.DailyAttemptsReached, Codes.NumberCapReached, Codes.DirectionNotDialable,
    ];

    public static void MapCalls(this RouteGroupBuilder api) =>
        api.MapGroup("/voice/calls").WithTags("Voice calls").MapPost("/initiate", Initiate)
            .WithSummary("Call a lead; answers as soon as the interaction exists")
            .Produces<Envelope<InitiatedCall>>(202).Fails(400, 404, 413, 415).Refuses(409).RefusesWith(Refusals)
            .Example(new InitiateBody { LeadId = "lead_01kd4p2m9v6w0q8r3t5x7y1z2a", AdditionalInstructions = "They asked for a call at noon." });

    private static async Task<IResult> Initiate(Body<InitiateBody> body, Caller caller, IGrainFactory grains, IIds ids)
    {
        var wish = body.Value;
        if (wish.Direction == CallDirection.Inbound)
        {
            throw RequestException.From(Refusal.Of(Codes.DirectionNotDialable, "An inbound call starts at the provider."));
        }

        var lead = grains.GetGrain<ILeadGrain>(GrainKeys.Of(caller.OrganizationId, wish.LeadId));
        var reply = await lead.Initiate(new InitiateCall
        {
            InteractionId = ids.Next("int"),
            Source = caller.IsOperator ? CallSource.Manual : CallSource.Api,
            Phone = wish.Phone,
            CampaignId = wish.CampaignId,
            PhoneNumberId = wish.PhoneNumberId,
            AdditionalInstructions = wish.AdditionalInstructions,
            IsTest = wish.IsTest,
            Actor = caller.KeyId,
        });
        return reply.Refusal is { } refusal
            ? throw RequestException.From(refusal)
            : Answers.Accepted(
                $"/api/v1/interactions/{reply.InteractionId}",
                new InitiatedCall(reply.InteractionId, wish.LeadId, reply.CampaignId, reply.AgentId, InteractionStatus.InProgress));
    }
}

/// <summary>A wish to call.</summary>
public sealed record InitiateBody
{
    /// <summary>The lead to call.</summary>
    [Required, StringLength(64, MinimumLength = 1)]
    public string LeadId { get; init; } = "";

    /// <summary>Which way; only <c>outbound</c> can be asked for.</summary>
    [DefaultValue(CallDirection.Outbound)]
    public CallDirection Direction { get; init; } = CallDirection.Outbound;

    /// <summary>A number instead of the lead's, E.164.</summary>
    [StringLength(40, MinimumLength = 1)]
    public string? Phone { get; init; }

    /// <summary>A campaign instead of the lead's.</summary>
    [StringLength(64, MinimumLength = 1)]
    public string? CampaignId { get; init; }

    /// <summary>The number to call from.</summary>
    [StringLength(64, MinimumLength = 1)]
    public string? PhoneNumberId { get; init; }

    /// <summary>Plain text appended to the prompt of this call.</summary>
    [StringLength(4_000)]
    public string? AdditionalInstructions { get; init; }

    /// <summary>Waives <c>campaign_active</c> and marks the interaction.</summary>
    public bool IsTest { get; init; }
}

/// <summary>A call that is on its way.</summary>
/// <param name="InteractionId">Its interaction.</param>
/// <param name="LeadId">The lead.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="AgentId">The agent that will speak.</param>
/// <param name="Status">Always <c>in_progress</c>.</param>
public sealed record InitiatedCall(string InteractionId, string LeadId, string CampaignId, string AgentId, InteractionStatus Status);
