using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using LeadSail.Storage;

namespace LeadSail.PhoneNumbers;

/// <summary>A number to call from.</summary>
public record PhoneNumber : ISetting
{
    /// <inheritdoc/>
    public static string Kind => "phone_number";

    /// <summary>The number, E.164.</summary>
    [JsonPropertyName("phoneNumber"), Required, RegularExpression(@"^\+[1-9][0-9]{6,14}$", ErrorMessage = "must be E.164, e.g. +12125550100")]
    public string Number { get; init; } = "";

    /// <summary>The name for people.</summary>
    [StringLength(200)]
    public string? Label { get; init; }

    /// <summary>The provider that it belongs to.</summary>
    [AllowedValues("elevenlabs"), DefaultValue("elevenlabs")]
    public string Provider { get; init; } = "elevenlabs";

    /// <summary>The provider's id of it.</summary>
    [Required, StringLength(200, MinimumLength = 1)]
    public string ProviderPhoneNumberId { get; init; } = "";

    /// <summary>Which start request serves it.</summary>
    [AllowedValues("twilio", "sip_trunk"), DefaultValue("twilio")]
    public string Transport { get; init; } = "twilio";

    /// <summary>Whether it may be used.</summary>
    [DefaultValue(true)]
    public bool Active { get; init; } = true;
}
