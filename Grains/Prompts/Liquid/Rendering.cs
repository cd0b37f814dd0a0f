using System.Text;
using LeadSail.Prompts.Liquid.Syntax;
using LeadSail.Prompts.Liquid.Values;

namespace LeadSail.Prompts.Liquid;

/// <summary>One rendering: its output, its names, and what is left of its limits.</summary>
internal sealed class Rendering(
    Source source, LiquidLimits limits, LiquidScope scope, LiquidMode mode, List<LiquidName>? missing, CancellationToken cancellation)
{
    private const int StepsBetweenChecks = 500;
    private const int CharactersPerStep = 64;

    private readonly long started = scope.Clock?.GetTimestamp() ?? 0;
    private StringBuilder output = new(Math.Min(source.Text.Length, limits.OutputLength));
    private HashSet<int>? reported;
    private long steps;
    private long nextCheck;

    public Names Names { get; } = new(scope.Data);

    public DateTimeOffset Now => scope.Now;

    public bool IsStrict { get; } = mode == LiquidMode.Strict;

    /// <summary>Where in the source we are, for errors.</summary>
    public int At { get; set; }

    public string Text => output.ToString();

    /// <summary>The last text that <c>ifchanged</c> wrote.</summary>
    public string? LastChanged { get; set; }

    /// <summary>Where each group of <c>cycle</c> is.</summary>
    public Dictionary<string, int> Cycles => field ??= new(StringComparer.Ordinal);

    /// <summary>Where each loop stopped, for <c>offset: continue</c>.</summary>
    public Dictionary<string, int> LoopEnds => field ??= new(StringComparer.Ordinal);

    public LiquidException Error(string problem) => source.Error(At, problem);

    /// <summary>Says that something was to be written that does not exist.</summary>
    public void Report(Missing name)
    {
        if (!IsStrict) return;
        if (missing is null) throw source.Missing(name.Name, name.At);
        if ((reported ??= []).Add(name.At)) missing.Add(source.Name(name.Name, name.At));
    }

    public void Charge(int cost)
    {
        steps += cost;
        if (steps >= nextCheck) CheckLimits();
    }

    /// <summary>Charges the reading or making of a text.</summary>
    public void ChargeText(long length)
    {
        if (length > limits.OutputLength) throw Error($"a text becomes longer than {limits.OutputLength} characters");
        Charge((int)length / CharactersPerStep);
    }

    public void CheckDepth(int depth)
    {
        if (depth > limits.Depth) throw Error($"the data is nested deeper than {limits.Depth} levels");
    }

    public void Write(string text)
    {
        Charge(text.Length / CharactersPerStep);
        if (output.Length + text.Length > limits.OutputLength)
            throw Error($"the text becomes longer than {limits.OutputLength} characters");
        output.Append(text);
    }

    /// <summary>Gives what is written meanwhile as a text of its own.</summary>
    public string Capture(Action write)
    {
        var outer = output;
        output = new StringBuilder();
        write();
        var text = output.ToString();
        output = outer;
        return text;
    }

    private void CheckLimits()
    {
        if (steps > limits.Steps) throw Error($"the template takes more than {limits.Steps} steps");
        cancellation.ThrowIfCancellationRequested();
        if (scope.Clock is { } clock && clock.GetElapsedTime(started) > limits.Time)
            throw Error($"the template takes longer than {limits.Time.TotalMilliseconds:0} ms");
        nextCheck = Math.Min(steps + StepsBetweenChecks, (long)limits.Steps + 1);
    }
}
