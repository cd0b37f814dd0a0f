namespace LeadSail.Simulation.Checks;

/// <summary>Judges start requests by what people had asked for: whom to call, whom not to, when and when not.</summary>
internal static class Wishes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), LongPatience = TimeSpan.FromSeconds(40);

    public static IEnumerable<Violation> Judge(Evidence evidence, Post post, IReadOnlyDictionary<string, object?> call)
    {
        var (lead, campaign, source) = (Dials.Text(call, "lead_id")!, Dials.Text(call, "campaign_id")!, Dials.Text(call, "source")!);
        var isDialers = source is "auto_dialer" or "first_submission";
        var (waited, soon) = (post.SentAt - evidence.Waits(post.SentAt), post.SentAt - (evidence.Stalls.Any(at => at > post.SentAt - TimeSpan.FromMinutes(1) && at <= post.SentAt) ? LongPatience : Patience));
        Violation Broken(string promise, string what) => new(promise, $"POST {post.Number} left {what}", post.Phone, post.AttemptId, lead, campaign);

        var organization = InForce.During(evidence, AskKind.Organization, "", soon, post.SentAt).ToArray();
        if (organization.All(ask => (bool)ask.Terms!["dialingPaused"]!))
        {
            yield return Broken("pause", "while all dialling was paused");
        }

        if (isDialers && InForce.Standing(evidence, AskKind.PauseDialer, AskKind.PauseDialer, campaign, post.SentAt, post.SentAt - soon).Any(ask => ask.Value == 1))
        {
            yield return Broken("pause", $"while the dialer of {campaign} was paused");
        }

        var now = InForce.Campaigns(evidence, campaign, soon, post.SentAt);
        if (now.All(terms => !terms.IsActive))
        {
            yield return Broken("inactive campaign", $"for {campaign}, which was inactive");
        }

        var then = InForce.Campaigns(evidence, campaign, waited, post.SentAt);
        if (source is "auto_dialer" && then.All(terms => !terms.HasDialer) && !Attempts.IsCallback(evidence, post, call))
        {
            yield return Broken("inactive dialer", $"for {campaign}, whose dialer was switched off");
        }

        var zones = InForce.OfLead(evidence, lead, "timezone", waited, post.SentAt);
        var attempts = isDialers && evidence.AsksAbout[(AskKind.Enter, lead)].All(ask => ask.Value == 0) ? Attempts.Numbers(evidence, post, lead, campaign) : [null];
        if (!Dials.Moments(evidence, post).Any(wall => now.Any(terms => zones.Any(zone => attempts.Any(attempt => terms.IsOpen(Law.Local(post.Phone, zone, wall), attempt))))) && !Attempts.IsCallback(evidence, post, call))
        {
            yield return Broken("R4 campaign hours", $"outside the hours of {campaign}, at {post.SentAtWall:u}, as attempt {string.Join(" or ", attempts)}");
        }

        if ((then.All(terms => terms.RequiresConsent) || InForce.During(evidence, AskKind.Organization, "", waited, post.SentAt).All(ask => (bool)ask.Terms!["requireConsent"]!))
            && InForce.OfLead(evidence, lead, "consent", waited, post.SentAt).All(consent => consent != "yes"))
        {
            yield return Broken("consent", $"to {lead}, who had not consented");
        }

        if (InForce.Standing(evidence, AskKind.LeadDnc, AskKind.LeadDnc, lead, post.SentAt, post.SentAt - soon).Any(ask => ask.Value == 1))
        {
            yield return Broken("R4 list", $"to {lead}, who must not be phoned");
        }

        if (evidence.AsksAbout[(AskKind.Erase, lead)].Any(ask => ask.DoneAt < post.SentAt))
        {
            yield return Broken("erased", $"to {lead}, who had been erased");
        }

        if (isDialers && !InForce.OfLead(evidence, lead, "phone", waited, post.SentAt).Contains(post.Phone))
        {
            yield return Broken("wrong number", $"to {post.Phone}, which was not the number of {lead}");
        }

        if (isDialers && !InForce.OfLead(evidence, lead, "campaignId", waited, post.SentAt).Contains(campaign))
        {
            yield return Broken("wrong campaign", $"for {campaign}, to which {lead} did not belong");
        }

        if (isDialers && evidence.AsksAbout[(AskKind.Leave, lead)].LastOrDefault(ask => ask.DoneAt < waited) is { } left && !ComesBack(evidence, lead, left, post))
        {
            yield return Broken("left the dialer", $"to {lead}, who had been taken out of the dialer");
        }
    }

    /// <summary>Whether anything since may have brought a lead back into a dialer.</summary>
    private static bool ComesBack(Evidence evidence, string lead, Ask left, Post post) =>
        evidence.Asks.Any(ask => ask.SentAt <= post.SentAt && (ask.DoneAt ?? TimeSpan.MaxValue) >= left.SentAt && (ask.Kind is AskKind.Job || (ask.Kind is AskKind.Enter or AskKind.Lead && ask.About == lead)))
        || evidence.Posts.Take(post.Number - 1).Any(other => other.Fate == "scheduled_callback" && other.OverAt + TimeSpan.FromHours(3) > left.SentAt && evidence.Sightings[other.AttemptId].Any(seen => Dials.Text(seen.Row, "lead_id") == lead));
}
