using System.Text;

namespace LeadSail.Lives;

/// <summary>Every phase of a machine against every command, as text for review: what happens, and where that leads.</summary>
internal sealed class Chart<TState, TCommand, TEvent>(
    Func<TState, TCommand, DateTimeOffset, Decision<TEvent>> decide,
    Func<TState, TEvent, DateTimeOffset, TState> evolve,
    Func<TEvent, string> tell,
    Func<TState, DateTimeOffset, string> where)
{
    private readonly StringBuilder text = new();

    /// <summary>Adds a phase with all commands.</summary>
    public void Add(string phase, TState state, DateTimeOffset now, IEnumerable<(string Name, TCommand Command)> commands)
    {
        text.Append(phase).Append(": ").Append(where(state, now)).Append('\n');
        foreach (var (name, command) in commands)
        {
            text.Append("    ").Append(name.PadRight(36)).Append(Line(state, command, now)).Append('\n');
        }

        text.Append('\n');
    }

    public override string ToString() => text.ToString();

    private string Line(TState state, TCommand command, DateTimeOffset now)
    {
        var decision = decide(state, command, now);
        if (decision.Refusal is { } refusal)
        {
            return $"refused, {refusal.Code}";
        }

        if (decision.Events.IsEmpty)
        {
            return "-";
        }

        var next = decision.Events.Aggregate(state, (before, happened) => evolve(before, happened, now));
        return $"{string.Join(", ", decision.Events.Select(tell))} → {where(next, now)}";
    }
}
