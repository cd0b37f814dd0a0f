using LeadSail.Calls;
using LeadSail.DialedNumbers;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.Places;
using LeadSail.Providers;
using LeadSail.Storage;
using LeadSail.VoiceAgents;

namespace LeadSail.Heartbeats;

/// <summary>
/// Takes in the calls that the providers know and the storage does not, because it is a restored backup: into the ledger of the number first, so that nobody is called too soon,
/// then as interactions, which tell their leads. A repeat does no harm.
/// </summary>
internal sealed class CallAdoption(VoiceProviders providers, IStateReader states, ISettings settings, IGrainFactory grains, TimeProvider time, CallOptions options)
{
    /// <summary>Takes in what began at an instant or later.</summary>
    /// <returns>How many calls were not known, or not known to have been dialled.</returns>
    /// <exception cref="ProviderUnavailableException">A provider could not be asked; what was taken in before stays.</exception>
    public async Task<int> RunAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var adopted = 0;
        foreach (var provider in providers.All)
        {
            foreach (var conversationId in await provider.ListCallsAsync(since, cancellationToken))
            {
                adopted += await AdoptAsync(provider, conversationId, cancellationToken) ? 1 : 0;
            }
        }

        return adopted;
    }

    private async Task<bool> AdoptAsync(IVoiceProvider provider, string conversationId, CancellationToken cancellationToken)
    {
        if (await states.FindCallAsync(provider.Key, conversationId, interactionId: null, cancellationToken) is not null)
        {
            return false; // it hears of its end as any call does
        }

        if (await provider.GetCallAsync(conversationId, cancellationToken) is not { AttemptId: { } interactionId, Origin: { } origin } said
            || await settings.FindAsync<Organization>(origin.OrganizationId, origin.OrganizationId, fresh: true, cancellationToken) is null)
        {
            return false; // not ours
        }

        var call = await CallOfAsync(provider.Key, interactionId, origin, said, cancellationToken);
        var ended = said.Outcome is null ? (DateTimeOffset?)null : said.StartedAt?.AddSeconds(said.DurationSeconds ?? 0) ?? time.GetUtcNow();
        if (call.Direction == CallDirection.Outbound || ended is null)
        {
            await grains.GetGrain<IDialedNumberGrain>(GrainKeys.Of(origin.OrganizationId, origin.Phone)).Tell(call.Direction == CallDirection.Outbound
                ? new AdoptCall(interactionId, origin.LeadId, said.StartedAt ?? time.GetUtcNow(), ended)
                : new Occupy(interactionId, origin.LeadId, said.CarrierCallId));
        }

        return (await grains.GetGrain<ICallGrain>(GrainKeys.Of(origin.OrganizationId, interactionId)).Tell(new Adopt(call, said))).Changed;
    }

    /// <summary>What is still known of the wish: the prompt is lost.</summary>
    private async Task<CreateCall> CallOfAsync(string provider, string interactionId, CallOrigin origin, CallReport said, CancellationToken cancellationToken)
    {
        var agents = await settings.ListAllAsync<VoiceAgent>(cancellationToken);
        var agent = agents.FirstOrDefault(each => each.OrganizationId == origin.OrganizationId && each.Row.Value.Provider == provider && each.Row.Value.ProviderAgentId == said.ProviderAgentId).Row;
        var lead = await states.ReadAsync<LeadState>("lead", GrainKeys.Of(origin.OrganizationId, origin.LeadId), cancellationToken);
        return new CreateCall
        {
            InteractionId = interactionId,
            LeadId = origin.LeadId,
            CampaignId = origin.CampaignId,
            AgentId = agent?.Id ?? "",
            Provider = provider,
            ProviderAgentId = said.ProviderAgentId ?? "",
            Phone = origin.Phone,
            Source = origin.Source,
            Direction = origin.Source == CallSource.Inbound ? CallDirection.Inbound : CallDirection.Outbound,
            PollSeconds = options.PollSeconds,
            StartBy = said.StartedAt ?? time.GetUtcNow(),
            Zone = ZoneRules.LocalZone(lead is null ? new CalledPlace() : LeadRules.PlaceOf(lead.Data), origin.Phone) ?? "UTC",
        };
    }
}
