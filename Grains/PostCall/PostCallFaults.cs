using System.Text.Json;
using LeadSail.Webhooks;

namespace LeadSail.PostCall;

/// <summary>What only the whole of the steps can tell: names given twice, fields that are none, headers that cannot be sent.</summary>
public static class PostCallFaults
{
    /// <summary>A line per fault.</summary>
    public static IEnumerable<string> Of(string path, PostCallSettings settings)
    {
        if (settings.Enabled && settings.Steps.IsEmpty)
        {
            yield return $"{path}.steps: is required when post-call is enabled";
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, step) in settings.Steps.Index())
        {
            var at = $"{path}.steps[{index}]";
            if (!names.Add(step.Name))
            {
                yield return $"{at}.name: another step has it";
            }

            foreach (var fault in FaultsOf(at, step))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> FaultsOf(string at, PostCallStep step) => step switch
    {
        ExtractStep extract => extract.Fields.Index().SelectMany(field => Target($"{at}.fields[{field.Index}].to", field.Item.To)),
        ScoreStep score => [.. Target($"{at}.to", score.To), .. score.Rules.Index().SelectMany(rule => Condition($"{at}.rules[{rule.Index}].when.value", rule.Item.When))],
        AnalyzeStep analyze => [.. AddressFaults.Of($"{at}.url", analyze.Url), .. HeaderFaults.Of($"{at}.headers", analyze.Headers), .. Targets($"{at}.to", analyze.To)],
        WebhookStep webhook => [.. AddressFaults.Of($"{at}.url", webhook.Url), .. HeaderFaults.Of($"{at}.headers", webhook.Headers)],
        _ => [],
    };

    private static IEnumerable<string> Target(string at, string target) => LeadTargetRules.FaultOf(target) is { } fault ? [$"{at}: {fault}"] : [];

    private static List<string> Targets(string at, JsonText places)
    {
        using var document = JsonDocument.Parse(places.Value);
        return [.. document.RootElement.EnumerateObject().SelectMany(place => place.Value.ValueKind == JsonValueKind.String ? Target($"{at}.{place.Name}", place.Value.GetString()!) : [$"{at}.{place.Name}: must be a string"])];
    }

    private static string[] Condition(string at, ScoreCondition condition)
    {
        if (condition.Value is not { } value)
        {
            return condition.Operator == ScoreOperator.Exists ? [] : [$"{at}: is required"];
        }

        using var document = JsonDocument.Parse(value.Value);
        return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null ? [$"{at}: must be a text, a number, true or false"] : [];
    }
}
