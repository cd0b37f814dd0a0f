using System.Collections.Immutable;
using LeadSail.Console.Api;
using LeadSail.Leads;

namespace LeadSail.Console.Leads;

/// <summary>What the leads of a list of calls are called.</summary>
internal sealed class LeadNames
{
    /// <summary>None yet.</summary>
    public static readonly LeadNames None = new(ImmutableDictionary<string, string>.Empty);

    private readonly ImmutableDictionary<string, string> names;

    private LeadNames(ImmutableDictionary<string, string> names) => this.names = names;

    /// <summary>The name, or what stands for it.</summary>
    public string Of(string leadId, string otherwise) => names.GetValueOrDefault(leadId, otherwise);

    /// <summary>Whether a lead is among them.</summary>
    public bool Has(string leadId) => names.ContainsKey(leadId);

    /// <summary>Those of these leads; up to 100 at once.</summary>
    public static async Task<LeadNames> OfAsync(ApiClient api, IEnumerable<string> leadIds, CancellationToken cancellationToken)
    {
        string[] ids = [.. leadIds.Distinct()];
        if (ids.Length == 0)
        {
            return None;
        }

        var page = await api.GetAsync<LeadList>($"leads?limit=100&leadIds={string.Join(',', ids.Select(Uri.EscapeDataString))}", cancellationToken);
        return new(page.Leads.ToImmutableDictionary(lead => lead.LeadId, LeadPage.NameOf));
    }
}
