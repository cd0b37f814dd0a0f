namespace LeadSail.Simulation.Checks;

/// <summary>Judges how often and how soon a lead and a number are called: R1.</summary>
internal static class Attempts
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    public static IEnumerable<Violation> Judge(Evidence evidence, Post post, IReadOnlyDictionary<string, object?> call)
    {
        var (lead, campaign, source) = (Dials.Text(call, "lead_id")!, Dials.Text(call, "campaign_id")!, Dials.Text(call, "source")!);
        var (from, drift) = (post.SentAt - evidence.Waits(post.SentAt), evidence.Drift(post.SentAt));
        // what was surely not dialled does not count
        var counting = evidence.Posts.Take(post.Number - 1).Where(other => !other.RefusalHeard && other.AttemptId != post.AttemptId).DistinctBy(other => other.AttemptId).ToArray();
        foreach (var violation in Caps(evidence, post, counting))
        {
            yield return violation;
        }

        var terms = InForce.Campaigns(evidence, campaign, from, post.SentAt);
        if (Before(counting.Where(other => other.Phone == post.Phone)) is { } last && post.SentAt - last.OverAt < terms.Min(each => each.Gap) - drift && !IsCallback(evidence, post, call))
        {
            yield return new("R1 gap", $"POST {post.Number} left {post.SentAt - last.OverAt} after POST {last.Number} to its number", post.Phone, post.AttemptId, last.AttemptId);
        }

        var made = Counted(evidence, post, lead, campaign);
        if (source is "auto_dialer" && IsCallback(evidence, post, call))
        {
            yield break; // a promised callback waives what follows
        }

        if (source is not "manual" && made.Length >= terms.Max(each => each.MaxAttempts))
        {
            yield return new("R1 attempts", $"POST {post.Number} is attempt {made.Length + 1} of {terms.Max(each => each.MaxAttempts)} of {lead}", post.Phone, post.AttemptId, lead);
        }

        var today = InForce.OfLead(evidence, lead, "timezone", from, post.SentAt).Min(zone => made.Count(other => DayOf(other, zone) == DayOf(post, zone)));
        if (today >= terms.Max(each => each.MaxDaily))
        {
            yield return new("R1 attempts", $"POST {post.Number} is attempt {today + 1} of {terms.Max(each => each.MaxDaily)} a day of {lead}", post.Phone, post.AttemptId, lead);
        }

        if (source is "auto_dialer" && Before(made) is { } previous)
        {
            var outcome = evidence.Calls.First(row => Dials.Text(row, "id") == previous.AttemptId)["status"] as string;
            // an error that somebody spoke in: what was said was never told
            var isHeard = previous.SpokenTo && outcome is not "error";
            var least = InForce.Campaigns(evidence, campaign, previous.SentAt, post.SentAt).Min(each => each.DelayAfter(isHeard ? "" : outcome!));
            if (post.SentAt - previous.OverAt < least - drift)
            {
                yield return new("R1 gap", $"POST {post.Number} left {post.SentAt - previous.OverAt} after POST {previous.Number} to {lead}, which was {outcome}, and not after {least}", post.Phone, post.AttemptId, lead);
            }
        }
    }

    /// <summary>The calls of a lead in a campaign that count at a start request, in their order: those that came to be since it was last told to start over, as far as anybody can tell.</summary>
    public static Post[] Counted(Evidence evidence, Post at, string lead, string campaign)
    {
        var since = evidence.AsksAbout[(AskKind.Enter, lead)].LastOrDefault(ask => ask.Value == 1 && ask.Refusal is null && ask.SentAt <= at.SentAt)?.SentAt ?? TimeSpan.Zero;
        return
        [
            .. evidence.Posts.Take(at.Number - 1).Where(other => !other.RefusalHeard && other.AttemptId != at.AttemptId && BeganAt(evidence, other) >= since && IsOf(evidence, other, lead, campaign))
                .DistinctBy(other => other.AttemptId),
        ];
    }

    /// <summary>Which attempt of its lead a start request may be. A call that ended as an error and never came to the provider may count as well: nobody could know that it had not.</summary>
    public static int?[] Numbers(Evidence evidence, Post post, string lead, string campaign)
    {
        var counted = Counted(evidence, post, lead, campaign).Length;
        var unknown = evidence.Calls.Count(row => row["status"] is "error" && Dials.Text(row, "lead_id") == lead && Dials.Text(row, "campaign_id") == campaign
            && Dials.Text(row, "id") is { } id && evidence.Sightings[id].First().At <= post.SentAt && evidence.Posts.All(other => other.AttemptId != id));
        return [.. Enumerable.Range(counted + 1, unknown + 1).Select(number => (int?)number)];
    }

    /// <summary>Whether this may be the call that was promised: nobody has kept the promise yet, and its time has come.</summary>
    public static bool IsCallback(Evidence evidence, Post post, IReadOnlyDictionary<string, object?> call)
    {
        var (lead, campaign) = (Dials.Text(call, "lead_id")!, Dials.Text(call, "campaign_id")!);
        var earlier = evidence.Posts.Take(post.Number - 1).Where(other => other.AttemptId != post.AttemptId && IsOf(evidence, other, lead, campaign)).ToArray();
        var slack = evidence.Drift(post.SentAt);
        // any promise: the product may never have heard of the last one
        return Dials.Text(call, "source") is "auto_dialer" && earlier.Any(promise => promise.CallbackAt is { } promised && post.SentAtWall >= promised - slack
            && !earlier.Any(other => other.Number > promise.Number && !other.RefusalHeard && other.SentAtWall >= promised + slack));
    }

    private static IEnumerable<Violation> Caps(Evidence evidence, Post post, Post[] counting)
    {
        // a clock that was set may shorten a day
        int Recent(TimeSpan time) => counting.Count(other => other.Phone == post.Phone && post.SentAt - other.SentAt < time - evidence.Drift(post.SentAt));
        if (Law.CapOf(post.Phone) is { } legal && Recent(Day) >= legal)
        {
            yield return new("R1 caps", $"POST {post.Number} is call {Recent(Day) + 1} in 24 h, and the law allows {legal}", post.Phone, post.AttemptId);
        }

        var caps = InForce.During(evidence, AskKind.Organization, "", post.SentAt - TimeSpan.FromSeconds(40), post.SentAt).Select(ask => ask.Terms!["numberCap"]).ToArray();
        if (caps.All(cap => cap is not null && Recent(TimeSpan.FromHours((int)cap["hours"]!)) >= (int)cap["calls"]!))
        {
            yield return new("R1 caps", $"POST {post.Number} to {post.Phone} is one more than the organization allows", post.Phone, post.AttemptId);
        }
    }

    private static Post? Before(IEnumerable<Post> posts) => posts.LastOrDefault() is { Rang: true } last ? last : null;

    /// <summary>When a call was first stored: one that waited for the line while its lead was told to start over belongs to what came before.</summary>
    private static TimeSpan BeganAt(Evidence evidence, Post post) => evidence.Sightings[post.AttemptId].FirstOrDefault()?.At ?? post.SentAt;

    private static DateOnly DayOf(Post post, string? zone) => DateOnly.FromDateTime(Law.Local(post.Phone, zone, post.SentAtWall));

    private static bool IsOf(Evidence evidence, Post post, string lead, string campaign) =>
        evidence.Sightings[post.AttemptId].FirstOrDefault() is { Row: var row } && Dials.Text(row, "lead_id") == lead && Dials.Text(row, "campaign_id") == campaign;
}
