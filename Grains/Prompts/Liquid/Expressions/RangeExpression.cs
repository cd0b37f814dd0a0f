using LeadSail.Prompts.Liquid.Values;

namespace LeadSail.Prompts.Liquid.Expressions;

/// <summary><c>(1..5)</c>.</summary>
internal sealed class RangeExpression(Expression from, Expression to) : Expression
{
    public override object? Resolve(Rendering rendering)
    {
        var first = from.Resolve(rendering);
        if (first is Missing) return first;
        var last = to.Resolve(rendering);
        if (last is Missing) return last;
        return IntegerRange.Between(Number.Truncate(first), Number.Truncate(last)) ?? throw rendering.Error("the range is too long");
    }
}
