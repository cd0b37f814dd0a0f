using System.Collections.Immutable;
using LeadSail.Calls;
using LeadSail.Campaigns;

namespace LeadSail.Leads;

/// <summary>A person to call. Key: <c>organization/lead_…</c>.</summary>
[Alias("leadsail.ILeadGrain")]
public interface ILeadGrain : IGrainWithStringKey
{
    /// <summary>Gives the lead a command; it decides, persists and answers.</summary>
    [Alias("tell")]
    Task<LeadReply> Tell(LeadCommand command);

    /// <summary>Places a call, if every rule passes. Answers as soon as the call exists; the rest happens by itself.</summary>
    [Alias("initiate")]
    Task<InitiateReply> Initiate(InitiateCall command);

    /// <summary>The person calls us: the number is occupied, and the interaction begins. A repeat of the carrier's call is the same interaction.</summary>
    /// <returns>The interaction that stands.</returns>
    [Alias("answer")]
    Task<string> Answer(AnswerCall call);

    /// <summary>The verdicts that such a call would get now. Changes nothing.</summary>
    [Alias("judge")]
    Task<Judgement> Judge(InitiateCall command);

    /// <summary>Makes the lead look at what it owes. Harmless at any time.</summary>
    [Alias("wake")]
    Task Wake();
}

/// <summary>Everything a lead can be told, calls aside.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.lead-command")]
public abstract record LeadCommand;

/// <summary>Enter a lead, or submit it once more; a resubmission replaces what it brings along.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.lead.submit")]
public sealed record Submit(
    [property: Id(0)] string SubmissionId,
    [property: Id(1)] string CampaignId,
    [property: Id(2)] LeadGiven Given,
    [property: Id(3)] LeadStatus Status,
    [property: Id(4)] string Actor) : LeadCommand
{
    /// <summary>Whether the campaign may call by itself because of it: by its first submission action, or its dialer.</summary>
    [Id(5)] public SubmissionActs Acts { get; init; }
}

/// <summary>When a submission makes its campaign call.</summary>
public enum SubmissionActs
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>When it is the lead's first.</summary>
    WhenNew,

    /// <summary>When no call runs or is to come.</summary>
    Always,
}

/// <summary>Change what is known of a lead: what is given is laid over it.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.lead.change")]
public sealed record ChangeLead : LeadCommand
{
    /// <summary>What is said of the person. An address is laid over the one known, field by field.</summary>
    [Id(0)] public LeadGiven Given { get; init; } = new();

    /// <summary>Fields to empty, by their names in the API, e.g. <c>dateOfBirth</c>, <c>address.unit</c>.</summary>
    [Id(1)] public ImmutableArray<string> Cleared { get; init; } = [];

    /// <summary>Questions to forget, by key; before <see cref="Given"/> is laid over.</summary>
    [Id(2)] public ImmutableArray<string> ForgottenQuestions { get; init; } = [];

    /// <summary>Its status; null leaves it.</summary>
    [Id(3)] public LeadStatus? Status { get; init; }

    /// <summary>The campaign that it goes to; null leaves it. For calls to come.</summary>
    [Id(4)] public string? CampaignId { get; init; }

    /// <summary>Whether who asks may take back a do-not-call record.</summary>
    [Id(5)] public bool MayLiftDnc { get; init; }

    /// <summary>Who does it, for the history.</summary>
    [Id(6)] public string Actor { get; init; } = "system";

    /// <summary>Whether a job says so that goes through any number of leads: the lead is not kept in memory for it.</summary>
    [Id(7)] public bool IsOfJob { get; init; }
}

/// <summary>
/// Let the campaign's dialer call this lead. Refused with the code of the first rule that no waiting and no change of settings lets pass
/// (phone, do-not-call, status, attempts). A lead that is in it already stays as it is, unless it is to start over.
/// </summary>
[GenerateSerializer, Immutable, Alias("leadsail.lead.enter-dialer")]
public sealed record EnterDialer : LeadCommand
{
    /// <summary>Why it waits; null: <c>new</c> or <c>retry</c>, by its attempts.</summary>
    [Id(0)] public Lane? Lane { get; init; }

    /// <summary>Whether its attempts in this campaign so far no longer count.</summary>
    [Id(1)] public bool Restart { get; init; }

    /// <summary>Who does it, for the history.</summary>
    [Id(2)] public string Actor { get; init; } = "system";

