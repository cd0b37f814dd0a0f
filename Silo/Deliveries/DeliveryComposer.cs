using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.Storage;
using LeadSail.Webhooks;

namespace LeadSail.Deliveries;

/// <summary>Whom an event is told, and what.</summary>
internal sealed class DeliveryComposer(IStateReader states, ISettings settings)
{
    /// <summary>The settings that hold for a delivery; null when nobody wants it, any more or at all.</summary>
    public async Task<WebhookSettings?> ReceiverAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var campaign = await states.ReadAsync<CampaignState>("campaign", GrainKeys.Of(delivery.OrganizationId, delivery.Event.CampaignId), cancellationToken);
        var organization = await settings.FindAsync<Organization>(delivery.OrganizationId, delivery.OrganizationId, cancellationToken: cancellationToken);
        var effective = DeliveryRules.Effective(campaign?.Settings.Webhooks ?? new(), organization?.Value.Webhooks ?? new());
        return DeliveryRules.Wants(effective, delivery.Event.Event) ? effective : null;
    }

    /// <summary>What is sent: made once. Null when the person was erased.</summary>
    public async Task<string?> BodyAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Body is { } made)
        {
            return made;
        }

        var told = delivery.Event;
        var call = told.InteractionId is { } interactionId ? await states.ReadAsync<CallState>("call", GrainKeys.Of(delivery.OrganizationId, interactionId), cancellationToken) : null;
        return await states.ReadAsync<LeadState>("lead", GrainKeys.Of(delivery.OrganizationId, told.LeadId), cancellationToken) is { Exists: true } lead
            ? WebhookPayload.Of(delivery.Id, told, lead, call is { Call: not null } ? call : null).ToJson()
            : null;
    }
}
