using System.Collections.Immutable;
using LeadSail.Campaigns;
using LeadSail.Leads;

namespace LeadSail.Storage;

/// <summary>
/// The leads in a campaign's dialer, by their read rows, which are never behind the states they are written with. A lead with a running call
/// is in none of these. Its cost follows what is asked for, not how many leads there are.
/// </summary>
public interface IDueLeads
{
    /// <summary>The zone keys among leads of one lane that are due: not before its time, and not held until later.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="campaignId">The dialer.</param>
    /// <param name="lane">Which lane.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Each key once, with the number of the next attempts' step that their leads stand at.</returns>
    Task<IReadOnlyList<DueZone>> DueZonesAsync(string organizationId, string campaignId, Lane lane, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Due leads of one lane in some zones, the longest due first.</summary>
    Task<IReadOnlyList<string>> PickAsync(
        string organizationId, string campaignId, Lane lane, IReadOnlyCollection<DueZone> zones, DateTimeOffset now, int limit, CancellationToken cancellationToken = default);

    /// <summary>The next instant after <paramref name="now"/> at which a lead of some lanes falls due; null when none will.</summary>
    Task<DateTimeOffset?> NextDueAsync(string organizationId, string campaignId, ImmutableArray<Lane> lanes, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>How many leads wait, those that wait alike together. This one looks at each of them.</summary>
    Task<IReadOnlyList<WaitingLeads>> CountAsync(string organizationId, string campaignId, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>How many of those that wait alike have a time later than an instant set by the sequence or a callback.</summary>
    Task<int> CountLaterAsync(string organizationId, string campaignId, WaitingLeads alike, DateTimeOffset now, DateTimeOffset than, CancellationToken cancellationToken = default);

    /// <summary>Leads that a rule refused and that are not offered a call before later than now, by id.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="campaignId">The dialer.</param>
    /// <param name="now">Now.</param>
    /// <param name="after">The last id already seen; null for the beginning.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<string>> HeldAsync(string organizationId, string campaignId, DateTimeOffset now, string? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Running calls of a campaign's dialer (sources <c>auto_dialer</c> and <c>first_submission</c>).</summary>
    Task<int> InFlightAsync(string organizationId, string campaignId, CancellationToken cancellationToken = default);

    /// <summary>Every campaign in whose dialer a lead waits, of all organizations.</summary>
    Task<IReadOnlyList<(string OrganizationId, string CampaignId)>> CampaignsWithLeadsAsync(CancellationToken cancellationToken = default);
}

/// <summary>Leads that share their clocks and the step of the sequence: hours are looked at once for all of them.</summary>
/// <param name="ZoneKey">Where they may be, as <c>ZoneKeys</c> writes it.</param>
/// <param name="Attempt">Which attempt is next, from 1: its step may narrow the hours.</param>
public sealed record DueZone(string ZoneKey, int Attempt);

/// <summary>A count of leads that wait alike.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Zone">The clocks and step.</param>
/// <param name="Status">The leads' status.</param>
/// <param name="IsScheduled">Whether the sequence or a callback sets a later time.</param>
/// <param name="HeldBy">The rule that refused them last, until later than now; null when none did.</param>
/// <param name="Leads">How many.</param>
/// <param name="Sample">One of them.</param>
public sealed record WaitingLeads(Lane Lane, DueZone Zone, LeadStatus Status, bool IsScheduled, string? HeldBy, int Leads, string Sample);
