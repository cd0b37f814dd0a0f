using LeadSail.Campaigns;
using LeadSail.Storage;

namespace LeadSail.Simulation.Bugs;

/// <summary>What a campaign was when it was first read it is for ever.</summary>
internal sealed class SettingsStale : Bug
{
    private readonly Dictionary<string, Task<CampaignState?>> first = new(StringComparer.Ordinal);

    public override IStateReader States(IStateReader states) => Around.Of(states, (_, args, ask) => args is ["campaign", string key, ..] ? First(key, ask) : ask());

    private Task<CampaignState?> First(string key, Func<object?> ask)
    {
        if (first.TryGetValue(key, out var known) && known.IsCompletedSuccessfully)
        {
            return known;
        }

        return ask() is Task<CampaignState?> now ? first[key] = now : throw new InvalidOperationException("Somebody reads a campaign as something else.");
    }
}
