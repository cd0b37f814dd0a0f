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
            : new CampaignChanged(command.Settings, command.By)),
    };

    /// <summary>The state after an event.</summary>
    public static CampaignState Evolve(CampaignState state, CampaignEvent happened, DateTimeOffset at) => state with
    {
        Version = state.Version + 1, Settings = happened.Settings, CreatedAt = state.Version == 0 ? at : state.CreatedAt, UpdatedAt = at,
    };
}

/// <summary>Create or change.</summary>
public sealed record SaveCampaign(CampaignSettings Settings, long ExpectedVersion, string By);

/// <summary>What happens to a campaign.</summary>
public abstract record CampaignEvent(CampaignSettings Settings, [property: JsonIgnore] string By) : LifeEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;
}

/// <summary>It exists.</summary>
public sealed record CampaignCreated(CampaignSettings Settings, string By) : CampaignEvent(Settings, By);

/// <summary>Its settings are others now.</summary>
public sealed record CampaignChanged(CampaignSettings Settings, string By) : CampaignEvent(Settings, By);
