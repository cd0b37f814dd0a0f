using LeadSail.Places;
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
        .. Waiting(state, state.IsWaiting ? state.Place : null),
        new("created_at", state.CreatedAt),
        new("updated_at", state.UpdatedAt),
    ])
    {
        Also = new("lead_names", [new("words", NameOf(state.Data))]),
    };

    /// <summary>Where it waits in its campaign's dialer; nothing while a call of it is decided or running.</summary>
    private static ReadColumn[] Waiting(LeadState state, DialerPlace? place) =>
    [
        new("dialer", place is null ? null : state.CampaignId),
        new("lane", place is null ? null : Enums.Name(place.Lane)),
        new("zone_key", place is null ? null : ZoneKeys.Of(LeadRules.PlaceOf(state.Data), state.Data.Phone)),
        new("attempt", place is null ? null : SequenceRules.Counted(state, state.CampaignId).Count() + 1),
        new("not_before", place?.NotBefore),
        new("due_at", place?.DueAt),
        new("held_by", place is not null && place.DueAt > place.NotBefore ? place.HeldBy : null),
    ];

    /// <summary>The name, for the search; null when there is none.</summary>
    private static string? NameOf(LeadData data) => $"{data.FirstName} {data.LastName}".Trim() is { Length: > 0 } name ? name : null;
}
