using LeadSail.Campaigns;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.PostCall;

namespace LeadSail.Calls;

/// <summary>What follows a call: the campaign's steps, as they are set when the call is over.</summary>
public sealed partial class CallGrain
{
    private async Task PlanSteps(CreateCall call)
    {
        var campaign = await states.ReadAsync<CampaignState>("campaign", GrainKeys.Of(OrganizationId, call.CampaignId));
        if (campaign?.Settings.PostCall is { Enabled: true } settings)
        {
            await Self.Tell(new PlanPostCall(settings));
        }
    }

    /// <summary>One attempt at the step whose turn it is. News of the call cuts it off: what is owed to others goes first, and the attempt is made again.</summary>
    private async Task TakeStep(CancellationToken cancellationToken)
    {
        var state = Committed;
        if (PostCallRules.Next(state.PostCall) is not { } index)
        {
            return;
        }

        var run = state.PostCall!.Steps[index];
        if (await AtProvider(token => Attempt(run.Step, state, token), cancellationToken) is { } result)
        {
            await Self.Tell(new StepTried(index, run.Attempts + 1, result.Error, result.Output));
        }
    }

    private async Task<StepResult?> Attempt(PostCallStep step, CallState state, CancellationToken cancellationToken)
    {
        try
        {
            var leadId = state.Call!.LeadId;
            if (await states.ReadAsync<LeadState>("lead", GrainKeys.Of(OrganizationId, leadId), cancellationToken) is not { Exists: true } lead)
            {
                return StepResult.Failed("The lead is gone.");
            }

            var result = await runner.RunAsync(OrganizationId, step, lead, state, cancellationToken);
            return result.Given is { } given && (await Peer<ILeadGrain>(leadId).Tell(new ChangeLead { Given = given })).Refusal is { } refusal
                ? StepResult.Failed(string.Join(' ', [refusal.Message, .. refusal.Details]))
                : result;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogStepFailed(e, Id, step.Name);
            return StepResult.Failed("It could not be done; the server's log says why.");
        }
    }
}
