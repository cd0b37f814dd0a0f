using LeadSail.Campaigns;
using LeadSail.Leads;
using LeadSail.Phones;

namespace LeadSail.Sequences;

/// <summary>Who may enter a dialer, and where.</summary>
internal static class EnteringRules
{
    /// <summary>
    /// Enters the lead, or says why not. One that is in it stays as it is, but is offered again at once, unless it is to start over: then its attempts so far no longer count, and
    /// <c>no_contact</c>, which says that they are used up, becomes <c>pending</c>. A request that entered it does so once, wherever the lead is by now.
    /// </summary>
    public static Refusal? Enter(Unfolding unfolding, EnterDialer enter, AutoDialerSettings settings, DateTimeOffset now)
    {
        var lead = unfolding.Lead;
        if (enter.CampaignId is { } found && found != lead.CampaignId)
        {
            return Refusal.Of(Codes.Conflict, $"The lead belongs to the campaign {lead.CampaignId} by now.");
        }

        var isRepeat = enter.RequestId is not null && enter.RequestId == lead.EnteredFor;
        if (isRepeat || (lead.Place is not null && !enter.Restart))
        {
            unfolding.Release();
            return null;
        }

        var status = enter.Restart && lead.Status == LeadStatus.NoContact ? LeadStatus.Pending : lead.Status;
        if (Refuse(lead with { Status = status }, settings, enter.Restart) is { } refusal)
        {
            return refusal;
        }

        if (enter.Restart)
        {
            unfolding.Add(new SequenceRestarted(lead.CampaignId, enter.Actor));
            if (status != lead.Status)
            {
                unfolding.Add(new StatusChanged(lead.Status, status, "restart", enter.Actor));
            }
        }

        var lane = enter.Lane ?? (lead.Place?.Lane == Lane.First ? Lane.First : SequenceRules.LaneOf(unfolding.Lead, lead.CampaignId));
        var at = lane == Lane.First ? now : SequenceRules.NextTime(unfolding.Lead, lead.CampaignId, settings, now);
        unfolding.Add(new DialerEntered(lane, at, enter.Actor) { RequestId = enter.RequestId });
        return null;
    }

    /// <summary>What no waiting mends, in the order of the rules; null when nothing stands against it.</summary>
    public static Refusal? Refuse(LeadState lead, AutoDialerSettings settings, bool startsOver = false)
    {
        var phone = PhoneRules.Read(lead.Data.Phone, lead.Data.Country);
        return lead switch
        {
            _ when phone.E164 is null => Refusal.Of(Codes.InvalidPhone, phone.Fault ?? "The lead has no phone number."),
            { MustNotBePhoned: true } => Refusal.Of(Codes.LeadDnc, "The lead must not be phoned."),
            _ when settings.ExcludedStatuses.Contains(lead.Status) => Refusal.Of(Codes.LeadStatusExcluded, $"The campaign does not call leads whose status is {Enums.Name(lead.Status)}."),
            _ when !startsOver && SequenceRules.IsUsedUp(lead, lead.CampaignId, settings) => Refusal.Of(Codes.MaxAttemptsReached, "The lead's attempts in this campaign are used up."),
            _ => null,
        };
    }
}
