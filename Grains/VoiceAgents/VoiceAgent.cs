using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using LeadSail.Storage;

namespace LeadSail.VoiceAgents;

/// <summary>An AI phone agent at a voice provider.</summary>
public record VoiceAgent : ISetting
{
    /// <inheritdoc/>
    public static string Kind => "voice_agent";

    /// <summary>The name for people.</summary>
    [Required, StringLength(200, MinimumLength = 1)]
    public string Name { get; init; } = "";

    /// <summary>The provider.</summary>
    [AllowedValues("elevenlabs"), DefaultValue("elevenlabs")]
    public string Provider { get; init; } = "elevenlabs";

    /// <summary>The provider's id of the agent.</summary>
    [Required, StringLength(200, MinimumLength = 1)]
    public string ProviderAgentId { get; init; } = "";

    /// <summary>The number it calls from when the campaign names none.</summary>
    [StringLength(64)]
    public string? PhoneNumberId { get; init; }

    /// <summary>Whether it may be used.</summary>
    [DefaultValue(true)]
    public bool Active { get; init; } = true;

    /// <summary>What happens when somebody calls its number.</summary>
    public InboundSettings Inbound { get; init; } = new();
}

/// <summary>How an agent takes calls.</summary>
public sealed record InboundSettings
{
    /// <summary>Whether it takes any.</summary>
    public bool Enabled { get; init; }

    /// <summary>Campaigns in the order in which a caller is looked for; the first one takes strangers.</summary>
    [MaxLength(50)]
    public ImmutableArray<string> CampaignIds { get; init; } = [];
}
