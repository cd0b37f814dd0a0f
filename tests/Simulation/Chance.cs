using System.Numerics;

namespace LeadSail.Simulation;

/// <summary>Chance that follows from a seed, the same on every machine and in every version of the framework (SplitMix64).</summary>
internal sealed class Chance
{
    private ulong state;

    private Chance(ulong state) => this.state = state;

    /// <summary>A source of its own for each purpose: more draws for the one do not move the others.</summary>
    public static Chance Of(long seed, string purpose)
    {
        var mixed = 14695981039346656037UL;
        foreach (var letter in purpose)
        {
            mixed = (mixed ^ letter) * 1099511628211UL;
        }

        var chance = new Chance(mixed ^ BitOperations.RotateLeft((ulong)seed * 0x9E3779B97F4A7C15UL, 31));
        chance.Next();
        return chance;
    }

    /// <summary>64 bits.</summary>
    public ulong Next()
    {
        var mixed = state += 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>From 0 to below <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(((Next() >> 32) * (ulong)count) >> 32);

    /// <summary>From one to the other, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>A span between two, in whole milliseconds.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most) => least + TimeSpan.FromMilliseconds(Math.Floor(Unit() * (most - least).TotalMilliseconds));

    /// <summary>Seconds between two.</summary>
    public TimeSpan Seconds(double least, double most) => Between(TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(most));

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int count) => Below(count) == 0;

    /// <summary>True with a probability in percent.</summary>
    public bool Percent(double percent) => Unit() * 100 < percent;

    /// <summary>One of them.</summary>
    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    private double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));
}
