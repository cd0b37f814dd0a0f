using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadSail.PostCall;

/// <summary>Points by rule.</summary>
public static class ScoreRules
{
    /// <summary>The sum of the points of the rules that hold.</summary>
    public static double Score(ScoreStep step, CallFacts facts) => step.Rules.Where(rule => Holds(rule.When, facts.Find(rule.When.Field))).Sum(rule => rule.Points);

    /// <summary>Whether a condition holds for a value; null: there is none.</summary>
    public static bool Holds(ScoreCondition condition, JsonNode? value)
    {
        var wanted = condition.Value is { } given ? JsonNode.Parse(given.Value) : null;
        return condition.Operator switch
        {
            ScoreOperator.Exists => value is not null && Text(value).Length > 0,
            ScoreOperator.Equals => Same(value, wanted),
            ScoreOperator.NotEquals => !Same(value, wanted),
            ScoreOperator.Contains => value is JsonArray list ? list.Any(item => Same(item, wanted)) : value is not null && wanted is not null && Text(value).Contains(Text(wanted), StringComparison.OrdinalIgnoreCase),
            ScoreOperator.GreaterThan => Number(value) > Number(wanted),
            ScoreOperator.LessThan => Number(value) < Number(wanted),
            _ => false,
        };
    }

    private static bool Same(JsonNode? one, JsonNode? other) => (one, other) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        _ when Number(one) is { } number && Number(other) is { } wanted => number == wanted,
        _ => string.Equals(Text(one), Text(other), StringComparison.OrdinalIgnoreCase),
    };

    private static string Text(JsonNode value) => (value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString(Json.Options)).Trim();

    /// <summary>A number, also one that somebody said: <c>$450</c>, <c>1,200</c>.</summary>
    private static decimal? Number(JsonNode? value) => value is not null
        && decimal.TryParse(Text(value).TrimStart('$', '€', '£'), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;
}
