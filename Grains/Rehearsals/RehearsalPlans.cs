using System.Collections.Immutable;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.Phones;
using LeadSail.Storage;
using LeadSail.VoiceAgents;

namespace LeadSail.Rehearsals;

/// <summary>Gathers what a rehearsal goes by: the campaign's leads, what their numbers remember, and the line, as they are committed.</summary>
public sealed class RehearsalPlans(ILeads leads, IStateReader states, ISettings settings)
{
    /// <summary>How many leads a campaign may have to be rehearsed.</summary>
    public const int MostLeads = 100_000;

    /// <summary>How many leads a rehearsal of a campaign would have.</summary>
    public Task<int> CountAsync(string organizationId, string campaignId, CancellationToken cancellationToken) =>
        leads.CountAsync(organizationId, new LeadSelection { CampaignId = campaignId }, cancellationToken);

    /// <summary>A plan.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="campaignId">Which campaign.</param>
    /// <param name="campaign">Its settings, or those that it might have.</param>
    /// <param name="from">When it begins.</param>
    /// <param name="days">How long it lasts.</param>
    /// <param name="answers">What comes of each call.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<RehearsalPlan> GatherAsync(
        string organizationId, string campaignId, CampaignState campaign, DateTimeOffset from, int days, RehearsedAnswers answers, CancellationToken cancellationToken)
    {
        var organization = (await settings.FindAsync<Organization>(organizationId, organizationId, fresh: true, cancellationToken))?.Value ?? new Organization();
        var agent = campaign.Settings.Voice.AgentId is { } agentId ? await settings.FindAsync<VoiceAgent>(organizationId, agentId, cancellationToken: cancellationToken) : null;
        var (people, numbers) = (ImmutableArray.CreateBuilder<RehearsedLead>(), ImmutableDictionary.CreateBuilder<string, NumberState>(StringComparer.Ordinal));
        string? last = null;
        while (await leads.IdsAsync(organizationId, new LeadSelection { CampaignId = campaignId }, last, IStateReader.MostRead, cancellationToken) is { Count: > 0 } ids)
        {
            var found = await states.ReadManyAsync<LeadState>("lead", [.. ids.Select(id => GrainKeys.Of(organizationId, id))], cancellationToken);
            people.AddRange(found.Select(lead => new RehearsedLead(GrainKeys.IdOf(lead.Key), lead.Value)));
            string[] phones = [.. found.Values.Select(lead => PhoneRules.Read(lead.Data.Phone, lead.Data.Country).E164).OfType<string>().Distinct(StringComparer.Ordinal)];
            foreach (var (key, number) in await states.ReadManyAsync<NumberState>("number", [.. phones.Select(phone => GrainKeys.Of(organizationId, phone))], cancellationToken))
            {
                numbers[GrainKeys.IdOf(key)] = number;
            }

            last = ids[^1];
        }

        people.Sort((one, other) => string.CompareOrdinal(one.LeadId, other.LeadId));
        return new RehearsalPlan
        {
            OrganizationId = organizationId, CampaignId = campaignId, Campaign = campaign, Organization = organization, Line = organization.LineOf((agent?.Value ?? new VoiceAgent()).Provider),
            Leads = people.DrainToImmutable(), Numbers = numbers.ToImmutable(), From = from, Until = from.AddDays(days), Answers = answers,
        };
    }
}
