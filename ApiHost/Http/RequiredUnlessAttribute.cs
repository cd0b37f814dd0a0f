namespace LeadSail.Http;

/// <summary>Fields that a body must have, unless it has another one.</summary>
/// <param name="other">The field that makes them optional.</param>
/// <param name="fields">The fields.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequiredUnlessAttribute(string other, params string[] fields) : Attribute
{
    /// <summary>The field that makes them optional.</summary>
    public string Other => other;

    /// <summary>The fields.</summary>
    public IReadOnlyList<string> Fields => fields;
}
