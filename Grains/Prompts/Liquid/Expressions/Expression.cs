using LeadSail.Prompts.Liquid.Values;

namespace LeadSail.Prompts.Liquid.Expressions;

internal abstract class Expression
{
    /// <summary>The value, or <see cref="Missing"/> if a name in it does not exist.</summary>
    public abstract object? Resolve(Rendering rendering);

    /// <summary>The value, nil if a name in it does not exist.</summary>
    public object? Evaluate(Rendering rendering) => Resolve(rendering) is var value and not Missing ? value : null;
}

internal sealed class Literal(object? value) : Expression
{
    public static readonly Literal Nil = new(null);
    public static readonly Literal True = new(true);
    public static readonly Literal False = new(false);
    public static readonly Literal Empty = new(Special.Empty);
    public static readonly Literal Blank = new(Special.Blank);

    public object? Value => value;

    public override object? Resolve(Rendering rendering) => value;
}
