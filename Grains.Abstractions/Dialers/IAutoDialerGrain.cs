namespace LeadSail.Dialers;

/// <summary>
/// The pump of one campaign: while leads are due it takes slots of the line, picks that many leads and asks each to call. It owns no lead:
/// each decides again. Key: <c>organization/CODE</c>.
/// </summary>
[Alias("leadsail.IAutoDialerGrain")]
public interface IAutoDialerGrain : IGrainWithStringKey
{
    /// <summary>Something may be due: a lead entered, a call ended, a setting changed, a pause ended. Answers at once; harmless at any time.</summary>
    [Alias("nudge")]
    Task Nudge();

    /// <summary>Settings changed: what held a lead at its last offer may hold it no more, so the held ones are offered a call again. Answers at once.</summary>
    [Alias("reconsider")]
    Task Reconsider();
}
