namespace LeadSail.Simulation.Checks;

/// <summary>Judges the dial log: R1 and R4.</summary>
internal static class Dials
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), Day = TimeSpan.FromHours(24);

    public static IEnumerable<Violation> Judge(Evidence evidence)
    {
        var calls = evidence.Calls.ToDictionary(row => Text(row, "id")!, StringComparer.Ordinal);
        foreach (var post in evidence.Posts)
        {
            if (!calls.TryGetValue(post.AttemptId, out var call))
            {
                yield return new("R5", $"POST {post.Number} is of no call that is stored", post.Phone, post.AttemptId);
                continue;
            }

            foreach (var violation in Judge(evidence, post, call))
            {
                yield return violation;
            }
        }
    }

    private static IEnumerable<Violation> Judge(Evidence evidence, Post post, IReadOnlyDictionary<string, object?> call)
    {
        var earlier = evidence.Posts.Take(post.Number - 1).ToArray();
        var (lead, campaign) = (Text(call, "lead_id")!, Text(call, "campaign_id")!);
        var zone = evidence.ZoneOfLead.GetValueOrDefault(lead);
        if (earlier.FirstOrDefault(other => other.Phone == post.Phone && other.Rang && other.OverAt > post.SentAt) is { } running)
        {
            yield return new("R1 two calls at once", $"POST {post.Number} left while POST {running.Number} rang or talked", post.Phone, post.AttemptId, running.AttemptId);
        }

        if (earlier.FirstOrDefault(other => other.AttemptId == post.AttemptId && !other.RefusalHeard) is { } unknown)
        {
            yield return new("R1 second dial", $"POST {post.Number} repeats POST {unknown.Number}, of which nobody knew that nothing was dialled", post.Phone, post.AttemptId);
        }

        if (!Moments(evidence, post).Any(wall => Law.Allows(post.Phone, zone, wall)))
        {
            yield return new("R4 hours", $"POST {post.Number} left outside legal hours, at {post.SentAtWall:u}", post.Phone, post.AttemptId);
        }

        foreach (var listed in Standing(evidence, AskKind.List, AskKind.Unlist, post.Phone, post.SentAt, TimeSpan.Zero))
        {
            if (listed.InteractionId != post.AttemptId || earlier.Any(other => other.AttemptId == post.AttemptId && other.SentAt > listed.DoneAt))
            {
                yield return new("R4 list", $"POST {post.Number} left though the number was listed at {listed.DoneAt:d\\.hh\\:mm\\:ss\\.fff}", post.Phone, post.AttemptId);
            }
        }

        var since = Began(evidence, post.AttemptId, post.SentAt);
        if (since is not { } began || post.SentAt - began >= Patience)
        {
            yield return new("R1 late or early start", $"POST {post.Number} left {(since is null ? "before \"dialling\" was stored" : $"{(post.SentAt - since.Value).TotalSeconds:0.0} s after it was stored")}", post.Phone, post.AttemptId);
        }

        if (InCall(evidence, earlier, post) is var others && others >= evidence.Slots)
        {
            yield return new("line over its limit", $"POST {post.Number} left while {others} calls were on a line for {evidence.Slots}", post.Phone, post.AttemptId);
        }

        foreach (var violation in Caps(evidence, post, earlier, lead, campaign, zone, Text(call, "source")!).Concat(Switches(evidence, post, campaign, Text(call, "source")!)))
        {
            yield return violation;
        }
    }

    private static IEnumerable<Violation> Caps(Evidence evidence, Post post, Post[] earlier, string lead, string campaign, string? zone, string source)
    {
        // what was surely not dialled does not count, and a clock that was set may shorten a day
        var slack = TimeSpan.FromSeconds(20) + (evidence.Jumps.Count == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(10));
        var counting = earlier.Where(other => !other.RefusalHeard && other.AttemptId != post.AttemptId).DistinctBy(other => other.AttemptId).ToArray();
        var recent = counting.Count(other => other.Phone == post.Phone && post.SentAt - other.SentAt < Day - slack);
        if (Law.CapOf(post.Phone) is { } legal && recent >= legal)
        {
            yield return new("R1 caps", $"POST {post.Number} is call {recent + 1} in 24 h, and the law allows {legal}", post.Phone, post.AttemptId);
        }

        if (LoosestCap(evidence, post.SentAt) is { } cap && recent >= cap)
        {
            yield return new("R1 caps", $"POST {post.Number} is call {recent + 1} in 24 h, and the organization allows {cap}", post.Phone, post.AttemptId);
        }

        var since = evidence.Asks.LastOrDefault(ask => ask is { Kind: AskKind.Dialer, Value: 1 } && ask.About == lead && ask.SentAt <= post.SentAt)?.SentAt ?? TimeSpan.Zero;
        var sameLead = counting.Where(other => other.SentAt >= since && IsOf(evidence, other, lead, campaign)).ToArray();
        var last = sameLead.LastOrDefault();
        if (source is "auto_dialer" && sameLead.Any(other => other.Fate == "scheduled_callback"))
        {
            yield break; // a promised callback waives what follows
        }

        var limits = evidence.Limits[campaign];
        if (source is not "manual" && sameLead.Length >= limits.All)
        {
            yield return new("R1 attempts", $"POST {post.Number} is attempt {sameLead.Length + 1} of {limits.All} of {lead}", post.Phone, post.AttemptId, lead);
        }

        var today = Law.DayOf(post.Phone, zone, post.SentAtWall);
        var made = sameLead.Count(other => Law.DayOf(other.Phone, zone, other.SentAtWall) == today);
        if (made >= limits.Daily)
        {
            yield return new("R1 attempts", $"POST {post.Number} is attempt {made + 1} of {limits.Daily} a day of {lead}", post.Phone, post.AttemptId, lead);
        }

        if (source is "auto_dialer" && last is not null && post.SentAt - (last.Rang ? last.OverAt : last.SentAt) < evidence.ShortestDelay - slack)
        {
            yield return new("dialer too soon", $"POST {post.Number} left too soon after POST {last.Number} to {lead}", post.Phone, post.AttemptId, lead);
        }
    }

    private static bool IsOf(Evidence evidence, Post post, string lead, string campaign) =>
        evidence.Sightings[post.AttemptId].FirstOrDefault() is { Row: var row } && Text(row, "lead_id") == lead && Text(row, "campaign_id") == campaign;

    private static IEnumerable<Violation> Switches(Evidence evidence, Post post, string campaign, string source)
    {
        var patience = evidence.Stalls.Any(at => at > post.SentAt - TimeSpan.FromMinutes(1) && at <= post.SentAt) ? TimeSpan.FromSeconds(40) : Patience;
        if (Standing(evidence, AskKind.PauseAll, AskKind.PauseAll, "", post.SentAt, patience).Any(ask => ask.Value == 1))
        {
            yield return new("pause", $"POST {post.Number} left while all dialling was paused", post.Phone, post.AttemptId);
        }

        if (source is "auto_dialer" or "first_submission" && Standing(evidence, AskKind.PauseDialer, AskKind.PauseDialer, campaign, post.SentAt, patience).Any(ask => ask.Value == 1))
        {
            yield return new("pause", $"POST {post.Number} left while the dialer of {campaign} was paused", post.Phone, post.AttemptId, campaign);
        }

        if (Standing(evidence, AskKind.Activate, AskKind.Activate, campaign, post.SentAt, patience).Any(ask => ask.Value == 0))
        {
            yield return new("inactive campaign", $"POST {post.Number} left for {campaign}, which was inactive", post.Phone, post.AttemptId, campaign);
        }
    }

    /// <summary>How many other calls were sent to the provider and hold the line by their rows.</summary>
    private static int InCall(Evidence evidence, Post[] earlier, Post post) =>
        earlier.GroupBy(other => other.AttemptId, StringComparer.Ordinal).Count(posts =>
            posts.Key != post.AttemptId && Began(evidence, posts.Key, post.SentAt) is { } began && posts.Any(sent => sent.SentAt >= began));

    /// <summary>What was acknowledged so long ago, and what nothing that was asked since can have taken back.</summary>
    private static IEnumerable<Ask> Standing(Evidence evidence, AskKind kind, AskKind opposite, string about, TimeSpan at, TimeSpan patience) =>
        evidence.Asks.Where(ask => ask.Kind == kind && ask.About == about && ask.DoneAt is { } done && done + patience < at
            && !evidence.Asks.Any(other => other != ask && other.Kind == opposite && other.About == about && (kind != opposite || other.Value != ask.Value) && other.SentAt <= at && (other.DoneAt ?? TimeSpan.MaxValue) >= ask.SentAt));

    /// <summary>The loosest limit that may have been in force; null when none may.</summary>
    private static int? LoosestCap(Evidence evidence, TimeSpan at)
    {
        var asks = evidence.Asks.Where(ask => ask.Kind == AskKind.Cap && ask.SentAt <= at).ToArray();
        var last = Array.FindLastIndex(asks, ask => ask.DoneAt is { } done && done + TimeSpan.FromSeconds(40) < at);
        var possible = last < 0 ? asks.Select(ask => ask.Value).Append(0) : asks.Where(ask => ask.SentAt >= asks[last].SentAt || ask.DoneAt is null || ask.DoneAt >= asks[last].SentAt).Select(ask => ask.Value);
        return possible.Any(value => value == 0) ? null : possible.Max();
    }

    /// <summary>Since when a call holds the line, by its row; null when it does not.</summary>
    private static TimeSpan? Began(Evidence evidence, string id, TimeSpan at)
    {
        TimeSpan? began = null;
        foreach (var seen in evidence.Sightings[id].TakeWhile(seen => seen.At <= at))
        {
            began = seen.Row.GetValueOrDefault("line") is null ? null : began ?? seen.At;
        }

        return began;
    }

    /// <summary>What the clock showed, and would have shown had nobody set it within the last seconds.</summary>
    private static IEnumerable<DateTimeOffset> Moments(Evidence evidence, Post post) =>
        evidence.Jumps.Where(jump => jump.At <= post.SentAt && post.SentAt - jump.At < TimeSpan.FromSeconds(15)).Select(jump => post.SentAtWall + (jump.From - jump.To)).Prepend(post.SentAtWall);

    private static string? Text(IReadOnlyDictionary<string, object?> row, string column) => row.GetValueOrDefault(column) as string;
}
