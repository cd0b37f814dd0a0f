using LeadSail.Organizations;
using LeadSail.Storage.States;

namespace LeadSail.Storage.Leads;

/// <summary>Stores new leads as their grains would have stored them.</summary>
internal static class LeadInsert
{
    /// <summary>Commits all that do not exist.</summary>
    /// <returns>The ids of those that do.</returns>
    public static async Task<IReadOnlyList<string>> InsertLeadsAsync(this IStateTable states, string organizationId, IReadOnlyCollection<NewLead> leads, DateTimeOffset now)
    {
        var refused = await states.SaveAllAsync([.. leads.Select(lead => StateChange.Of("lead", GrainKeys.Of(organizationId, lead.LeadId), 0, lead.State, StateJson.Write(lead.State), now))]);
        return [.. refused.Select(GrainKeys.IdOf)];
    }
}
