using LeadSail.Prompts.Liquid.Tags;
using LeadSail.Prompts.Liquid.Values;

namespace LeadSail.Prompts.Liquid;

/// <summary>The names of one rendering, nearest first: loops, assignments, counters, data.</summary>
internal sealed class Names(IReadOnlyDictionary<string, object?> data)
{
    private Dictionary<string, object?>? assigned;
    private Dictionary<string, long>? counters;

    /// <summary>The innermost loop.</summary>
    public Loop? Loop { get; set; }

    public void Assign(string name, object? value) => (assigned ??= new(StringComparer.Ordinal))[name] = value;

    /// <summary>Moves a counter; the values before and after.</summary>
    public (long Before, long After) Count(string name, int by)
    {
        counters ??= new(StringComparer.Ordinal);
        var before = counters.GetValueOrDefault(name);
        counters[name] = before + by;
        return (before, before + by);
    }

    public bool TryGet(string name, out object? value)
    {
        for (var loop = Loop; loop is not null; loop = loop.Parent)
        {
            if (name == loop.Variable)
            {
                value = loop.Item;
                return true;
            }
        }
        if (Loop is not null && name == "forloop")
        {
            value = Loop;
            return true;
        }
        if (assigned is not null && assigned.TryGetValue(name, out value)) return true;
        if (counters is not null && counters.TryGetValue(name, out var count))
        {
            value = count;
            return true;
        }
        if (!data.TryGetValue(name, out value)) return false;
        value = Value.From(value);
        return true;
    }
}
