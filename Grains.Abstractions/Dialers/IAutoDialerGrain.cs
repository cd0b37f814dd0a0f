using System.Collections.Immutable;

namespace LeadSail.Dialers;

/// <summary>
/// The pump of one campaign: while leads are due it takes slots of the line, picks that many leads and asks each to call. It owns no lead:
/// each decides again. Key: <c>organization/CODE</c>.
/// </summary>
[Alias("leadsail.IAutoDialerGrain")]
public interface IAutoDialerGrain : IGrainWithStringKey
{
    /// <summary>Something may be due: a lead entered, a setting changed, a pause ended. Answers at once; harmless at any time.</summary>
    [Alias("nudge")]
    Task Nudge();

    /// <summary>What it does, and what it waits for.</summary>
    [Alias("view")]
    Task<AutoDialerView> View();
}

/// <summary>How a campaign's dialer stands.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.auto-dialer-view")]
public sealed record AutoDialerView
{
    /// <summary>Calls of this dialer that run.</summary>
    [Id(0)] public int InFlight { get; init; }

    /// <summary>Leads that every rule would let be called now.</summary>
    [Id(1)] public int DueNow { get; init; }

    /// <summary>Leads whose sequence or callback sets a later time.</summary>
    [Id(2)] public int Scheduled { get; init; }

    /// <summary>The next of those times; null when there is none.</summary>
    [Id(3)] public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>Leads that wait, by lane.</summary>
    [Id(4)] public ImmutableSortedDictionary<string, int> Lanes { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Leads that are not called, by the failing rule that passes last.</summary>
    [Id(5)] public ImmutableSortedDictionary<string, int> HeldBecause { get; init; } = ImmutableSortedDictionary<string, int>.Empty;
}
