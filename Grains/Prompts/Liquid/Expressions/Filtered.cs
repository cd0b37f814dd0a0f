using LeadSail.Prompts.Liquid.Filters;
using LeadSail.Prompts.Liquid.Values;

namespace LeadSail.Prompts.Liquid.Expressions;

/// <summary>One filter of an expression; null filter: its name is unknown.</summary>
internal sealed class FilterCall(int at, Filter? filter, Expression[] arguments, Expression? allowFalse)
{
    public Filter? Filter => filter;

    /// <summary>Applies the filter; answers <see cref="Missing"/> if an argument that counts does not exist.</summary>
    public object? Apply(Rendering rendering, object? input, bool mayMiss)
    {
        rendering.At = at;
        rendering.Charge(1);
        if (filter is null) return input;
        var values = arguments.Length == 0 ? [] : new object?[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var value = arguments[i].Resolve(rendering);
            if (value is Missing && !mayMiss) return value;
            values[i] = value is Missing ? null : value;
        }
        if (input is string text) rendering.ChargeText(text.Length);
        var result = filter.Apply(rendering, input, new Arguments(values, allowFalse?.Evaluate(rendering)));
        if (result is string made) rendering.ChargeText(made.Length);
        return result;
    }
}

/// <summary>An expression and its filters: <c>lead.firstName | capitalize | default: 'there'</c>.</summary>
internal sealed class Filtered(Expression input, FilterCall[] calls) : Expression
{
    /// <summary>In strict mode a name may be missing only where a <c>default</c> follows it.</summary>
    private readonly int lastDefault = Array.FindLastIndex(calls, call => call.Filter?.Name == "default");

    public override object? Resolve(Rendering rendering)
    {
        var value = input.Resolve(rendering);
        for (var i = 0; i < calls.Length; i++)
        {
            if (value is Missing)
            {
                if (rendering.IsStrict && i > lastDefault) return value;
                value = null;
            }
            value = calls[i].Apply(rendering, value, !rendering.IsStrict || i < lastDefault);
        }
        return value;
    }
}
