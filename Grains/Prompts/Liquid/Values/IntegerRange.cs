using System.Collections;

namespace LeadSail.Prompts.Liquid.Values;

/// <summary>The integers from one to another, both included: a list that takes no room.</summary>
internal sealed class IntegerRange : IReadOnlyList<object?>
{
    private IntegerRange(long first, long last) => (First, Last) = (first, last);

    public long First { get; }

    public long Last { get; }

    public int Count => Last < First ? 0 : (int)(Last - First + 1);

    public object? this[int index] => First + index;

    /// <summary>The range, or null if it has more items than a list can have.</summary>
    public static IntegerRange? Between(long first, long last) =>
        (Int128)last - first + 1 > int.MaxValue ? null : new IntegerRange(first, last);

    public IntegerRange Slice(int start, int length) => new(First + start, First + start + length - 1);

    public IEnumerator<object?> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return First + i;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
