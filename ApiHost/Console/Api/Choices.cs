using LeadSail.Campaigns;
using LeadSail.PhoneNumbers;
using LeadSail.Prompts;
using LeadSail.VoiceAgents;

namespace LeadSail.Console.Api;

/// <summary>What several pages offer to choose from: up to <see cref="Most"/> of each, in the order of the API.</summary>
internal static class Choices
{
    private const int Most = 1000;

    /// <summary>Ids and names of campaigns, archived ones as well.</summary>
    public static async Task<(string Id, string Name)[]> CampaignsAsync(this ApiClient api, CancellationToken cancellationToken) =>
        [.. (await AllAsync<CampaignList, CampaignView>(api, "campaigns?includeArchived=true&", list => (list.Campaigns, list.NextCursor), cancellationToken)).Select(campaign => (campaign.CampaignId, campaign.Name))];

    /// <summary>Numbers to call from.</summary>
    public static Task<IReadOnlyList<PhoneNumberView>> NumbersAsync(this ApiClient api, CancellationToken cancellationToken) =>
        AllAsync<PhoneNumberList, PhoneNumberView>(api, "phone-numbers?", list => (list.PhoneNumbers, list.NextCursor), cancellationToken);

    /// <summary>Agents.</summary>
    public static Task<IReadOnlyList<VoiceAgentView>> AgentsAsync(this ApiClient api, CancellationToken cancellationToken) =>
        AllAsync<VoiceAgentList, VoiceAgentView>(api, "voice-agents?", list => (list.VoiceAgents, list.NextCursor), cancellationToken);

    /// <summary>Prompts.</summary>
    public static Task<IReadOnlyList<PromptTemplateView>> PromptsAsync(this ApiClient api, CancellationToken cancellationToken) =>
        AllAsync<PromptTemplateList, PromptTemplateView>(api, "prompt-templates?", list => (list.PromptTemplates, list.NextCursor), cancellationToken);

    private static async Task<IReadOnlyList<T>> AllAsync<TList, T>(ApiClient api, string path, Func<TList, (IReadOnlyList<T> Rows, string? Next)> read, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            var page = read(await api.GetAsync<TList>($"{path}limit=100{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", cancellationToken));
            all.AddRange(page.Rows);
            cursor = page.Next;
        }
        while (cursor is not null && all.Count < Most);
        return all;
    }
}
