namespace LeadSail.Simulation.Checks;

/// <summary>Judges the dial log by itself: R1 and R4.</summary>
internal static class Dials
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

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

            foreach (var violation in Judge(evidence, post, call).Concat(Attempts.Judge(evidence, post, call)).Concat(Wishes.Judge(evidence, post, call)))
            {
                yield return violation;
            }
        }
    }

    private static IEnumerable<Violation> Judge(Evidence evidence, Post post, IReadOnlyDictionary<string, object?> call)
    {
        var earlier = evidence.Posts.Take(post.Number - 1).ToArray();
        if (earlier.FirstOrDefault(other => other.Phone == post.Phone && other.Rang && other.OverAt > post.SentAt) is { } running)
        {
            yield return new("R1 two calls at once", $"POST {post.Number} left while POST {running.Number} rang or talked", post.Phone, post.AttemptId, running.AttemptId);
        }

        if (earlier.FirstOrDefault(other => other.AttemptId == post.AttemptId && !other.RefusalHeard) is { } unknown)
        {
            yield return new("R1 second dial", $"POST {post.Number} repeats POST {unknown.Number}, of which nobody knew that nothing was dialled", post.Phone, post.AttemptId);
        }

        var zones = InForce.OfLead(evidence, Text(call, "lead_id")!, "timezone", post.SentAt - evidence.Waits(post.SentAt), post.SentAt);
        if (!Moments(evidence, post).Any(wall => zones.Any(zone => Law.Allows(post.Phone, zone, wall))))
        {
            yield return new("R4 hours", $"POST {post.Number} left outside legal hours, at {post.SentAtWall:u}", post.Phone, post.AttemptId);
        }

        foreach (var listed in InForce.Standing(evidence, AskKind.List, AskKind.Unlist, post.Phone, post.SentAt, TimeSpan.Zero))
        {
            if (listed.Id != post.AttemptId || earlier.Any(other => other.AttemptId == post.AttemptId && other.SentAt > listed.DoneAt))
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
    }

    /// <summary>How many other calls were sent to the provider and hold the line by their rows.</summary>
    private static int InCall(Evidence evidence, Post[] earlier, Post post) =>
        earlier.GroupBy(other => other.AttemptId, StringComparer.Ordinal).Count(posts =>
            posts.Key != post.AttemptId && Began(evidence, posts.Key, post.SentAt) is { } began && posts.Any(sent => sent.SentAt >= began));

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
    public static IEnumerable<DateTimeOffset> Moments(Evidence evidence, Post post) =>
        evidence.Jumps.Where(jump => jump.At <= post.SentAt && post.SentAt - jump.At < TimeSpan.FromSeconds(15)).Select(jump => post.SentAtWall + (jump.From - jump.To)).Prepend(post.SentAtWall);

    public static string? Text(IReadOnlyDictionary<string, object?> row, string column) => row.GetValueOrDefault(column) as string;
}
