namespace LeadSail.Lives;

/// <summary>One life in a test: given events, when a command, then events. Its clock stands unless it is moved.</summary>
internal sealed class Life<TState, TCommand, TEvent>(
    TState state, Func<TState, TCommand, DateTimeOffset, Decision<TEvent>> decide, Func<TState, TEvent, DateTimeOffset, TState> evolve)
    where TEvent : LifeEvent
{
    public TState State { get; private set; } = state;

    public DateTimeOffset Now { get; set; } = Moments.Start;

    /// <summary>What the machine said last.</summary>
    public Decision<TEvent> Said { get; private set; } = Decision<TEvent>.Nothing;

    public Life<TState, TCommand, TEvent> At(DateTimeOffset? instant)
    {
        Now = instant ?? throw new InvalidOperationException("There is no such instant.");
        return this;
    }

    public Life<TState, TCommand, TEvent> After(TimeSpan span) => At(Now + span);

    public Life<TState, TCommand, TEvent> Given(params TEvent[] happened)
    {
        State = happened.Aggregate(State, (before, next) => evolve(before, next, Now));
        return this;
    }

    public Life<TState, TCommand, TEvent> When(TCommand command)
    {
        Said = decide(State, command, Now);
        return Given([.. Said.Events]);
    }

    public void Then(params TEvent[] expected)
    {
        Assert.Null(Said.Refusal);
        Assert.Equal(expected, Said.Events);
    }

    /// <summary>The one event that happened, as the type that it must be.</summary>
    public T Then<T>() where T : TEvent
    {
        Assert.Null(Said.Refusal);
        return Assert.IsType<T>(Assert.Single(Said.Events));
    }

    public void ThenNothing() => Then();

    public Refusal ThenRefused(string code)
    {
        Assert.Empty(Said.Events);
        Assert.Equal(code, Said.Refusal?.Code);
        return Said.Refusal!;
    }
}

internal static class Moments
{
    /// <summary>A Tuesday, 11:00 in New York.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 10, 15, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Seconds(double seconds) => Start.AddSeconds(seconds);
}
