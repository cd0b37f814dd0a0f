using System.Text.Json;
using LeadSail.Campaigns;
using LeadSail.Http;

namespace LeadSail.Console.Campaigns;

/// <summary>What a form shows of a campaign: its settings as they were read, and what was typed over them.</summary>
/// <param name="part">The settings that the form is about.</param>
internal sealed class CampaignEdit<T>(Func<CampaignView, T> part) where T : class
{
    private bool touched;

    /// <summary>The campaign as it was read.</summary>
    public CampaignView Known { get; private set; } = null!;

    /// <summary>What the form shows.</summary>
    public T Typed { get; set; } = null!;

    /// <summary>Whether something is typed that is not saved.</summary>
    public bool IsChanged => !Same(Typed, part(Known));

    /// <summary>Somebody is typing: what stands in a field is known when it is left.</summary>
    public void Touch() => touched = true;

    /// <summary>Shows what was read, whatever was typed.</summary>
    public void Fill(CampaignView campaign) => (Known, Typed, touched) = (campaign, part(campaign), false);

    /// <summary>
    /// Takes over what was saved elsewhere. What is typed stays; if the same settings were changed elsewhere too, saving it is refused, for then it is an old version's.
    /// </summary>
    public void Follow(CampaignView campaign)
    {
        if (Known is null || (campaign.Version > Known.Version && !touched && !IsChanged))
        {
            Fill(campaign);
        }
        else if (campaign.Version > Known.Version && Same(part(campaign), part(Known)))
        {
            Known = campaign;
        }
    }

    private static bool Same(T one, T other) => JsonSerializer.Serialize(one, ApiJson.Options) == JsonSerializer.Serialize(other, ApiJson.Options);
}
