using LeadSail.Campaigns;
using LeadSail.Console.Forms;

namespace LeadSail.Console.Campaigns;

/// <summary>What a form shows of a campaign.</summary>
/// <param name="part">The settings that the form is about.</param>
internal sealed class CampaignEdit<T>(Func<CampaignView, T> part) : SettingEdit<CampaignView, T>(part, campaign => campaign.Version) where T : class;
