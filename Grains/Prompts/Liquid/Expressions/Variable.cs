using LeadSail.Prompts.Liquid.Values;

namespace LeadSail.Prompts.Liquid.Expressions;

/// <summary>A path: <c>lead.tags[0]</c>. Without a root its first key names it: <c>[name].first</c>.</summary>
internal sealed class Variable(string? root, Expression[] keys, string name, int at) : Expression
{
    private readonly Missing missing = new(name, at);

    public override object? Resolve(Rendering rendering)
    {
        var next = 0;
        var first = root;
        if (first is null)
        {
            var key = keys[next++].Resolve(rendering);
            if (key is Missing) return key;
            first = key as string;
        }
        if (first is null || !rendering.Names.TryGet(first, out var value)) return missing;
        for (; next < keys.Length && value is not Missing; next++)
        {
            var key = keys[next].Resolve(rendering);
            if (key is Missing) return key;
            rendering.Charge(JsonValues.StepsToSearch(value));
            if (!Value.TryGet(value, key, out value)) return missing;
        }
        return value;
    }
}
