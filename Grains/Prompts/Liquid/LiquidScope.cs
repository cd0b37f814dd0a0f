namespace LeadSail.Prompts.Liquid;

/// <summary>What one rendering knows.</summary>
/// <param name="Data">
/// The names at top level. A value is a string, bool, int, long, decimal, double, DateTimeOffset, <c>JsonElement</c>, null,
/// <c>IReadOnlyDictionary&lt;string, object?&gt;</c> or <c>IReadOnlyList&lt;object?&gt;</c> of such values; meeting any other type
/// is an <see cref="ArgumentException"/>. A key with a null value exists and is empty.
/// </param>
/// <param name="Now">
/// The instant of <c>'now'</c> and <c>'today'</c> in the <c>date</c> filter; its offset is the zone of dates that carry none.
/// </param>
public sealed record LiquidScope(IReadOnlyDictionary<string, object?> Data, DateTimeOffset Now)
{
    /// <summary>Measures <see cref="LiquidLimits.Time"/>; without it only steps and cancellation end a rendering early.</summary>
    public TimeProvider? Clock { get; init; }
}

/// <summary>How forgiving a rendering is.</summary>
public enum LiquidMode
{
    /// <summary>As Liquid is: a name that does not exist is empty, an unknown filter changes nothing.</summary>
    Lenient,

    /// <summary>
    /// Writing a name that does not exist is an error unless a <c>default</c> filter follows it, and so is a template that has an
    /// unknown filter anywhere. In a condition or as the list of a loop such a name is still just nil.
    /// </summary>
    Strict,
}
