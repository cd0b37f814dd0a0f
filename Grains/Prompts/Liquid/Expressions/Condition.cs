using LeadSail.Prompts.Liquid.Values;

namespace LeadSail.Prompts.Liquid.Expressions;

internal enum Comparing
{
    Nothing,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
}

/// <summary>One comparison, or one value asked for its truth.</summary>
internal sealed class Comparison(int at, Expression left, Comparing comparing, Expression right)
{
    public bool Holds(Rendering rendering)
    {
        rendering.At = at;
        rendering.Charge(1);
        var a = left.Evaluate(rendering);
        if (comparing == Comparing.Nothing) return Value.IsTruthy(a);
        var b = right.Evaluate(rendering);
        return comparing switch
        {
            Comparing.Equal => Compare.Equal(rendering, a, b),
            Comparing.NotEqual => !Compare.Equal(rendering, a, b),
            Comparing.Contains => Compare.Contains(rendering, a, b),
            Comparing.Less => Compare.Order(rendering, a, b) < 0,
            Comparing.LessOrEqual => Compare.Order(rendering, a, b) <= 0,
            Comparing.Greater => Compare.Order(rendering, a, b) > 0,
            _ => Compare.Order(rendering, a, b) >= 0,
        };
    }
}

/// <summary>Comparisons joined by <c>and</c> (true) or <c>or</c> (false). As in Liquid neither binds tighter; the last joins first.</summary>
internal sealed class Condition(Comparison[] terms, bool[] joins)
{
    public bool Holds(Rendering rendering)
    {
        for (var i = 0; i < joins.Length; i++)
        {
            var holds = terms[i].Holds(rendering);
            if (holds != joins[i]) return holds;
        }
        return terms[^1].Holds(rendering);
    }
}