    /// <summary>For jobs: the campaign in which the lead was found. A lead that belongs to another one by now refuses. Null: whichever it belongs to.</summary>
    [Id(3)] public string? CampaignId { get; init; }

    /// <summary>The request that asks for it: what it did once it does not do again. Null: whoever asks means it each time.</summary>
    [Id(4)] public string? RequestId { get; init; }
}

/// <summary>Take this lead out of its campaign's dialer. A running call goes on. Nothing when it is not in it.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.lead.leave-dialer")]
public sealed record LeaveDialer([property: Id(0)] string Reason, [property: Id(1)] string Actor) : LeadCommand;

/// <summary>Forget what held the lead at its last offer: it may be offered a call again at once. From its dialer, when settings have changed. Nothing when it is not held.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.lead.release-hold")]
public sealed record ReleaseHold : LeadCommand;

/// <summary>Set, change or lift the lead's do-not-call record.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.lead.set-dnc")]
public sealed record SetDnc : LeadCommand
{
    /// <summary>The channels from now on; empty lifts the record. <c>Phone</c> blocks calls.</summary>
    [Id(0)] public ImmutableArray<DncChannel> Channels { get; init; } = [];

    /// <summary>Why, as somebody said.</summary>
    [Id(1)] public string? Reason { get; init; }

    /// <summary>Who does it.</summary>
    [Id(2)] public string Actor { get; init; } = "system";

    /// <summary>Whether who asks may take a channel back.</summary>
    [Id(3)] public bool MayLift { get; init; }
}

/// <summary>A way to reach a person.</summary>
public enum DncChannel
{
    /// <summary>Calls.</summary>
    Phone,

    /// <summary>Text messages; kept and shown, of no use here.</summary>
    Sms,

    /// <summary>Mail; kept and shown, of no use here.</summary>
    Email,
}

/// <summary>Erase the person: what is personal goes for good, numbers and instants of attempts stay. Refused while a call runs; a repeat is nothing.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.lead.erase")]
public sealed record EraseLead([property: Id(0)] string Actor) : LeadCommand;

/// <summary>The calls of an erased lead are erased, too. From its own settler.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.lead.erasure-paid")]
public sealed record ErasurePaid : LeadCommand;

/// <summary>A call of this lead is over. From the call, until it is acknowledged; a repeat is nothing.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.lead.call-ended")]
public sealed record CallEnded : LeadCommand
{
    /// <summary>Which call.</summary>
    [Id(0)] public string InteractionId { get; init; } = "";

    /// <summary>For which campaign.</summary>
    [Id(1)] public string CampaignId { get; init; } = "";

    /// <summary>What came of it.</summary>
    [Id(2)] public InteractionStatus Status { get; init; }

    /// <summary>Whether the provider may have dialled. When it did not, the lead stays as it was.</summary>
    [Id(3)] public bool Dialled { get; init; }

    /// <summary>When dialling began; null when it did not.</summary>
    [Id(4)] public DateTimeOffset? DialledAt { get; init; }

    /// <summary>When it ended.</summary>
    [Id(5)] public DateTimeOffset EndedAt { get; init; }

    /// <summary>The agent's summary, for the next call's prompt.</summary>
    [Id(6)] public string? Summary { get; init; }

    /// <summary>The number that was called.</summary>
    [Id(7)] public string Phone { get; init; } = "";

    /// <summary>Whether the person asked not to be called again, in this report or a later one.</summary>
    [Id(8)] public bool OptOut { get; init; }

    /// <summary>Whether a human spoke.</summary>
    [Id(9)] public bool SpokenTo { get; init; }

    /// <summary>When the person asked to be called back; null when nobody asked for a time that can be read.</summary>
    [Id(10)] public DateTimeOffset? CallbackAt { get; init; }

    /// <summary>Which way it went. A call that came in is no attempt of ours.</summary>
    [Id(11)] public CallDirection Direction { get; init; }

    /// <summary>Whether it was the callback that had been promised. When it was dialled, by another process's clock, says that less surely.</summary>
    [Id(12)] public bool IsCallback { get; init; }
}

/// <summary>The summary of this call is kept no longer. From the call, until it is acknowledged; a repeat is nothing.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.lead.forget-summary")]
public sealed record ForgetSummary([property: Id(0)] string InteractionId) : LeadCommand;

/// <summary>What a lead says to a command.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.lead-reply")]
public sealed record LeadReply
{
    /// <summary>Why not; null when it was done or was done before.</summary>
    [Id(0)] public Refusal? Refusal { get; init; }

