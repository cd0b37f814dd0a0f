using LeadSail.Calls;
using LeadSail.Organizations;
using LeadSail.Providers;
using LeadSail.Rehearsals;
using LeadSail.Simulation.Bugs;
using LeadSail.Simulation.Providers;
using LeadSail.Simulation.Worlds;
using LeadSail.Webhooks;

namespace LeadSail.Simulation.Rehearsals;

/// <summary>No mistake of the product: a provider at which every call ends as a rehearsal would have it, and is reported at once.</summary>
internal sealed class RehearsedProvider(string organizationId, RehearsedAnswers answers) : Bug
{
    /// <summary>Where it is; set before anything runs.</summary>
    public World World { get; set; } = null!;

    public override IVoiceProvider Provider(IVoiceProvider provider, LiveProcess process) => new Port(provider, World, process, organizationId, answers);

    private sealed class Port(IVoiceProvider provider, World world, LiveProcess process, string organizationId, RehearsedAnswers answers) : IVoiceProvider
    {
        private readonly Dictionary<string, CallReport> reports = [];

        public string Key => provider.Key;

        public async Task<StartCallResult> StartCallAsync(StartCallRequest request, CancellationToken cancellationToken)
        {
            var call = (await process.States.ReadAsync<CallState>("call", GrainKeys.Of(organizationId, request.AttemptId), cancellationToken))!;
            var answer = answers.To(call.Call!, call.DiallingAt!.Value);
            var conversation = $"conv_{request.AttemptId}";
            reports[conversation] = new CallReport { ConversationId = conversation, AttemptId = request.AttemptId };
            world.Clock.In(answer.Takes, () => process.Do("api", () => Report(reports[conversation] = reports[conversation] with { Outcome = answer.Outcome })));
            return new StartCallResult.Placed(conversation, null);
        }

        public Task<CallReport?> GetCallAsync(string conversationId, CancellationToken cancellationToken) => Task.FromResult(reports.GetValueOrDefault(conversationId));

        public Task<IReadOnlyList<CallReport>> FindCallsAsync(string attemptId, string? providerAgentId, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<CallReport>>([.. reports.Values.Where(report => report.AttemptId == attemptId)]);

        public Task<IReadOnlyCollection<string>> ListCallsAsync(DateTimeOffset since, CancellationToken cancellationToken) => provider.ListCallsAsync(since, cancellationToken);

        public Task<Recording?> OpenRecordingAsync(string conversationId, CancellationToken cancellationToken) => provider.OpenRecordingAsync(conversationId, cancellationToken);

        public Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(CancellationToken cancellationToken) => provider.ListNumbersAsync(cancellationToken);

        private async Task Report(CallReport report)
        {
            await process.Inbox.AcceptAsync(new InboxItem(
                world.Ids.Next("evt"), Key, report.ConversationId, "post_call_transcription", process.Clock.GetUtcNow(), WebhookReceiver.Body("post_call_transcription", report), 0));
            process.Pump.Nudge();
        }
    }
}
