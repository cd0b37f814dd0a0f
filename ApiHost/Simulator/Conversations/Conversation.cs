using System.Text.Json;
using LeadSail.Simulator.Calls;

namespace LeadSail.Simulator.Conversations;

/// <summary>How far a conversation is: the provider's <c>status</c>.</summary>
public enum Phase
{
    /// <summary>It rings.</summary>
    Initiated,

    /// <summary>They talk.</summary>
    InProgress,

    /// <summary>It is over and being analysed.</summary>
    Processing,

    /// <summary>Reported.</summary>
    Done,

    /// <summary>The dial connected nobody.</summary>
    Failed,
}

/// <summary>A dialled call with the instants of its life. It never changes: how far it is follows from the clock, over restarts too.</summary>
public sealed record Conversation
{
    /// <summary>The id, <c>conv_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The agent that talks.</summary>
    public required string AgentId { get; init; }

    /// <summary>Its name.</summary>
    public required string AgentName { get; init; }

    /// <summary>The caller's id of the attempt.</summary>
    public string? UserId { get; init; }

    /// <summary>The endpoint it came by.</summary>
    public required Transport Transport { get; init; }

    /// <summary>The number called from.</summary>
    public required string PhoneNumberId { get; init; }

    /// <summary>The same in E.164.</summary>
    public required string AgentNumber { get; init; }

    /// <summary>The number called, E.164.</summary>
    public required string ExternalNumber { get; init; }

    /// <summary>The carrier's id of the call: <c>callSid</c> of Twilio, <c>sip_call_id</c> (<c>SCL_…</c>) of SIP.</summary>
    public required string CallSid { get; init; }

    /// <summary>The second id: Twilio's stream, or the Call-ID (<c>otb_…</c>) that the SIP carrier sees.</summary>
    public required string LegId { get; init; }

    /// <summary>Whether it came in: then the external number called the agent's.</summary>
    public bool IsInbound { get; init; }

    /// <summary><c>conversation_initiation_client_data</c> as it came.</summary>
    public JsonElement? ClientData { get; init; }

    /// <summary>What happens in it.</summary>
    public required CallPlan Plan { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it is picked up, or the dial has failed.</summary>
    public required DateTimeOffset RungAt { get; init; }

    /// <summary>When the line is free again.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>When the report is ready.</summary>
    public required DateTimeOffset ReportedAt { get; init; }

    /// <summary>How far it is at an instant.</summary>
    public Phase At(DateTimeOffset now) => this switch
    {
        _ when now < RungAt => Phase.Initiated,
        { Plan.Failure: not null } => Phase.Failed,
        _ when now < EndedAt => Phase.InProgress,
        _ when now < ReportedAt => Phase.Processing,
        _ => Phase.Done,
    };
}
