using System.Collections.Immutable;
using LeadSail.Lives;

namespace LeadSail.Calls;

/// <summary>
/// When a call must be over, when the provider is asked about it, and how long a busy provider is left alone
/// (<c>api.md</c>, "Shapes left open above"; <c>dialing.md</c>, "How the dialer works").
/// </summary>
internal static class CallScheduleRules
{
    /// <summary>Seconds from a start of unknown fate to the first questions.</summary>
    private static readonly ImmutableArray<int> FirstAsks = [5, 15, 45];

    private static readonly TimeSpan Ring = TimeSpan.FromSeconds(60), Grace = TimeSpan.FromMinutes(10), Overrun = TimeSpan.FromHours(2);
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(5), LastBackoff = TimeSpan.FromSeconds(60);

    /// <summary>When the call must be over.</summary>
    public static DateTimeOffset Deadline(CreateCall call, DateTimeOffset diallingAt) => diallingAt + Ring + TimeSpan.FromSeconds(call.MaxDurationSeconds) + Grace;

    /// <summary>When a call that the provider calls running is given up all the same; null before it was dialled.</summary>
    public static DateTimeOffset? EndOfPatience(CallState state) => state.DeadlineAt + Overrun;

    /// <summary>When a provider that was busy is tried again; at <c>startBy</c> the waiting ends.</summary>
    public static DateTimeOffset Retry(CallState state, DateTimeOffset now) => Earlier(now + Backoff.Of(FirstBackoff, LastBackoff, state.Backoffs), state.Call!.StartBy);

    /// <summary>The first question about a start of unknown fate.</summary>
    public static DateTimeOffset FirstAsk(DateTimeOffset now) => now + TimeSpan.FromSeconds(FirstAsks[0]);

    /// <summary>The first question about a call that came in.</summary>
    public static DateTimeOffset FirstAsk(CreateCall call, DateTimeOffset now) => now + TimeSpan.FromSeconds(call.PollSeconds);

    /// <summary>The next question about a running conversation.</summary>
    public static DateTimeOffset AskRunning(CallState state, DateTimeOffset now) => AskAfter(state, TimeSpan.FromSeconds(state.Call!.PollSeconds), now);

    /// <summary>The question after one that was answered with no end.</summary>
    public static DateTimeOffset AskAgain(CallState state, DateTimeOffset now) =>
        state.Phase == CallPhase.Dialling && state.Asks + 1 < FirstAsks.Length
            ? AskAfter(state, TimeSpan.FromSeconds(FirstAsks[state.Asks + 1] - FirstAsks[state.Asks]), now)
            : AskRunning(state, now);

    /// <summary>One question falls on the deadline, and one on the end of all patience.</summary>
    private static DateTimeOffset AskAfter(CallState state, TimeSpan wait, DateTimeOffset now) =>
        Earlier(now + wait, now < state.DeadlineAt ? state.DeadlineAt : EndOfPatience(state));

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset? b) => b is { } other && other < a ? other : a;
}
