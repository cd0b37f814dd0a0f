using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadSail.Simulator.Scripts;

/// <summary>The words that fill a script, out of the variables that came with the start request.</summary>
public sealed partial class Words
{
    /// <summary>Where each word is looked for, in order. Names as products of this kind send them; a dot may stand for nesting.</summary>
    private static readonly Dictionary<string, string[]> Sources = new()
    {
        ["first_name"] = ["first_name", "lead.firstName", "firstName", "contact_name", "name"],
        ["campaign"] = ["campaign_name", "campaign.name", "campaignName", "campaign"],
        ["agent"] = ["agent_name", "agent.name", "agentName"],
    };

    private readonly Dictionary<string, string> words;

    /// <summary>Takes the words from variables, or sensible ones where there are none.</summary>
    /// <param name="variables">The dynamic variables.</param>
    /// <param name="agent">The agent's name where no variable gives it.</param>
    /// <param name="today">The callee's day where no variable gives it.</param>
    public Words(IReadOnlyDictionary<string, string> variables, string agent, DateOnly today)
    {
        string Find(string word, string otherwise) =>
            Sources[word].Select(name => variables.GetValueOrDefault(name)).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) ?? otherwise;

        words = new()
        {
            ["first_name"] = Find("first_name", "Alex"),
            ["campaign"] = Find("campaign", "your request"),
            ["agent"] = Find("agent", agent),
            ["callback_at"] = LocalDay(variables, today).AddDays(1).ToString("yyyy-MM-dd'T15:00:00'", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The text with its words filled in.</summary>
    public string Fill(string text) => Word().Replace(text, match => words[match.Groups[1].Value]);

    /// <summary>The callee's day, as the variables that carry local time say it.</summary>
    private static DateOnly LocalDay(IReadOnlyDictionary<string, string> variables, DateOnly today)
    {
        foreach (var name in (string[])["today", "local_time", "now"])
        {
            if (variables.GetValueOrDefault(name) is { Length: >= 10 } value
                && DateOnly.TryParseExact(value[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
        }
        return today;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Word();
}
