using LeadSail.Lives;

namespace LeadSail.Campaigns;

/// <summary>Shell of <see cref="CampaignMachine"/>.</summary>
[GrainType("campaign")]
public sealed class CampaignGrain([PersistentState("campaign")] IPersistentState<CampaignState> store, TimeProvider time)
    : LifeGrain<CampaignState, SaveCampaign, CampaignEvent>(store, time), ICampaignGrain
{
    /// <inheritdoc/>
    public async Task<CampaignReply> Save(CampaignSettings settings, long expectedVersion, string actor)
    {
        var decision = await Handle(new SaveCampaign(settings, expectedVersion, actor));
        return new CampaignReply { Refusal = decision.Refusal, Version = Committed.Version };
    }

    /// <inheritdoc/>
    protected override Decision<CampaignEvent> Decide(CampaignState state, SaveCampaign command, DateTimeOffset now) => CampaignMachine.Decide(state, command);

    /// <inheritdoc/>
    protected override CampaignState Evolve(CampaignState state, CampaignEvent happened, DateTimeOffset at) => CampaignMachine.Evolve(state, happened, at);
}
