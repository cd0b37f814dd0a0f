using LeadSail.Campaigns;
using LeadSail.Deliveries;
using LeadSail.Imports;
using LeadSail.Leads;

namespace LeadSail.Storage;

/// <summary>Many leads at once: whom a selection names, and new ones by the thousand. Leads that exist are changed by their grains alone.</summary>
public interface ILeads
{
    /// <summary>The ids of selected leads, in their order.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="which">Which.</param>
    /// <param name="after">The last id already seen; null for the beginning.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<string>> IdsAsync(string organizationId, LeadSelection which, string? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>How many leads are selected.</summary>
    Task<int> CountAsync(string organizationId, LeadSelection which, CancellationToken cancellationToken = default);

    /// <summary>How many leads of a campaign are in each status; one without any is left out.</summary>
    Task<IReadOnlyDictionary<LeadStatus, int>> ByStatusAsync(string organizationId, string campaignId, CancellationToken cancellationToken = default);

    /// <summary>Leads of a campaign by e-mail or phone; of several the one that was entered first.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="campaignId">Their campaign.</param>
    /// <param name="by">By which of these two.</param>
    /// <param name="values">E-mails in lower case, or phones as E.164; up to <see cref="MostFound"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The id of each that there is.</returns>
    Task<IReadOnlyDictionary<string, string>> FindAsync(string organizationId, string campaignId, ImportIdentifier by, IReadOnlyCollection<string> values, CancellationToken cancellationToken = default);

    /// <summary>How many values are looked for at once.</summary>
    const int MostFound = 500;

    /// <summary>
    /// Stores new leads in one transaction, with their rows and histories, as their grains would have; up to 1,000 at once keep others from waiting long.
    /// Dialers are not nudged: whoever puts leads into one does that when all are stored.
    /// </summary>
    /// <returns>The ids that exist already: nothing of theirs was stored.</returns>
    Task<IReadOnlyList<string>> InsertAsync(string organizationId, IReadOnlyCollection<NewLead> leads, CancellationToken cancellationToken = default);
}

/// <summary>A lead that was never stored, with its history.</summary>
/// <param name="LeadId">Its id, which nobody has.</param>
/// <param name="State">Its state.</param>
public sealed record NewLead(string LeadId, LeadState State)
{
    /// <summary>The lead after its first commands, decided as its grain decides them.</summary>
    /// <param name="leadId">Its id.</param>
    /// <param name="campaign">Its campaign, as committed; null when there is none.</param>
    /// <param name="now">When it is told all this.</param>
    /// <param name="commands">What it is told; the first one makes it exist.</param>
    /// <returns>The lead, or why it refuses one of them.</returns>
    public static (NewLead? Lead, Refusal? Refusal) Of(string leadId, CampaignState? campaign, DateTimeOffset now, params IEnumerable<LeadCommand> commands)
    {
        var state = new LeadState();
        var (history, news) = (new List<HistoryEntry>(), new List<OutgoingEvent>());
        foreach (var command in commands)
        {
            var decision = LeadMachine.Decide(state, new InCampaign(command, campaign), now);
            if (decision.Refusal is { } refusal)
            {
                return (null, refusal);
            }

            foreach (var happened in decision.Events)
            {
                var before = state;
                state = LeadMachine.Evolve(before, happened, now);
                news.AddRange(LeadNewsRules.Of(leadId, before, happened, state, now) is { } told ? [told] : []);
            }

            history.AddRange(decision.Events.Where(happened => happened.IsHistory).Select(happened => happened.ToHistory(now)));
        }

        return (new NewLead(leadId, state with { PendingEvents = [.. history], PendingNews = [.. news] }), null);
    }
}
