using System.Collections.Immutable;
using System.Text.Json;

namespace LeadSail;

/// <summary>What kind of JSON a free value may be, and how large.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class JsonShapeAttribute(params JsonValueKind[] kinds) : Attribute
{
    /// <summary>The kinds.</summary>
    public ImmutableArray<JsonValueKind> Kinds => [.. kinds];

    /// <summary>The most bytes; 64 kB.</summary>
    public int MaxBytes { get; init; } = 64 * 1024;
}