    /// <summary>Its status after the command.</summary>
    [Id(1)] public LeadStatus Status { get; init; }
}

/// <summary>Call this lead.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.initiate-call")]
public sealed record InitiateCall
{
    /// <summary>The id that the call will have.</summary>
    [Id(0)] public string InteractionId { get; init; } = "";

    /// <summary>Who asks.</summary>
    [Id(1)] public CallSource Source { get; init; }

    /// <summary>A number instead of the lead's, as given.</summary>
    [Id(2)] public string? Phone { get; init; }

    /// <summary>A campaign instead of the lead's.</summary>
    [Id(3)] public string? CampaignId { get; init; }

    /// <summary>The number to call from, ours.</summary>
    [Id(4)] public string? PhoneNumberId { get; init; }

    /// <summary>Plain text appended to the prompt.</summary>
    [Id(5)] public string? AdditionalInstructions { get; init; }

    /// <summary>Waives <c>campaign_active</c> and marks the interaction.</summary>
    [Id(6)] public bool IsTest { get; init; }

    /// <summary>Who does it, for the history.</summary>
    [Id(7)] public string Actor { get; init; } = "system";

    /// <summary>For the dialer's calls: the lane in which it found the lead. A lead that is in another one by now refuses.</summary>
    [Id(8)] public Lane? Lane { get; init; }
}

/// <summary>What became of the wish to call.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.initiate-reply")]
public sealed record InitiateReply
{
    /// <summary>Why not; null when the call exists.</summary>
    [Id(0)] public Refusal? Refusal { get; init; }

    /// <summary>The call.</summary>
    [Id(1)] public string InteractionId { get; init; } = "";

    /// <summary>Its campaign.</summary>
    [Id(2)] public string CampaignId { get; init; } = "";

    /// <summary>The agent that will speak.</summary>
    [Id(3)] public string AgentId { get; init; } = "";

    /// <summary>Every rule with its verdict, in order.</summary>
    [Id(4)] public ImmutableArray<RuleVerdict> Verdicts { get; init; } = [];
}

/// <summary>What the rules say of a call.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.judgement")]
public sealed record Judgement
{
    /// <summary>Null when there is such a lead and campaign.</summary>
    [Id(0)] public Refusal? Refusal { get; init; }

    /// <summary>Every rule with its verdict, in order.</summary>
    [Id(1)] public ImmutableArray<RuleVerdict> Verdicts { get; init; } = [];

    /// <summary>The first instant, from now on, at which every rule passes by waiting alone; null when there is none, or a call runs.</summary>
    [Id(2)] public DateTimeOffset? NextCallTime { get; init; }
}

/// <summary>What one rule says.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.rule-verdict")]
public sealed record RuleVerdict
{
    /// <summary>The rule's name, e.g. <c>legal_hours</c>.</summary>
    [Id(0)] public string Rule { get; init; } = "";

    /// <summary>Whether it lets the call pass.</summary>
    [Id(1)] public bool Passed { get; init; }

    /// <summary>The refusal code it stands for.</summary>
    [Id(2)] public string Code { get; init; } = "";

    /// <summary>Why, in a sentence that an operator understands.</summary>
    [Id(3)] public string Evidence { get; init; } = "";

    /// <summary>When it would pass; null when it passes now.</summary>
    [Id(4)] public NextPass? NextPass { get; init; }

    /// <summary>Whether it passes only because calls of this kind need not keep it.</summary>
    [Id(5)] public bool IsWaived { get; init; }
}

/// <summary>When a failing rule would pass.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.next-pass")]
public sealed record NextPass([property: Id(0)] NextPassKind Kind, [property: Id(1)] DateTimeOffset? At)
{
    /// <summary>At an instant.</summary>
    public static NextPass AtInstant(DateTimeOffset at) => new(NextPassKind.At, at);

    /// <summary>When somebody changes something.</summary>
    public static readonly NextPass OnEvent = new(NextPassKind.OnEvent, null);

    /// <summary>Never.</summary>
    public static readonly NextPass Never = new(NextPassKind.Never, null);
}

/// <summary>How a failing rule could come to pass.</summary>
public enum NextPassKind
{
    /// <summary>By waiting.</summary>
    At,

    /// <summary>By a change that somebody makes.</summary>
    OnEvent,

    /// <summary>Not at all.</summary>
    Never,
}
