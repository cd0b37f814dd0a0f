using LeadSail.Calls;
using LeadSail.Lives;

namespace LeadSail.Lines;

/// <summary>Any traffic on a line whose limits are changed while it runs, on a clock that also steps back.</summary>
public sealed class LineProperties
{
    [Fact]
    public void Slots_never_exceed_the_limit_nor_starts_their_rate() => Cases.Hold(51, choices =>
    {
        var rate = choices.Of(1, 0.1, 0.5, 3, 20);
        var line = LineExamples.Line(choices.Of(3, 1, 2, 8), rate);
        var (now, latest) = (Moments.Start, Moments.Start);
        var starts = new List<DateTimeOffset>();
        while (choices.More)
        {
            now = now.AddMilliseconds(choices.Of(0, 10, 400, 1_000, 4_000, 11_000, -50, -2_000));
            var (id, before) = ($"int_{choices.Below(12)}", line);
            switch (choices.Below(8))
            {
                case 0 or 1:
                    line = line.Asking(id, choices.Of(CallSource.Api, CallSource.FirstSubmission, CallSource.AutoDialer), since: choices.Below(9));
                    break;
                case 2:
                    (line, var held) = LineMachine.Confirm(line, id, now);
                    Assert.Equal(held, line.Slots.TryGetValue(id, out var slot) && slot.Confirmed);
                    break;
                case 3:
                    line = LineMachine.Free(line, id);
                    Assert.Equal(LineMachine.Free(line, id), line);
                    Assert.True(!line.Slots.ContainsKey(id) && line.Queue.All(request => request.InteractionId != id));
                    break;
                case 4 when choices.OneIn(3):
                    line = line with { Limit = choices.Of(1, 2, 5) };
                    break;
                default:
                    latest = now > latest ? now : latest;
                    (line, var granted) = LineMachine.Grant(line, now);
                    starts.AddRange(granted.Where(start => !before.Slots.ContainsKey(start)).Select(_ => latest));
                    Assert.Equal(before.Queue.Length, line.Queue.Length + granted.Length);
                    Assert.All(granted, start => Assert.True(line.Slots.ContainsKey(start)));
                    break;
            }

            choices.Note($"{now:mm:ss.fff} {id} → {line.Slots.Count} of {line.Limit}, {line.Queue.Length} wait, {line.Bucket.Tokens:0.00} tokens");
            Assert.True(line.Slots.Count <= Math.Max(line.Limit, before.Slots.Count), "A slot too many.");
            Assert.InRange(line.Bucket.Tokens, 0, Math.Max(1, rate));
        }

        for (var first = 0; first < starts.Count; first++)
        {
            for (var last = first; last < starts.Count; last++)
            {
                var allowed = Math.Max(1, rate) + rate * (starts[last] - starts[first]).TotalSeconds;
                Assert.True(last - first + 1 <= allowed + 1e-6, $"{last - first + 1} starts within {starts[last] - starts[first]}");
            }
        }
    });

    [Fact]
    public void Everybody_who_waits_is_served_in_order_as_slots_come_free() => Cases.Hold(52, choices =>
    {
        var line = LineExamples.Line(choices.Of(1, 2, 5), choices.Of(1, 0.2, 4), "int_90", "int_91");
        for (var i = choices.Below(9); i >= 0; i--)
        {
            line = line.Asking($"int_{choices.Below(40):00}", choices.Of(CallSource.AutoDialer, CallSource.Api, CallSource.FirstSubmission), since: choices.Below(9));
        }

        line = choices.OneIn(2) ? line.Asking("int_90", CallSource.AutoDialer, since: 10) : line;
        var expected = line.Queue.Where(request => request.InteractionId != "int_90")
            .OrderBy(request => request.Source switch { CallSource.Api => 0, CallSource.FirstSubmission => 1, _ => 2 }).ThenBy(request => request.Since)
            .ThenBy(request => request.InteractionId, StringComparer.Ordinal).Select(request => request.InteractionId).ToArray();
        var (now, served) = (Moments.Start, new List<string>());
        for (var step = 0; !line.Queue.IsEmpty; step++)
        {
            Assert.True(step < 200, "Somebody starves.");
            (line, var granted) = LineMachine.Grant(line, now);
            served.AddRange(granted);
            Assert.True(LineMachine.Next(line, now) is null || LineMachine.Next(line, now) > now, "It looks again at once, for ever.");
            foreach (var id in granted.Where(_ => choices.OneIn(2)))
            {
                line = choices.OneIn(2) ? LineMachine.Free(line, id) : LineMachine.Confirm(line, id, now).State;
            }

            if (LineMachine.Next(line, now) is { } next)
            {
                now = next;
            }
            else if (!line.Queue.IsEmpty)
            {
                line = LineMachine.Free(line, line.Slots.Keys.First());
            }
        }

        Assert.Equal(expected, served.Where(id => id != "int_90"));
    });
}
