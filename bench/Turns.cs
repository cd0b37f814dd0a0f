namespace LeadSail.Bench;

/// <summary>Figures of contenders that take turns in rounds: what counts is how they stand to each other within one round, for the next one finds another machine.</summary>
internal sealed class Turns(string[] names)
{
    private readonly Dictionary<string, List<double>> figures = names.ToDictionary(name => name, _ => new List<double>());

    /// <summary>What a contender reached in its turn of this round.</summary>
    public void Add(string name, double figure) => figures[name].Add(figure);

    /// <summary>The figures of each, and each to those before it, round by round.</summary>
    public void Print(string title, string unit)
    {
        Table.Head(title);
        foreach (var name in names)
        {
            Table.Row(name, unit, figures[name]);
        }

        for (var later = 1; later < names.Length; later++)
        {
            foreach (var earlier in names[..later])
            {
                Table.Row($"{Short(names[later])} to {Short(earlier)}", "times", figures[names[later]].Zip(figures[earlier], (one, other) => one / other));
            }
        }
    }

    private static string Short(string name) => name.Split([':', ','])[0];
}
