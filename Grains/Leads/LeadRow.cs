using LeadSail.Storage;

namespace LeadSail.Leads;

/// <summary>The row by which leads are listed and searched.</summary>
internal static class LeadRow
{
    /// <summary>What stays of an erased lead in lists: nothing.</summary>
    public static readonly ReadRow Gone = new("leads", []) { IsGone = true };

    public static ReadRow Of(LeadState state) => new("leads",
    [
        new("campaign_id", state.CampaignId),
        new("status", Enums.Name(state.Status)),
        new("first_name", state.Data.FirstName),
        new("last_name", state.Data.LastName),
        new("email", state.Data.Email),
        new("phone", state.Data.Phone),
        new("search", $"{state.Data.FirstName} {state.Data.LastName}\n{state.Data.Email}\n{state.Data.Phone}".ToLowerInvariant()),
        new("is_test", state.Data.IsTest),
        new("is_dnc", state.Dnc is { BlocksCalls: true }),
        new("active_interaction_id", state.ActiveInteractionId),
        new("timezone", state.Data.Timezone),
        new("created_at", state.CreatedAt),
        new("updated_at", state.UpdatedAt),
    ])
    {
        Also = new("lead_names", [new("words", NameOf(state.Data))]),
    };

    /// <summary>The name, for the search; null when there is none.</summary>
    private static string? NameOf(LeadData data) => $"{data.FirstName} {data.LastName}".Trim() is { Length: > 0 } name ? name : null;
}
