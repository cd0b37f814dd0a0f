using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LeadSail.Calls;
using NodaTime;

namespace LeadSail.Prompts;

/// <summary>The names that a prompt can use (<c>product.md</c>, "Who speaks, from which number, with which words").</summary>
public static class PromptVariables
{
    /// <summary>All of them, as Liquid data. A known field without a value is there, and empty.</summary>
    public static IReadOnlyDictionary<string, object?> ForTemplate(PromptSubject subject)
    {
        var names = Flat(subject);
        names["lead"] = LeadVariables.Of(subject);
        names["campaign"] = LeadVariables.CampaignOf(subject);
        names["agent"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["agentId"] = subject.Agent?.Id, ["name"] = subject.Agent?.Value.Name };
        return names;
    }

    /// <summary>Those that go to the agent as dynamic variables: flat, and never null.</summary>
    public static ImmutableArray<CallVariable> ForAgent(PromptSubject subject, string? additionalInstructions)
    {
        var names = Flat(subject);
        names["campaign_name"] = subject.Campaign?.Settings.Name;
        names["agent_name"] = subject.Agent?.Value.Name;
        names["additional_instructions"] = additionalInstructions;
        return [.. names.OrderBy(name => name.Key, StringComparer.Ordinal).Select(name => new CallVariable(name.Key, new JsonText(JsonSerializer.Serialize(name.Value ?? "", Json.Options))))];
    }

    private static Dictionary<string, object?> Flat(PromptSubject subject)
    {
        var lead = subject.Lead.Data;
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(subject.Zone) ?? DateTimeZone.Utc;
        var local = Instant.FromDateTimeOffset(subject.Now).InZone(zone).ToDateTimeOffset();
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["first_name"] = lead.FirstName,
            ["last_name"] = lead.LastName,
            ["email"] = lead.Email,
            ["phone"] = subject.Phone,
            ["call_direction"] = Enums.Name(subject.Direction),
            ["contact_type"] = subject.ContactType,
            ["attempt_number"] = subject.Attempt,
            ["now"] = local.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            ["today"] = local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["local_time"] = local.ToString("HH:mm", CultureInfo.InvariantCulture),
            ["previous_summary"] = subject.Lead.Attempts.LastOrDefault(attempt => attempt.Summary is not null)?.Summary,
        };
    }
}
