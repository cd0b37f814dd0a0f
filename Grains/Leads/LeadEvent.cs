using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LeadSail.Calls;
using LeadSail.LegalHours;
using LeadSail.Lives;

namespace LeadSail.Leads;

/// <summary>What happens in a lead's life.</summary>
public abstract record LeadEvent : LifeEvent;

/// <summary>Entered, or submitted once more.</summary>
public sealed record Submitted(string SubmissionId, string CampaignId, LeadStatus Status, [property: JsonIgnore] LeadData Data, [property: JsonIgnore] string By) : LeadEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;
}

/// <summary>Somebody changed what is known; which fields, and nothing of what they hold.</summary>
public sealed record LeadChanged(ImmutableArray<string> Fields, [property: JsonIgnore] LeadData Data, [property: JsonIgnore] string By) : LeadEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;
}

/// <summary>It belongs to another campaign from here on.</summary>
public sealed record CampaignMoved(string From, string To, [property: JsonIgnore] string By) : LeadEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;
}

/// <summary>Every rule passed: a call is on its way.</summary>
public sealed record CallDecided([property: JsonIgnore] CreateCall Call, string InteractionId, string CampaignId, CallSource Source) : LeadEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => Call.Actor;

    /// <summary>What every rule said, in order.</summary>
    public ImmutableArray<KeptVerdict> Verdicts { get; init; } = [];

    /// <summary>The law by which the hours were judged: <see cref="LegalTable.Version"/>.</summary>
    public string Law { get; init; } = "";
}

/// <summary>What an attempt keeps of a verdict.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Passed">Whether it let the call pass.</param>
/// <param name="Waived">Why the call need not keep it; null when it passed by itself.</param>
public sealed record KeptVerdict(string Rule, bool Passed, string? Waived)
{
    /// <summary>Without the evidence of rules that passed: it names people and numbers, and the history outlives them.</summary>
    public static KeptVerdict Of(RuleVerdict verdict) => new(verdict.Rule, verdict.Passed, verdict.IsWaived ? verdict.Evidence : null);
}

/// <summary>The call exists and owns the number from here on.</summary>
public sealed record CallStarted(string InteractionId) : LeadEvent;

/// <summary>The person called us.</summary>
public sealed record CallCameIn(string InteractionId) : LeadEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => "provider";
}

/// <summary>The call will not be: the number is taken, or its time has passed.</summary>
public sealed record CallDropped(string InteractionId, string Reason) : LeadEvent;

/// <summary>A call is over.</summary>
public sealed record CallOver(string InteractionId, InteractionStatus Status, bool Dialled, [property: JsonIgnore] CallEnded Said) : LeadEvent;

/// <summary>The summary of a call is kept no longer.</summary>
public sealed record SummaryForgotten(string InteractionId) : LeadEvent;

/// <summary>The status followed from something.</summary>
public sealed record StatusChanged(LeadStatus From, LeadStatus To, string Because, [property: JsonIgnore] string By = "system") : LeadEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;
}

/// <summary>The person must not be reached again by these ways.</summary>
public sealed record DncSet(string Reason, [property: JsonIgnore] string By) : LeadEvent
{
    /// <summary>The ways, in place of those before.</summary>
    public ImmutableArray<DncChannel> Channels { get; init; } = [DncChannel.Phone];

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;
}

/// <summary>The person may be reached again by any way, as far as the lead says.</summary>
public sealed record DncLifted([property: JsonIgnore] string By) : LeadEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;
}

/// <summary>The person is erased; what is left are numbers and instants.</summary>
public sealed record Erased([property: JsonIgnore] string By) : LeadEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool ForgetsHistory => true;
}

/// <summary>The calls of the erased lead are erased.</summary>
public sealed record CallsErased : LeadEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsHistory => false;
}
