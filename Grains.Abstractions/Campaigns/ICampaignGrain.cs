namespace LeadSail.Campaigns;

/// <summary>A campaign's settings and lifecycle. Key: <c>organization/CODE</c>.</summary>
[Alias("leadsail.ICampaignGrain")]
public interface ICampaignGrain : IGrainWithStringKey
{
    /// <summary>Creates the campaign. A repeat of the request that created it is nothing, and no conflict.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="requestId">The request; the same for its repeats, and for no other.</param>
    /// <param name="actor">Who does it, for the history.</param>
    [Alias("create")]
    Task<CampaignReply> Create(CampaignSettings settings, string requestId, string actor);

    /// <summary>Creates or changes the campaign.</summary>
    /// <param name="settings">The whole new settings.</param>
    /// <param name="expectedVersion">0: must not exist yet; n: must be at version n.</param>
    /// <param name="actor">Who does it, for the history.</param>
    [Alias("save")]
    Task<CampaignReply> Save(CampaignSettings settings, long expectedVersion, string actor);

    /// <summary>Pauses the campaign's dialer, all four lanes, or lets it go on. A repeat is nothing. Its settings stay as they are.</summary>
    [Alias("pause")]
    Task<CampaignReply> Pause(bool paused, string actor);
}

/// <summary>What a campaign says to a change.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.campaign-reply")]
public sealed record CampaignReply
{
    /// <summary>Null when it was done.</summary>
    [Id(0)] public Refusal? Refusal { get; init; }

    /// <summary>The version after it.</summary>
    [Id(1)] public long Version { get; init; }
}
