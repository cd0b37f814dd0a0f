namespace LeadSail.Lines;

/// <summary>Starts that may be made now: they gather with time, up to one second's worth and never to less than one.</summary>
/// <param name="Tokens">How many.</param>
/// <param name="CountedAt">When they were counted.</param>
public readonly record struct TokenBucket(double Tokens, DateTimeOffset CountedAt)
{
    /// <summary>What has gathered by now; a clock set back takes nothing away.</summary>
    public TokenBucket Refill(double perSecond, DateTimeOffset now)
    {
        var more = Math.Max(0, (now - CountedAt).TotalSeconds) * perSecond;
        return new(Math.Min(Math.Max(1, perSecond), Tokens + more), now > CountedAt ? now : CountedAt);
    }

    /// <summary>One taken out.</summary>
    public TokenBucket Take() => this with { Tokens = Tokens - 1 };

    /// <summary>When there is a whole one; <paramref name="now"/> if there is.</summary>
    public DateTimeOffset NextAt(double perSecond, DateTimeOffset now) =>
        Tokens >= 1 ? now : CountedAt + TimeSpan.FromSeconds((1 - Tokens) / perSecond) + TimeSpan.FromMilliseconds(1);
}
