using System.Text.Json.Nodes;

namespace LeadSail.Simulation.Checks;

/// <summary>Something that a client asked of the product.</summary>
internal sealed class Ask
{
    private CampaignTerms? campaign;

    public required AskKind Kind { get; init; }

    public required TimeSpan SentAt { get; init; }

    /// <summary>The number, lead or campaign it is about; empty for all of them.</summary>
    public required string About { get; init; }

    /// <summary>For a switch, where to.</summary>
    public int Value { get; init; }

    /// <summary>What was to be from then on: whole settings, or some fields of a lead. Null while that is not known, and where the switch says it.</summary>
    public JsonObject? Terms { get; set; }

    /// <summary>When it was answered with success; null when it was refused, or never answered.</summary>
    public TimeSpan? DoneAt { get; set; }

    /// <summary>The code of a refusal.</summary>
    public string? Refusal { get; set; }

    /// <summary>The call or job that the answer names.</summary>
    public string? Id { get; set; }

    /// <summary>The terms of a campaign, read.</summary>
    public CampaignTerms Campaign => campaign ??= CampaignTerms.Of(Terms!);
}

/// <summary>What can be asked.</summary>
internal enum AskKind
{
    /// <summary>Call a lead.</summary>
    Call,

    /// <summary>Put a number on the do-not-call list.</summary>
    List,

    /// <summary>Take it off.</summary>
    Unlist,

    /// <summary>Enter or change a lead.</summary>
    Lead,

    /// <summary>Give a lead another name, by number.</summary>
    Rename,

    /// <summary>Forget a lead.</summary>
    Erase,

    /// <summary>Mark a lead as one that must not be phoned (1), or no longer (0).</summary>
    LeadDnc,

    /// <summary>Let the dialer have a lead; from the beginning (1), or from where it is (0).</summary>
    Enter,

    /// <summary>Take a lead out of the dialer.</summary>
    Leave,

    /// <summary>Let the dialer have leads of a campaign.</summary>
    Job,

    /// <summary>Change the organization.</summary>
    Organization,

    /// <summary>Change a campaign.</summary>
    Campaign,

    /// <summary>Pause a campaign's dialer (1), or let it go on (0).</summary>
    PauseDialer,
}
