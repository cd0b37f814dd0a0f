using FsCheck;
using FsCheck.Fluent;

namespace LeadSail.Lives;

/// <summary>
/// Properties over random histories. A history is a script of numbers, each a choice; FsCheck makes it, shortens it on a failure and
/// names the seed. The seed is fixed; <c>LEADSAIL_LONG=1</c> runs many more cases on fresh ones, and <c>LEADSAIL_SEED=(1,2)</c>, as a failure
/// names it, runs those again.
/// </summary>
internal static class Cases
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("LEADSAIL_LONG") == "1";
    private static readonly ulong[]? Again = Environment.GetEnvironmentVariable("LEADSAIL_SEED")?.Trim('(', ')').Split(',').Select(ulong.Parse).ToArray();

    /// <summary>Runs the property on many scripts.</summary>
    /// <param name="seed">Of the fixed run.</param>
    /// <param name="property">Throws when it does not hold.</param>
    /// <param name="cases">How many.</param>
    /// <param name="length">Choices in the longest.</param>
    /// <param name="longer">How many times as many in the long run.</param>
    public static void Hold(ulong seed, Action<Choices> property, int cases = 500, int length = 150, int longer = 20)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(IsLong ? cases * longer : cases).WithStartSize(10).WithEndSize(length);
        var scripts = Arb.From(Gen.Choose(0, 1_000_000).ArrayOf(), ArbMap.Default.ArbFor<int[]>().Shrinker);
        Prop.ForAll<int[]>(scripts, script =>
        {
            var choices = new Choices(script);
            try
            {
                property(choices);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{e.Message}\nIt happened so:\n{choices.Story}", e);
            }
        }).Check(Again is { } rnd ? config.WithReplay(new Replay(new Rnd(rnd[0], rnd[1]), null)) : IsLong ? config : config.WithReplay(new Replay(new Rnd(seed), null)));
    }
}

/// <summary>A script read as choices. After its end every choice is the first one.</summary>
internal sealed class Choices(int[] script)
{
    private readonly List<string> story = [];
    private int read;

    /// <summary>Whether the script goes on.</summary>
    public bool More => read < script.Length;

    /// <summary>What was noted, for the message of a failure.</summary>
    public string Story => string.Join('\n', story);

    /// <summary>0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => read < script.Length ? Math.Abs(script[read++] % count) : 0;

    public T Of<T>(params ReadOnlySpan<T> options) => options[Below(options.Length)];

    public bool OneIn(int count) => Below(count) == count - 1;

    public void Note(string what) => story.Add("  " + what);
}
