using System.Collections.Concurrent;
using System.Diagnostics;

namespace LeadSail.Bench;

/// <summary>What a call can be waiting for. Where several hold at one instant, the first of them counts.</summary>
internal enum Part
{
    /// <summary>A commit on its way to the disk.</summary>
    Disk,

    /// <summary>The statements of its transaction, before that.</summary>
    Statements,

    /// <summary>Its transaction's turn, before that.</summary>
    Turn,

    /// <summary>The provider, asked to dial.</summary>
    Provider,

    /// <summary>The webhook: sent, verified, read, answered.</summary>
    Webhook,

    /// <summary>What decides whether the lead is called.</summary>
    Deciding,

    /// <summary>The request, before and after that.</summary>
    Http,

    /// <summary>All else.</summary>
    Between,
}

/// <summary>What a part is called in a table.</summary>
internal static class Parts
{
    public static string Name(this Part part) => part switch
    {
        Part.Disk => "waiting for commits: on their way to the disk",
        Part.Statements => "waiting for commits: statements",
        Part.Turn => "waiting for commits: turn",
        Part.Provider => "provider",
        Part.Webhook => "webhook",
        Part.Deciding => "deciding, in the request",
        Part.Http => "HTTP in, before and after that",
        _ => "between: messages, timers, reads, workers",
    };
}

/// <summary>Follows calls from the request to the lead's new status, and knows what each waited for at each instant. A lead is called once.</summary>
internal sealed class Timeline
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<int, Life> lives = new();

    /// <summary>A call is about to be asked for.</summary>
    /// <returns>Ends with the call.</returns>
    public Task Begin(int lead) => (lives[lead] = new Life()).Over.WaitAsync(Patience);

    /// <summary>The call is over, and its lead says so.</summary>
    public void End(int lead)
    {
        if (lives.TryGetValue(lead, out var life))
        {
            life.End();
        }
    }

    /// <summary>The call has waited for this since <paramref name="from"/>, by <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public void Add(int lead, Part part, long from)
    {
        if (lives.TryGetValue(lead, out var life))
        {
            life.Add(part, from, Stopwatch.GetTimestamp());
        }
    }

    /// <summary>How long each call took, and how much of all that time was spent on each part; then it forgets them.</summary>
    public (double[] Milliseconds, double[] Shares) Take()
    {
        var measured = lives.Values.Select(life => life.Measure()).ToArray();
        lives.Clear();
        var shares = Enum.GetValues<Part>().Select(part => measured.Sum(life => life[(int)part]) / measured.Sum(life => life.Sum())).ToArray();
        return ([.. measured.Select(life => life.Sum() * 1000 / Stopwatch.Frequency)], shares);
    }

    private sealed class Life
    {
        private readonly List<(Part Part, long From, long To)> spans = [];
        private readonly long begun = Stopwatch.GetTimestamp();
        private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long ended;

        public Task Over => over.Task;

        public void End()
        {
            ended = Stopwatch.GetTimestamp();
            over.TrySetResult();
        }

        public void Add(Part part, long from, long to)
        {
            lock (spans)
            {
                spans.Add((part, from, to));
            }
        }

        /// <summary>The ticks of each part.</summary>
        public double[] Measure()
        {
            var ticks = new double[Enum.GetValues<Part>().Length];
            lock (spans)
            {
                long[] instants = [.. spans.SelectMany(span => new[] { span.From, span.To }).Where(at => at > begun && at < ended).Append(begun).Append(ended).Distinct().Order()];
                foreach (var (from, to) in instants.Zip(instants.Skip(1)))
                {
                    ticks[(int)spans.Where(span => span.From <= from && span.To >= to).Select(span => span.Part).Append(Part.Between).Min()] += to - from;
                }
            }

            return ticks;
        }
    }
}
