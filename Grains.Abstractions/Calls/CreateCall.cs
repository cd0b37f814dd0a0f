using System.Collections.Immutable;
using LeadSail.Places;

namespace LeadSail.Calls;

/// <summary>Everything a call needs from its lead and campaign, fixed when it is asked for.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.create-call")]
public sealed record CreateCall
{
    /// <summary>The interaction's id, <c>int_…</c>.</summary>
    [Id(0)] public string InteractionId { get; init; } = "";

    /// <summary>The lead.</summary>
    [Id(1)] public string LeadId { get; init; } = "";

    /// <summary>The campaign that the call is for.</summary>
    [Id(2)] public string CampaignId { get; init; } = "";

    /// <summary>The campaign's client, if it has one.</summary>
    [Id(3)] public string? ClientId { get; init; }

    /// <summary>The campaign's offer, if it has one.</summary>
    [Id(4)] public string? OfferId { get; init; }

    /// <summary>Our voice agent.</summary>
    [Id(5)] public string AgentId { get; init; } = "";

    /// <summary>The provider's name.</summary>
    [Id(6)] public string Provider { get; init; } = "";

    /// <summary>The provider's id of the agent.</summary>
    [Id(7)] public string ProviderAgentId { get; init; } = "";

    /// <summary>Our id of the number to call from.</summary>
    [Id(8)] public string PhoneNumberId { get; init; } = "";

    /// <summary>The number to call from, E.164.</summary>
    [Id(9)] public string FromNumber { get; init; } = "";

    /// <summary>The provider's id of the number to call from.</summary>
    [Id(10)] public string ProviderPhoneNumberId { get; init; } = "";

    /// <summary><c>twilio</c> or <c>sip_trunk</c>.</summary>
    [Id(11)] public string Transport { get; init; } = "";

    /// <summary>Whom to call, E.164.</summary>
    [Id(12)] public string Phone { get; init; } = "";

    /// <summary>Who asked for the call.</summary>
    [Id(13)] public CallSource Source { get; init; }

    /// <summary>Which way it goes.</summary>
    [Id(14)] public CallDirection Direction { get; init; } = CallDirection.Outbound;

    /// <summary>Whether it is a test.</summary>
    [Id(15)] public bool IsTest { get; init; }

    /// <summary>Which attempt of the lead in this campaign, from 1.</summary>
    [Id(16)] public int Attempt { get; init; } = 1;

    /// <summary>The rendered prompt.</summary>
    [Id(17)] public string Prompt { get; init; } = "";

    /// <summary>The rendered first message; null leaves the agent's own.</summary>
    [Id(18)] public string? FirstMessage { get; init; }

    /// <summary>The variables for the agent: strings, numbers, bools.</summary>
    [Id(19)] public ImmutableArray<CallVariable> Variables { get; init; } = [];

    /// <summary>Seconds of talk after which the provider ends it.</summary>
    [Id(20)] public int MaxDurationSeconds { get; init; } = 900;

    /// <summary>Where the called person may be: looked at again just before dialling.</summary>
    [Id(21)] public CalledPlace Place { get; init; } = new();

    /// <summary>When the waiting for a slot ends.</summary>
    [Id(22)] public DateTimeOffset StartBy { get; init; }

    /// <summary>Who asked for it, for the history: a key's id or <c>system</c>.</summary>
    [Id(23)] public string Actor { get; init; } = "system";

    /// <summary>Seconds between questions to the provider, after the first ones; 1–600.</summary>
    [Id(24)] public int PollSeconds { get; init; } = 60;

    /// <summary>Whether the sequence ends with this attempt: not reaching anybody then is <c>no_contact</c>.</summary>
    [Id(26)] public bool IsLast { get; init; }

    /// <summary>Whether the call need not keep the campaign's hours, as a promised callback.</summary>
    [Id(27)] public bool HoursWaived { get; init; }

    /// <summary>Whether it is the callback that was promised, which need not keep to the gap between calls.</summary>
    [Id(28)] public bool IsCallback { get; init; }

    /// <summary>Since when it was the dialer's to make, with its hours open then; null where another asked for it, or the hours opened later.</summary>
    [Id(29)] public DateTimeOffset? DueAt { get; init; }

    /// <summary>The lead's IANA zone: in it a callback without zone is read.</summary>
    [Id(25)] public string Zone { get; init; } = "UTC";
}

/// <summary>A variable handed to the agent.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">A JSON string, number or bool.</param>
[GenerateSerializer, Immutable, Alias("leadsail.call-variable")]
public sealed record CallVariable([property: Id(0)] string Name, [property: Id(1)] JsonText Value);

/// <summary>Who asked for a call.</summary>
public enum CallSource
{
    /// <summary>An operator, in the console.</summary>
    Manual,

    /// <summary>A client of the API.</summary>
    Api,

    /// <summary>The campaign's dialer.</summary>
    AutoDialer,

    /// <summary>The campaign's first submission action.</summary>
    FirstSubmission,

    /// <summary>The person called us.</summary>
    Inbound,
}

/// <summary>Which way a call goes.</summary>
public enum CallDirection
{
    /// <summary>We call.</summary>
    Outbound,

    /// <summary>We are called.</summary>
    Inbound,
}
