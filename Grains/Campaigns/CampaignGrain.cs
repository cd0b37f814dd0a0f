using LeadSail.Lives;

namespace LeadSail.Campaigns;

/// <summary>Shell of <see cref="CampaignMachine"/>.</summary>
[GrainType("campaign")]
public sealed class CampaignGrain([PersistentState("campaign")] IPersistentState<CampaignState> store, TimeProvider time)
    : LifeGrain<CampaignState, CampaignCommand, CampaignEvent>(store, time), ICampaignGrain
{
    /// <inheritdoc/>
    public Task<CampaignReply> Create(CampaignSettings settings, string requestId, string actor) => Tell(new CreateCampaign(settings, requestId, actor));

    /// <inheritdoc/>
    public Task<CampaignReply> Save(CampaignSettings settings, long expectedVersion, string actor) => Tell(new SaveCampaign(settings, expectedVersion, actor));

    /// <inheritdoc/>
    public Task<CampaignReply> Pause(bool paused, string actor) => Tell(new PauseDialer(paused, actor));

    /// <inheritdoc/>
    protected override Decision<CampaignEvent> Decide(CampaignState state, CampaignCommand command, DateTimeOffset now) => CampaignMachine.Decide(state, command);

    /// <inheritdoc/>
    protected override CampaignState Evolve(CampaignState state, CampaignEvent happened, DateTimeOffset at) => CampaignMachine.Evolve(state, happened, at);

    private async Task<CampaignReply> Tell(CampaignCommand command)
    {
        var decision = await Handle(command);
        return new CampaignReply { Refusal = decision.Refusal, Version = Committed.Version };
    }
}
