using LeadSail.Lives;

namespace LeadSail.Lines;

/// <summary>
/// When a line grants nothing although it has slots: the provider refuses our account, is too busy for one call after the other, or one
/// number after the other is said not to exist, which is a fault of the trunk and not of the leads (<c>providers.md</c> 4.3, rows 0b and 6). After a while one call is let
/// through; what it brings closes the breaker or opens it for longer. An agent beyond its daily limit is held by itself (code 4300).
/// </summary>
public static class BreakerRules
{
    /// <summary>So many different numbers in a row with SIP 404 open the breaker.</summary>
    public const int StrangersInARow = 10;

    /// <summary>So many refusals in a row of a provider that is busy open the breaker: its calls need not all find out by themselves.</summary>
    public const int BusyInARow = 5;

    /// <summary>What the line does with what a start request or the end of a call tells. A repeat does no harm.</summary>
    public static LineState Hear(LineState state, LineNews news, DateTimeOffset now) => news.Kind switch
    {
        LineNewsKind.AccountRefused => Open(state, news, BreakerCause.Account, now),
        LineNewsKind.NoSuchNumber => Strange(state with { Strangers = state.Strangers.Add(news.Phone ?? "") }, news, now),
        LineNewsKind.AgentHeld => state with { HeldAgents = state.HeldAgents.SetItem(news.ProviderAgentId ?? "", NextDay(now)) },
        LineNewsKind.Busy => Busy(state with { Busy = state.Busy + 1 }, news, now),
        LineNewsKind.Accepted => state with { Busy = 0, Breaker = state.Breaker is { Cause: BreakerCause.Trunk } ? state.Breaker : null },
        LineNewsKind.Reached => state with { Breaker = null, Strangers = state.Strangers.Clear() },
        _ => state,
    };

    /// <summary>Until when a request is held although a slot may be free; null when it is not, the end of time when only news can help.</summary>
    public static DateTimeOffset? HeldUntil(LineState state, SlotRequest request, DateTimeOffset now) => state.Breaker switch
    {
        { } breaker when now < breaker.OpenUntil => breaker.OpenUntil,
        { Probe: { } probe } when probe != request.InteractionId && state.Slots.ContainsKey(probe) => DateTimeOffset.MaxValue,
        _ => state.HeldAgents.TryGetValue(request.ProviderAgentId, out var until) && now < until ? until : null,
    };

    /// <summary>Why a request is held, for the operator; null when it is not.</summary>
    public static string? Why(LineState state, SlotRequest request, DateTimeOffset now) =>
        HeldUntil(state, request, now) is null ? null : state.Breaker?.Why ?? "The agent has used up its calls of today at the provider.";

    private static LineState Busy(LineState state, LineNews news, DateTimeOffset now) =>
        state.Breaker is not null || state.Busy >= BusyInARow ? Open(state, news, BreakerCause.Busy, now) : state;

    private static LineState Strange(LineState state, LineNews news, DateTimeOffset now) => state.Strangers.Count >= StrangersInARow
        ? Open(state, news with { Message = $"{state.Strangers.Count} different numbers in a row do not exist, says the carrier (SIP 404): the trunk is at fault." }, BreakerCause.Trunk, now)
        : state.Breaker is { Cause: not BreakerCause.Trunk } ? state with { Breaker = null } : state;

    /// <summary>What left before it opened may still come back refused: that does not open it for longer.</summary>
    private static LineState Open(LineState state, LineNews news, BreakerCause cause, DateTimeOffset now)
    {
        if (state.Breaker is { } open && now < open.OpenUntil)
        {
            return state;
        }

        var openings = (state.Breaker?.Openings ?? 0) + 1;
        var pause = cause == BreakerCause.Busy
            ? Backoff.Of(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60), openings - 1)
            : Backoff.Of(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10), openings - 1);
        return state with { Breaker = new(cause, now + pause, openings, news.Message, Probe: null) };
    }

    private static DateTimeOffset NextDay(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
}
