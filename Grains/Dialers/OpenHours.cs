using LeadSail.Campaigns;
using LeadSail.Hours;
using LeadSail.LegalHours;
using LeadSail.Places;
using LeadSail.Storage;
using NodaTime;

namespace LeadSail.Dialers;

/// <summary>
/// Which leads may be called by their clocks, looked at once for all that share them. What is closed is remembered until it opens,
/// so that looking costs little while nothing changes.
/// </summary>
internal sealed class OpenHours
{
    private const int MostZones = 10_000;

    private readonly Dictionary<(DueZone Zone, bool LegalOnly), DateTimeOffset> opensAt = [];
    private readonly Dictionary<DueZone, (ZonedHours[] Legal, ZonedHours[] All)> hours = [];
    private AutoDialerSettings settings = new();
    private long version;

    /// <summary>Goes by the settings of a campaign from here on.</summary>
    public void Use(CampaignState campaign)
    {
        if (campaign.Version != version || hours.Count > MostZones)
        {
            (settings, version) = (campaign.Settings.AutoDialer, campaign.Version);
            opensAt.Clear();
            hours.Clear();
        }
    }

    /// <summary>When leads of a lane may be called: now, or at the first instant after it; the end of time when the hours do not meet within a year.</summary>
    public DateTimeOffset OpensAt(DueZone zone, Lane lane, DateTimeOffset now)
    {
        var key = (zone, LegalOnly: lane == Lane.Callback); // a promised callback waives the operating hours
        if (opensAt.TryGetValue(key, out var known) && known > now)
        {
            return known;
        }

        var (legal, all) = HoursOf(zone);
        var opens = HoursRules.NextInside(key.LegalOnly ? legal : all, now, AutoDialerRules.Horizon) ?? DateTimeOffset.MaxValue;
        opensAt[key] = opens;
        return opens;
    }

    private (ZonedHours[] Legal, ZonedHours[] All) HoursOf(DueZone zone)
    {
        if (!hours.TryGetValue(zone, out var found))
        {
            var (local, areas) = ZoneKeys.Read(zone.ZoneKey);
            ZonedHours[] legal = [.. LegalHoursRules.Hours(areas)];
            found = (legal, [.. legal, new ZonedHours(DateTimeZoneProviders.Tzdb[local ?? settings.Timezone], AutoDialerRules.Hours(settings, zone.Attempt))]);
            hours[zone] = found;
        }

        return found;
    }
}
