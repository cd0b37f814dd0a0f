using System.Collections.Immutable;
using System.Text;
using LeadSail.Calls;
using LeadSail.Lives;
using static LeadSail.Lines.LineExamples;

namespace LeadSail.Lines;

/// <summary>Every phase of a line against everything that can be done to it (<c>line-chart.approved.txt</c>).</summary>
public sealed class LineChartTests
{
    private static readonly DateTimeOffset Now = Moments.Seconds(20);

    private static readonly LineNews Refused = new() { Kind = LineNewsKind.AccountRefused, Message = "HTTP 401" };

    private static readonly (string Name, LineState Line)[] Phases =
    [
        ("free, no token", Line() with { Bucket = new(0, Now) }),
        ("free, a token", Line()),
        ("int_1 has a fresh grant", Line().Asking("int_1").Granting(19, "int_1")),
        ("int_1 has a lapsing grant", Line().Asking("int_1").Granting(10, "int_1")),
        ("int_1 holds a slot", Line(2, 1, "int_1")),
        ("full, int_1 waits", Line(2, 1, "int_8", "int_9").Asking("int_1")),
        ("full by a lapsing grant", Line(1).Asking("int_9").Granting(10, "int_9").Asking("int_1")),
        ("over its limit", Line(2, 1, "int_7", "int_8", "int_9")),
        ("breaker open, int_1 waits", Line().Asking("int_1").Hearing(10, Refused)),
        ("breaker half open, int_1 waits", Line().Asking("int_1").Hearing(-20, Refused)),
        ("int_1 probes", Line().Asking("int_1").Hearing(-20, Refused).Granting(19, "int_1")),
    ];

    private static readonly (string Name, Func<LineState, (LineState State, string Said)> Do)[] Commands =
    [
        ("Ask and Grant, int_1", line => Granted(line.Asking("int_1"))),
        ("Ask and Grant, int_2", line => Granted(line.Asking("int_2", CallSource.AutoDialer))),
        ("Grant", Granted),
        ("Confirm int_1", line => Confirmed(line, "int_1")),
        ("Confirm int_2", line => Confirmed(line, "int_2")),
        ("Leave int_1", line => (LineMachine.Leave(line, "int_1"), "")),
        ("Free int_1", line => (LineMachine.Free(line, "int_1"), "")),
        ("Free int_9", line => (LineMachine.Free(line, "int_9"), "")),
        ("Hear of a refusal", line => (BreakerRules.Hear(line, Refused, Now), "")),
        ("Hear of a start", line => (BreakerRules.Hear(line, new() { Kind = LineNewsKind.Accepted }, Now), "")),
    ];

    [Fact]
    public void Every_phase_meets_every_command_as_approved()
    {
        var chart = new StringBuilder();
        foreach (var (phase, line) in Phases)
        {
            chart.Append(phase).Append(": ").Append(Where(line)).Append('\n');
            foreach (var (name, act) in Commands)
            {
                var (next, said) = act(line);
                chart.Append("    ").Append(name.PadRight(24)).Append(said).Append(said.Length == 0 ? "" : " → ").Append(Where(next)).Append('\n');
            }

            chart.Append('\n');
        }

        Approved.Check("Lines/line-chart.approved.txt", chart.ToString());
    }

    private static (LineState, string) Granted(LineState line)
    {
        var (next, granted) = LineMachine.Grant(line, Now);
        return (next, granted.IsEmpty ? "no grant" : $"granted {string.Join(' ', granted)}");
    }

    private static (LineState, string) Confirmed(LineState line, string id)
    {
        var (next, held) = LineMachine.Confirm(line, id, Now);
        return (next, held ? "held" : "must not dial");
    }

    private static string Where(LineState line)
    {
        var slots = line.Slots.Select(slot => slot.Key + (slot.Value.Confirmed ? "" : "?")).ToImmutableArray();
        var waits = line.Queue.Select(request => request.InteractionId).ToImmutableArray();
        var next = LineMachine.Next(line, Now) is { } at ? $", looks again {(at <= Now ? "now" : $"in {(at - Now).TotalSeconds} s")}" : "";
        return $"slots [{string.Join(' ', slots)}] of {line.Limit}, waiting [{string.Join(' ', waits)}]{next}{(line.Breaker is { } held ? $", held until {(held.OpenUntil - Now).TotalSeconds} s" : "")}";
    }
}
