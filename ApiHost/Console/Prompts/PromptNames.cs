using System.Text.Json;
using LeadSail.Leads;

namespace LeadSail.Console.Prompts;

/// <summary>The names that a template can write (<c>product.md</c>, "Who speaks, from which number, with which words"), for people to choose from.</summary>
internal static class PromptNames
{
    private static readonly PromptName[] Lead =
    [
        new("first_name"), new("last_name"), new("email"), new("phone", "the number called"), new("lead.dateOfBirth"), new("lead.address.street"), new("lead.address.city"), new("lead.address.state"),
        new("lead.address.zip"), new("lead.country"), new("lead.timezone"), new("lead.status"), new("lead.tags"), new("lead.notes"), new("lead.isTest"), new("lead.createdAt"),
        new("lead.attempts.total", "calls so far"), new("lead.attempts.lastOutcome"), new("lead.clientLeadId"), new("lead.leadId", "and every other field of the lead, as the API names it"),
    ];

    private static readonly PromptName[] Call =
    [
        new("call_direction", "inbound or outbound"), new("contact_type", "new, first or returning"), new("attempt_number", "from 1"), new("previous_summary", "of the last call"),
        new("local_time", "on the lead's clock"), new("today", "the lead's date"), new("now", "date and time"),
    ];

    private static readonly PromptName[] Campaign =
    [
        new("campaign.name"), new("campaign.clientName"), new("campaign.offerName"), new("campaign.campaignId"), new("agent.name"), new("agent.agentId"),
    ];

    /// <summary>By what they speak of; those of a lead's own fields and answers as that lead has them.</summary>
    public static IEnumerable<(string Group, IReadOnlyList<PromptName> Names)> Of(LeadView? lead)
    {
        yield return ("Lead", Lead);
        yield return ("Call", Call);
        yield return ("Campaign and agent", Campaign);
        if (lead is not null && OwnOf(lead).ToArray() is { Length: > 0 } own)
        {
            yield return ("Of the lead of the preview", own);
        }
    }

    private static IEnumerable<PromptName> OwnOf(LeadView lead) =>
    [
        .. lead.Questionnaire.Select(answer => new PromptName(Path("lead.questionnaire", answer.Key), answer.Question)),
        .. Fields("lead.customFields", lead.CustomFields), .. Fields("lead.attribution", lead.Attribution), .. Fields("lead.compliance", lead.Compliance),
    ];

    private static List<PromptName> Fields(string of, JsonText json)
    {
        using var document = JsonDocument.Parse(json.Value is { Length: > 0 } text ? text : "{}");
        return [.. document.RootElement.EnumerateObject().Select(field => new PromptName(Path(of, field.Name), null))];
    }

    /// <summary>A name that is no identifier stands in brackets.</summary>
    private static string Path(string of, string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? $"{of}.{name}" : $"{of}[\"{name}\"]";
}

/// <summary>A name.</summary>
/// <param name="Name">As a template writes it.</param>
/// <param name="About">What it is, where the name does not say it.</param>
internal sealed record PromptName(string Name, string? About = null)
{
    /// <summary>Its output.</summary>
    public string Output => $"{{{{ {Name} }}}}";
}
