using System.ComponentModel.DataAnnotations;
using System.Globalization;
using NodaTime;

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

/// <summary>Texts of a form that no pattern can tell.</summary>
public abstract class TextFormatAttribute(string fault) : ValidationAttribute
{
    /// <summary>What one that is not of the form is told.</summary>
    public string Fault => fault;
}

/// <summary>A day that exists, <c>YYYY-MM-DD</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CalendarDateAttribute() : TextFormatAttribute("must be a date, YYYY-MM-DD")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => DateOnly.TryParseExact((string?)value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}

/// <summary>A zone of the IANA database.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IanaZoneAttribute() : TextFormatAttribute("must be an IANA zone, e.g. America/New_York")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => DateTimeZoneProviders.Tzdb.GetZoneOrNull((string)value!) is not null;
}
