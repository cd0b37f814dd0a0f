using System.Text.Json.Nodes;

namespace LeadSail.PostCall;

public sealed class ScoreRulesTests
{
    [Theory]
    [InlineData("\"$450\"", ScoreOperator.GreaterThan, "400", true)]
    [InlineData("\"1,200\"", ScoreOperator.GreaterThan, "1199.5", true)]
    [InlineData("300", ScoreOperator.GreaterThan, "300", false)]
    [InlineData("-1", ScoreOperator.LessThan, "0", true)]
    [InlineData("\"soon\"", ScoreOperator.GreaterThan, "1", false)]
    [InlineData("\"soon\"", ScoreOperator.LessThan, "1", false)]
    [InlineData(null, ScoreOperator.LessThan, "1", false)]
    [InlineData("\"Yes\"", ScoreOperator.Equals, "\"yes\"", true)]
    [InlineData("5", ScoreOperator.Equals, "\"5.0\"", true)]
    [InlineData("true", ScoreOperator.Equals, "true", true)]
    [InlineData("true", ScoreOperator.Equals, "\"true\"", true)]
    [InlineData(null, ScoreOperator.Equals, "\"\"", false)]
    [InlineData(null, ScoreOperator.NotEquals, "1", true)]
    [InlineData("1", ScoreOperator.NotEquals, "1", false)]
    [InlineData("\"in the summer\"", ScoreOperator.Contains, "\"SUMMER\"", true)]
    [InlineData("[\"a\",\"B\"]", ScoreOperator.Contains, "\"b\"", true)]
    [InlineData("[\"ab\"]", ScoreOperator.Contains, "\"a\"", false)]
    [InlineData(null, ScoreOperator.Contains, "\"a\"", false)]
    [InlineData("\"\"", ScoreOperator.Exists, null, false)]
    [InlineData("false", ScoreOperator.Exists, null, true)]
    [InlineData(null, ScoreOperator.Exists, null, false)]
    public void A_condition_holds_or_it_does_not(string? value, ScoreOperator comparison, string? wanted, bool holds) => Assert.Equal(
        holds, ScoreRules.Holds(new() { Field = "x", Operator = comparison, Value = wanted is null ? null : new JsonText(wanted) }, value is null ? null : JsonNode.Parse(value)));
}
