using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace LeadSail.Rehearsals;

/// <summary>What to rehearse.</summary>
public sealed record RehearsalBody
{
    /// <summary>When the rehearsal begins; by default now. The leads are as they are now.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>How many days it lasts, 1–90.</summary>
    [Range(1, 90), DefaultValue(7)]
    public int Days { get; init; } = 7;

    /// <summary>What decides how single calls end: the same seed, the same answers.</summary>
    [DefaultValue(1)]
    public int Seed { get; init; } = 1;

    /// <summary>How people answer; what is left out is assumed.</summary>
    public AnswerRates AnswerRates { get; init; } = new();

    /// <summary>Changes of the campaign's <c>autoDialer</c> that the rehearsal goes by, as a PATCH of it would make them; nothing is stored.</summary>
    [JsonShape(JsonValueKind.Object)]
    public JsonText? Settings { get; init; }

    /// <summary>Which of the campaign's leads take part.</summary>
    public WhichLeads Leads { get; init; }

    /// <summary>What a minute of conversation costs, 0–1,000, in any currency: then <c>spend</c> is told.</summary>
    [Range(0d, 1_000d)]
    public double? PricePerMinute { get; init; }
}

/// <summary>Which leads take part.</summary>
public enum WhichLeads
{
    /// <summary>Those in the dialer, and those that were never called: they enter it at the beginning.</summary>
    All,

    /// <summary>Those in the dialer alone.</summary>
    InDialer,
}
