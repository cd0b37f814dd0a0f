using System.Collections.Immutable;
using LeadSail.Simulator.Endings;
using LeadSail.Simulator.Scripts;

namespace LeadSail.Simulator.Calls;

/// <summary>Makes the plan of a call: a pure function of what it is given.</summary>
public static class CallPlanner
{
    private const int SilenceSeconds = 40;

    /// <summary>Plans one call.</summary>
    /// <param name="story">What is to happen.</param>
    /// <param name="request">The start request: its variables and first message are used in what is said.</param>
    /// <param name="chance">Decides what the story leaves open.</param>
    /// <param name="agent">The agent's name.</param>
    /// <param name="today">The day, where the request's variables do not tell the callee's own.</param>
    public static CallPlan Plan(Story story, StartRequest request, Random chance, string agent, DateOnly today)
    {
        if (Failure.Of(story, request.Transport) is { } failure)
            return new()
            {
                Story = story,
                Failure = failure,
                RingSeconds = story == Story.NoAnswer ? request.RingingTimeout : Math.Min(Between(chance, 3, 8), request.RingingTimeout),
            };

        var script = chance.Pick(ScriptLibrary.ByStory[story]);
        var words = new Words(request.Variables(), agent, today);
        var lines = script.Lines.SelectMany(line => line.Role.Length > 0 ? [line] : chance.Pick(ScriptLibrary.Openings).Lines);
        var turns = Speak(lines, words, request.FirstMessage, chance, out var end);
        return new()
        {
            Story = story,
            RingSeconds = Math.Min(Between(chance, 3, 25), request.RingingTimeout),
            TalkSeconds = story == Story.Silence ? end + SilenceSeconds : end,
            ProcessingSeconds = Between(chance, 2, 6),
            Turns = turns,
            TerminationReason = Termination(story, turns[^1].Tool, request.Transport),
            CallSuccessful = Judgement(story),
            Title = script.Title,
            Summary = words.Fill(script.Summary),
            Collected = Collect(story, script, words, chance),
        };
    }

    /// <summary>Puts lines into time: as long as their words take, with a breath between speakers.</summary>
    private static ImmutableArray<Turn> Speak(
        IEnumerable<ScriptLine> lines, Words words, string? firstMessage, Random chance, out int end)
    {
        var turns = ImmutableArray.CreateBuilder<Turn>();
        var at = 1.0;
        foreach (var line in lines)
        {
            var message = words.Fill(line.Text);
            if (line.Role == "agent" && !string.IsNullOrWhiteSpace(firstMessage))
                (message, firstMessage) = (firstMessage, null);
            turns.Add(new(line.Role, message, (int)at, line.Tool));
            at += message.Count(letter => letter == ' ') / 2.6 + Between(chance, 1, 2.5);
        }
        end = (int)Math.Ceiling(at);
        return turns.ToImmutable();
    }

    private static string Termination(Story story, string? lastTool, Transport transport) => (story, lastTool, transport) switch
    {
        (Story.Silence, _, _) => $"Ending conversation after {SilenceSeconds} seconds of silence.",
        (_, { } tool, _) when tool is "end_call" or "voicemail_detection" => $"{tool} tool was called.",
        (_, _, Transport.Twilio) => "Call ended by remote party",
        _ => "Client disconnected: 1000",
    };

    private static string Judgement(Story story) => story switch
    {
        Story.Completed or Story.Qualified or Story.FollowUp or Story.Callback or Story.CallbackOpen => "success",
        Story.Silence or Story.Voicemail => "unknown",
        _ => "failure",
    };

    /// <summary>A third of the completed calls carries no disposition: there the judgement alone has to tell.</summary>
    private static ImmutableSortedDictionary<string, string> Collect(Story story, Script script, Words words, Random chance)
    {
        var disposition = story switch
        {
            Story.Completed => chance.Next(3) == 0 ? null : "completed",
            Story.Qualified => "qualified",
            Story.Disqualified => "disqualified",
            Story.FollowUp => "follow_up",
            Story.Callback or Story.CallbackOpen => "callback",
            Story.DoNotCall => "do_not_call",
            Story.WrongPerson => "wrong_person",
            _ => null,
        };
        var collected = script.Collected.ToImmutableSortedDictionary(pair => pair.Key, pair => words.Fill(pair.Value), StringComparer.Ordinal);
        return disposition is null ? collected : collected.Add("disposition", disposition);
    }

    private static double Between(Random chance, double low, double high) => low + (high - low) * chance.NextDouble();
}
