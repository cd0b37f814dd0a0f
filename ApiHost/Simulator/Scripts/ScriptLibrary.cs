using System.Collections.Frozen;
using System.Collections.Immutable;
using LeadSail.Simulator.Endings;

namespace LeadSail.Simulator.Scripts;

/// <summary>The scripts by what happens on the phone.</summary>
public static class ScriptLibrary
{
    /// <summary>Openings, for scripts that ask for one.</summary>
    public static ImmutableArray<Script> Openings { get; } = Script.Read(Scripts.Openings.All);

    /// <summary>Every story in which something picks up, with its scripts.</summary>
    public static FrozenDictionary<Story, ImmutableArray<Script>> ByStory { get; } = new Dictionary<Story, string>
    {
        [Story.Completed] = Talks.Completed,
        [Story.Qualified] = Talks.Qualified,
        [Story.Disqualified] = Talks.Disqualified,
        [Story.FollowUp] = Talks.FollowUp,
        [Story.Callback] = Refusals.Callback,
        [Story.CallbackOpen] = Refusals.CallbackOpen,
        [Story.DoNotCall] = Refusals.DoNotCall,
        [Story.WrongPerson] = Refusals.WrongPerson,
        [Story.Incomplete] = Refusals.Incomplete,
        [Story.Silence] = Unattended.Silence,
        [Story.Voicemail] = Unattended.Voicemail,
    }.ToFrozenDictionary(pair => pair.Key, pair => Script.Read(pair.Value));
}
