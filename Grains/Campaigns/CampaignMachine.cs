using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LeadSail.Lives;

namespace LeadSail.Campaigns;

/// <summary>A campaign is created once and then changed, each change on the version that its author saw.</summary>
public static class CampaignMachine
{
    /// <summary>What a change makes happen.</summary>
    public static Decision<CampaignEvent> Decide(CampaignState state, CampaignCommand command) => (command, state.Version) switch
    {
        (CreateCampaign create, 0) => Decision<CampaignEvent>.Happens(new CampaignCreated(create.Settings, create.By, create.RequestId)),
        (CreateCampaign create, _) when create.RequestId == state.CreatedFor => Decision<CampaignEvent>.Nothing,
        (CreateCampaign, _) => Decision<CampaignEvent>.Refuse(Codes.Conflict, "There is a campaign with this id already."),
        (SaveCampaign save, _) => DecideSave(state, save),
        (_, 0) => Decision<CampaignEvent>.Refuse(Codes.NotFound, "There is no such campaign."),
        (PauseDialer pause, _) when pause.Paused != state.DialerPaused =>
            Decision<CampaignEvent>.Happens(pause.Paused ? new DialerPaused(pause.By) : new DialerResumed(pause.By)),
        _ => Decision<CampaignEvent>.Nothing,
    };

    /// <summary>The state after an event.</summary>
    public static CampaignState Evolve(CampaignState state, CampaignEvent happened, DateTimeOffset at) => happened switch
    {
        SettingsEvent saved => state with
        {
            Version = state.Version + 1, Settings = saved.Result, CreatedAt = state.Version == 0 ? at : state.CreatedAt, UpdatedAt = at,
            CreatedFor = saved is CampaignCreated created ? created.RequestId : state.CreatedFor,
        },
        _ => state with { DialerPaused = happened is DialerPaused },
    };

    private static Decision<CampaignEvent> DecideSave(CampaignState state, SaveCampaign command) => command switch
    {
        { ExpectedVersion: 0 } when state.Version > 0 => Decision<CampaignEvent>.Refuse(Codes.Conflict, "There is a campaign with this id already."),
        { ExpectedVersion: > 0 } when state.Version == 0 => Decision<CampaignEvent>.Refuse(Codes.NotFound, "There is no such campaign."),
        _ when command.ExpectedVersion != state.Version => Decision<CampaignEvent>.Refuse(Codes.Conflict, $"The campaign is at version {state.Version}, not {command.ExpectedVersion}."),
        _ when state.Version == 0 => Decision<CampaignEvent>.Happens(new CampaignCreated(command.Settings, command.By)),
        _ => FieldChange.Between(state.Settings, command.Settings) is { IsEmpty: false } changes
            ? Decision<CampaignEvent>.Happens(new CampaignChanged(command.Settings, command.By, changes))
            : Decision<CampaignEvent>.Nothing,
    };
}

/// <summary>What a campaign can be told.</summary>
public abstract record CampaignCommand(string By);

/// <summary>Create; a repeat of the request that did so is nothing.</summary>
public sealed record CreateCampaign(CampaignSettings Settings, string RequestId, string By) : CampaignCommand(By);

/// <summary>Create or change.</summary>
public sealed record SaveCampaign(CampaignSettings Settings, long ExpectedVersion, string By) : CampaignCommand(By);

/// <summary>Hold all lanes of its dialer, or let them go on.</summary>
public sealed record PauseDialer(bool Paused, string By) : CampaignCommand(By);

/// <summary>What happens to a campaign.</summary>
public abstract record CampaignEvent([property: JsonIgnore] string By) : LifeEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;
}

/// <summary>Its dialer makes no calls from here on.</summary>
public sealed record DialerPaused(string By) : CampaignEvent(By);

/// <summary>Its dialer goes on.</summary>
public sealed record DialerResumed(string By) : CampaignEvent(By);

/// <summary>Its settings are these from here on.</summary>
public abstract record SettingsEvent(string By) : CampaignEvent(By)
{
    /// <summary>The settings from here on.</summary>
    [JsonIgnore]
    public abstract CampaignSettings Result { get; }
}

/// <summary>It exists.</summary>
public sealed record CampaignCreated([property: JsonIgnore] CampaignSettings Settings, string By, [property: JsonIgnore] string? RequestId = null) : SettingsEvent(By)
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override CampaignSettings Result => Settings;

    /// <summary>The settings without their secrets.</summary>
    [JsonPropertyName("settings")]
    public JsonNode? Told => FieldChange.Masked(JsonSerializer.SerializeToNode(Settings, Json.Options));
}

/// <summary>Its settings are others now; which, from what to what.</summary>
public sealed record CampaignChanged([property: JsonIgnore] CampaignSettings Settings, string By, ImmutableArray<FieldChange> Changes) : SettingsEvent(By)
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override CampaignSettings Result => Settings;
}
