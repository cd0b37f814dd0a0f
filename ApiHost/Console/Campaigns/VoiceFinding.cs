using LeadSail.Campaigns;
using LeadSail.PhoneNumbers;
using LeadSail.VoiceAgents;

namespace LeadSail.Console.Campaigns;

/// <summary>What the choice of who speaks means for calls, while it is made.</summary>
/// <param name="Tone">How bad it is.</param>
/// <param name="Words">For people.</param>
/// <param name="Code">The code with which calls are refused; null when they are not.</param>
internal sealed record VoiceFinding(string Tone, string Words, string? Code = null)
{
    /// <summary>Refusals first.</summary>
    public static IEnumerable<VoiceFinding> Of(CampaignVoice voice, IReadOnlyList<VoiceAgentView> agents, IReadOnlyList<PhoneNumberView> numbers)
    {
        var agent = agents.FirstOrDefault(each => each.AgentId == voice.AgentId);
        var refusals = ((VoiceFinding?[])[AgentFault(voice.AgentId, agent), NumberFault(voice, agent, numbers)]).OfType<VoiceFinding>().ToArray();
        return [
            .. refusals,
            .. refusals.Length == 0 ? [new VoiceFinding("good", "Calls have an agent and a number.")] : Array.Empty<VoiceFinding>(),
            .. voice.PromptTemplateId is null ? [new VoiceFinding("info", "No prompt is set: the agent speaks with its own prompt at the provider.")] : Array.Empty<VoiceFinding>(),
            .. TestFault(voice, agents) is { } test ? [test] : Array.Empty<VoiceFinding>(),
        ];
    }

    private static VoiceFinding? AgentFault(string? id, VoiceAgentView? agent) => (id, agent) switch
    {
        (null, _) => new("bad", "No voice agent is set. Every call is refused:", Codes.MissingVoiceAgent),
        (_, { Active: false }) => new("bad", $"{agent.Name} is not active. Every call is refused:", Codes.MissingVoiceAgent),
        _ => null,
    };

    private static VoiceFinding? NumberFault(CampaignVoice voice, VoiceAgentView? agent, IReadOnlyList<PhoneNumberView> numbers) =>
        (voice.PhoneNumberId ?? agent?.PhoneNumberId, numbers.FirstOrDefault(each => each.PhoneNumberId == (voice.PhoneNumberId ?? agent?.PhoneNumberId))) switch
        {
            (null, _) => new("bad", "Neither the campaign nor its agent has a number to call from. A call is refused unless it names one:", Codes.MissingPhoneNumber),
            (_, { Active: false } number) => new("bad", $"{number.Number} is not active. A call is refused unless it names another number:", Codes.MissingPhoneNumber),
            (_, { } number) when agent is not null && agent.Provider != number.Provider => new("bad", $"{number.Number} belongs to another provider than the agent. Calls are refused:", Codes.MissingPhoneNumber),
            _ => null,
        };

    private static VoiceFinding? TestFault(CampaignVoice voice, IReadOnlyList<VoiceAgentView> agents) => voice.TestAgentId switch
    {
        null => new("info", "No test agent is set: the voice agent speaks to test leads as well."),
        { } id when agents.FirstOrDefault(each => each.AgentId == id) is { Active: false } test => new("warn", $"{test.Name} is not active. Calls to test leads are refused:", Codes.MissingVoiceAgent),
        _ => null,
    };
}
