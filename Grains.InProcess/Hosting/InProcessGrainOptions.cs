using System.Reflection;

namespace Orleans.Hosting;

/// <summary>How grains run in this process. The defaults are Orleans' own.</summary>
public sealed class InProcessGrainOptions
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>Where the grain classes are. Not empty; no default.</summary>
    public IList<Assembly> GrainAssemblies { get; } = [];

    /// <summary>How long a caller waits for an answer unless the method says otherwise. Default 30 s; more than 0, at most 24 days.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a grain may be idle before its activation ends. Default 15 min; more than <see cref="CollectionQuantum"/>.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle grains are looked for. Default 1 min; more than 0, at most 24 days.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long reading state and OnActivateAsync may take together. Default 30 s; more than 0, at most 24 days.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long, from the wish to end, OnDeactivateAsync is waited for. Default 30 s; more than 0, at most 24 days.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The least period of a reminder. Default 1 min; 0 or more, and less than a minute is for tests only.</summary>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether the start checks what only the Orleans build would tell: contracts, aliases, state names (<see cref="Contracts.GrainContracts"/>).
    /// Default true; a simulator that starts thousands of hosts turns it off after the first.
    /// </summary>
    public bool CheckContracts { get; set; } = true;

    /// <summary>What is wrong, and what to do about it.</summary>
    internal IEnumerable<string> Problems()
    {
        if (GrainAssemblies.Count == 0)
            yield return $"{nameof(GrainAssemblies)} is empty: add the assembly of the grain classes.";

        foreach (var (name, time) in new[]
        {
            (nameof(ResponseTimeout), ResponseTimeout), (nameof(CollectionQuantum), CollectionQuantum),
            (nameof(ActivationTimeout), ActivationTimeout), (nameof(DeactivationTimeout), DeactivationTimeout),
        })
        {
            if (time <= TimeSpan.Zero || time > Longest)
                yield return $"{name} is {time}: set it to more than 0 and at most {Longest.Days} days.";
        }

        if (CollectionAge <= CollectionQuantum && CollectionAge != Timeout.InfiniteTimeSpan)
            yield return $"{nameof(CollectionAge)} is {CollectionAge}: set it to more than {nameof(CollectionQuantum)}, which is {CollectionQuantum}.";
        if (MinimumReminderPeriod < TimeSpan.Zero)
            yield return $"{nameof(MinimumReminderPeriod)} is {MinimumReminderPeriod}: set it to 0 or more.";
    }
}
