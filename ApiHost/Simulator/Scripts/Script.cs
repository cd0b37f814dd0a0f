using System.Collections.Immutable;

namespace LeadSail.Simulator.Scripts;

/// <summary>One way a conversation can go, with names still to be filled in.</summary>
/// <param name="Title">A title of a few words.</param>
/// <param name="Summary">What the analysis says of it.</param>
/// <param name="Lines">What is said, in order.</param>
/// <param name="Collected">Values that the analysis collects, by id.</param>
public sealed record Script(string Title, string Summary, ImmutableArray<ScriptLine> Lines, ImmutableSortedDictionary<string, string> Collected)
{
    /// <summary>
    /// Reads scripts, parted by blank lines: <c># title</c>, <c>&gt; summary</c>, <c>= id: value</c>, <c>A text</c> for the agent,
    /// <c>U text</c> for the callee, <c>A [tool] text</c> where the agent calls a tool, <c>*</c> for an opening.
    /// </summary>
    public static ImmutableArray<Script> Read(string text) => [.. text.ReplaceLineEndings("\n").Split("\n\n").Select(ReadOne)];

    private static Script ReadOne(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string Only(char mark) => lines.FirstOrDefault(line => line[0] == mark)?[2..] ?? "";
        return new(
            Only('#'),
            Only('>'),
            [.. lines.Where(line => line[0] is 'A' or 'U' or '*').Select(ScriptLine.Read)],
            lines.Where(line => line[0] == '=').Select(line => line[2..].Split(": ", 2))
                .ToImmutableSortedDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal));
    }
}

/// <summary>One line of a script.</summary>
/// <param name="Role"><c>agent</c>, <c>user</c>, or empty where an opening belongs.</param>
/// <param name="Text">What is said.</param>
/// <param name="Tool">The tool that the agent calls with it.</param>
public sealed record ScriptLine(string Role, string Text, string? Tool)
{
    internal static ScriptLine Read(string line)
    {
        if (line[0] == '*') return new("", "", null);
        var (role, text) = (line[0] == 'A' ? "agent" : "user", line[2..]);
        if (text[0] != '[') return new(role, text, null);
        var end = text.IndexOf(']', StringComparison.Ordinal);
        return new(role, text[(end + 1)..].TrimStart(), text[1..end]);
    }
}
