using LeadSail.ApiKeys;
using LeadSail.Campaigns;
using LeadSail.Http;
using LeadSail.Organizations;
using LeadSail.PhoneNumbers;
using LeadSail.Settings;
using LeadSail.Storage;

namespace LeadSail.VoiceAgents;

/// <summary>Voice agents.</summary>
internal static class VoiceAgentEndpoints
{
    public static void MapVoiceAgents(this RouteGroupBuilder api)
    {
        var states = ((IEndpointRouteBuilder)api).ServiceProvider.GetRequiredService<IStateReader>();
        new SettingRoutes<VoiceAgent, VoiceAgentView, VoiceAgentList>("/voice-agents", "voice agent", "agent", VoiceAgentView.Of, (items, next, more) => new(items, next, more))
        {
            Accept = (agent, caller, settings) => Accept(agent, caller, settings, states),
            NotFound = [404],
            ExampleOfNew = new VoiceAgent { Name = "Amy", ProviderAgentId = "agent_8701k3f2m5n7p9q1", PhoneNumberId = "num_01kd4p2m9v6w0q8r3t5x7y1z2a" },
            ExampleOfChange = new { active = false },
        }.Map(api, "Voice agents");
    }

    private static async Task<VoiceAgent> Accept(VoiceAgent agent, Caller caller, ISettings settings, IStateReader states)
    {
        if (agent.PhoneNumberId is { } number && await settings.FindAsync<PhoneNumber>(caller.OrganizationId, number) is null)
        {
            throw RequestException.NotFound($"phoneNumberId: there is no phone number {number}.");
        }

        foreach (var campaignId in agent.Inbound.CampaignIds)
        {
            if (await states.ReadAsync<CampaignState>("campaign", GrainKeys.Of(caller.OrganizationId, campaignId)) is null)
            {
                throw RequestException.NotFound($"inbound.campaignIds: there is no campaign {campaignId}.");
            }
        }

        return agent;
    }
}

/// <summary>A voice agent as the API shows it.</summary>
public sealed record VoiceAgentView : VoiceAgent
{
    /// <summary>As it is read from the API.</summary>
    public VoiceAgentView() { }

    private VoiceAgentView(VoiceAgent agent) : base(agent) { }

    /// <summary>Its id.</summary>
    public string AgentId { get; init; } = "";

    /// <summary>Counts its changes; also the ETag.</summary>
    public long Version { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    internal static VoiceAgentView Of(Setting<VoiceAgent> row) =>
        new(row.Value) { AgentId = row.Id, Version = row.Version, CreatedAt = row.CreatedAt, UpdatedAt = row.UpdatedAt };
}

/// <summary>A page of voice agents.</summary>
/// <param name="VoiceAgents">The agents, oldest first.</param>
/// <param name="NextCursor">For the next page; null at the end.</param>
/// <param name="HasMore">Whether there is one.</param>
public sealed record VoiceAgentList(IReadOnlyList<VoiceAgentView> VoiceAgents, string? NextCursor, bool HasMore);
