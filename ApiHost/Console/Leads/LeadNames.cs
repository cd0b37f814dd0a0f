using System.Collections.Immutable;
using LeadSail.Console.Api;
using LeadSail.Leads;

namespace LeadSail.Console.Leads;

/// <summary>What the leads of a list of calls are called, asked for once each.</summary>
internal sealed class LeadNames
{
    /// <summary>None yet.</summary>
    public static readonly LeadNames None = new(ImmutableDictionary<string, string>.Empty);

    private readonly ImmutableDictionary<string, string> names;

    private LeadNames(ImmutableDictionary<string, string> names) => this.names = names;

    /// <summary>The name, or what stands for it.</summary>
    public string Of(string leadId, string otherwise) => names.GetValueOrDefault(leadId, otherwise);

    /// <summary>These and those of other leads; up to 100 at once.</summary>
    public async Task<LeadNames> AlsoAsync(ApiClient api, IEnumerable<string> leadIds, CancellationToken cancellationToken)
    {
        string[] unknown = [.. leadIds.Distinct().Where(id => !names.ContainsKey(id))];
        if (unknown.Length == 0)
        {
            return this;
        }

        var page = await api.GetAsync<LeadList>($"leads?limit=100&leadIds={string.Join(',', unknown.Select(Uri.EscapeDataString))}", cancellationToken);
        return new(names.AddRange(page.Leads.Select(lead => KeyValuePair.Create(lead.LeadId, LeadPage.NameOf(lead)))));
    }
}
