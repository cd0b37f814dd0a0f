namespace LeadSail.Places;

/// <summary>What is known of where a lead is, besides the number: the sources out of which zones and law follow.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.called-place")]
public sealed record CalledPlace
{
    /// <summary>The lead's IANA zone.</summary>
    [Id(0)] public string? Timezone { get; init; }

    /// <summary>Where <see cref="Timezone"/> comes from: <c>user_input</c>, <c>zip</c>, <c>area_code</c>, <c>ip</c>, <c>inferred</c>.</summary>
    [Id(1)] public string? TimezoneSource { get; init; }

    /// <summary>ZIP or postal code of the address.</summary>
    [Id(2)] public string? Zip { get; init; }

    /// <summary>State or province of the address, code or name.</summary>
    [Id(3)] public string? State { get; init; }

    /// <summary>Country of the address, ISO 3166 two letters or a name.</summary>
    [Id(4)] public string? AddressCountry { get; init; }

    /// <summary>The lead's country, ISO 3166 two letters.</summary>
    [Id(5)] public string? Country { get; init; }
}
