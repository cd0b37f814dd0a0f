using System.Collections.Concurrent;

namespace LeadSail.Chaos;

/// <summary>What was asked for and acknowledged.</summary>
internal sealed class Story
{
    /// <summary>Interaction by the number called, for the calls asked for one by one.</summary>
    public ConcurrentDictionary<string, string> Calls { get; } = new(StringComparer.Ordinal);

    /// <summary>Lead by the number, for those that were given to the dialer.</summary>
    public ConcurrentDictionary<string, string> Entered { get; } = new(StringComparer.Ordinal);

    /// <summary>Lead by the number.</summary>
    public ConcurrentDictionary<string, string> Leads { get; } = new(StringComparer.Ordinal);

    /// <summary>Numbers on the do-not-call list, which their leads' dialer has all the same.</summary>
    public ConcurrentDictionary<string, string> Listed { get; } = new(StringComparer.Ordinal);

    /// <summary>Rows of each import that was acknowledged, by its id.</summary>
    public ConcurrentDictionary<string, int> Imports { get; } = new(StringComparer.Ordinal);

    /// <summary>Until when calls were asked for, one after the other.</summary>
    public DateTimeOffset AskedUntil { get; set; }

    /// <summary>How many calls were asked for.</summary>
    public int Asked => Calls.Count + Entered.Count;
}
