namespace LeadSail;

/// <summary>A text that is one of <see cref="Codes"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ErrorCodeAttribute : Attribute;
