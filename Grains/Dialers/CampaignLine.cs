using LeadSail.Campaigns;
using LeadSail.Lines;
using LeadSail.Organizations;
using LeadSail.Storage;
using LeadSail.VoiceAgents;

namespace LeadSail.Dialers;

/// <summary>The line that carries a campaign's calls.</summary>
internal static class CampaignLine
{
    /// <summary>The line to the provider of the campaign's agent, and the agent; without one, the usual line.</summary>
    public static async Task<(ILineGrain Line, VoiceAgent Agent)> FindAsync(IGrainFactory grains, ISettings settings, string organizationId, CampaignState campaign)
    {
        var found = campaign.Settings.Voice.AgentId is { } agentId ? await settings.FindAsync<VoiceAgent>(organizationId, agentId) : null;
        var agent = found?.Value ?? new VoiceAgent();
        return (grains.GetGrain<ILineGrain>(GrainKeys.Of(organizationId, agent.Provider)), agent);
    }
}
