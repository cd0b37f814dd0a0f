using LeadSail.ApiKeys;
using LeadSail.Http;
using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Leads;

/// <summary>Finds the caller's leads.</summary>
internal static class LeadFinding
{
    /// <summary>The lead.</summary>
    /// <exception cref="RequestException">404: there is none, it is another organization's, or it was erased.</exception>
    public static async Task<LeadState> FindLead(this IStateReader states, string leadId, Caller caller, CancellationToken cancellationToken) =>
        await states.ReadAsync<LeadState>("lead", GrainKeys.Of(caller.OrganizationId, leadId), cancellationToken) is { Exists: true } lead ? lead : throw NotFound(leadId);

    /// <summary>The 404 of a lead.</summary>
    public static RequestException NotFound(string leadId) => RequestException.NotFound($"There is no lead {leadId}.");
}
