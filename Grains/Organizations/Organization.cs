using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using LeadSail.Storage;
using LeadSail.Webhooks;

namespace LeadSail.Organizations;

/// <summary>A tenant. Its row stands under its own id, as the only one of its kind.</summary>
public record Organization : ISetting
{
    /// <inheritdoc/>
    public static string Kind => "organization";

    /// <summary>The name for people.</summary>
    [Required, StringLength(200, MinimumLength = 1)]
    public string Name { get; init; } = "";

    /// <summary>The limits of its lines to providers, for the whole cluster; a provider left out has the defaults.</summary>
    [MaxLength(10)]
    public ImmutableArray<LineLimits> Lines { get; init; } = [];

    /// <summary>How often one number may be called, over all campaigns; null for no more than the law says.</summary>
    public NumberCap? NumberCap { get; init; }

    /// <summary>Whether only leads whose <c>compliance.tcpaConsent</c> is true are called.</summary>
    public bool RequireConsent { get; init; }

    /// <summary>Whether all dialling is paused, whoever asks for a call: <c>POST /dialer/pause</c> and <c>/dialer/resume</c>.</summary>
    public bool DialingPaused { get; init; }

    /// <summary>How long what was said is kept.</summary>
    public RetentionSettings Retention { get; init; } = new();

    /// <summary>Where to tell of what happens, for every campaign that does not say otherwise.</summary>
    public WebhookSettings Webhooks { get; init; } = new();

    /// <summary>The limits of one line.</summary>
    public LineLimits LineOf(string provider) => Lines.FirstOrDefault(line => line.Provider == provider) ?? new LineLimits { Provider = provider };
}

/// <summary>How long calls keep what they keep, counted from their end.</summary>
public sealed record RetentionSettings
{
    /// <summary>Days for transcript, summary, collected values and recording, 1–3,650; null for ever.</summary>
    [Range(1, 3650)]
    public int? TranscriptDays { get; init; }

    /// <summary>Days for the rendered prompt and the provider's raw evidence, 1–3,650.</summary>
    [Range(1, 3650), DefaultValue(30)]
    public int RawDays { get; init; } = 30;
}

/// <summary>How much a provider's line may carry.</summary>
public sealed record LineLimits
{
    /// <summary>The provider's name.</summary>
    [Required, AllowedValues("elevenlabs")]
    public string Provider { get; init; } = "";

    /// <summary>Calls at once, 1–10,000.</summary>
    [Range(1, 10_000), DefaultValue(10)]
    public int MaxConcurrentCalls { get; init; } = 10;

    /// <summary>Starts per second, 0.1–100.</summary>
    [Range(0.1, 100d), DefaultValue(1d)]
    public double CallsPerSecond { get; init; } = 1;
}

/// <summary>The most calls to one number.</summary>
public sealed record NumberCap
{
    /// <summary>Calls, 1–100.</summary>
    [Required, Range(1, 100)]
    public int Calls { get; init; }

    /// <summary>Within so many hours, 1–720: the ledger remembers 30 days.</summary>
    [Required, Range(1, 720)]
    public int Hours { get; init; }
}
