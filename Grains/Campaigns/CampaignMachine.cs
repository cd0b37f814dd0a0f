using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LeadSail.Lives;

namespace LeadSail.Campaigns;

/// <summary>A campaign is created once and then changed, each change on the version that its author saw.</summary>
public static class CampaignMachine
{
    /// <summary>What a change makes happen.</summary>
    public static Decision<CampaignEvent> Decide(CampaignState state, SaveCampaign command) => command switch
    {
        { ExpectedVersion: 0 } when state.Version > 0 => Decision<CampaignEvent>.Refuse(Codes.Conflict, "There is a campaign with this id already."),
        { ExpectedVersion: > 0 } when state.Version == 0 => Decision<CampaignEvent>.Refuse(Codes.NotFound, "There is no such campaign."),
        _ when command.ExpectedVersion != state.Version => Decision<CampaignEvent>.Refuse(Codes.Conflict, $"The campaign is at version {state.Version}, not {command.ExpectedVersion}."),
        _ when state.Version > 0 && command.Settings == state.Settings => Decision<CampaignEvent>.Nothing,
        _ => Decision<CampaignEvent>.Happens(state.Version == 0
            ? new CampaignCreated(command.Settings, command.By)
            : new CampaignChanged(command.Settings, command.By, FieldChange.Between(state.Settings, command.Settings))),
    };

    /// <summary>The state after an event.</summary>
    public static CampaignState Evolve(CampaignState state, CampaignEvent happened, DateTimeOffset at) => state with
    {
        Version = state.Version + 1, Settings = happened.Result, CreatedAt = state.Version == 0 ? at : state.CreatedAt, UpdatedAt = at,
    };
}

/// <summary>Create or change.</summary>
public sealed record SaveCampaign(CampaignSettings Settings, long ExpectedVersion, string By);

/// <summary>What happens to a campaign.</summary>
public abstract record CampaignEvent([property: JsonIgnore] string By) : LifeEvent
{
    /// <summary>The settings from here on.</summary>
    [JsonIgnore]
    public abstract CampaignSettings Result { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;
}

/// <summary>It exists.</summary>
public sealed record CampaignCreated(CampaignSettings Settings, string By) : CampaignEvent(By)
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override CampaignSettings Result => Settings;
}

/// <summary>Its settings are others now; which, from what to what.</summary>
public sealed record CampaignChanged([property: JsonIgnore] CampaignSettings Settings, string By, ImmutableArray<FieldChange> Changes) : CampaignEvent(By)
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override CampaignSettings Result => Settings;
}
