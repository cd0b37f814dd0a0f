using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LeadSail.Http;

/// <summary>The limits of one field, out of its attributes (<see cref="System.ComponentModel.DataAnnotations"/>), and what a value that breaks them is told.</summary>
internal sealed class FieldRules
{
    /// <summary>No limits but the ones that hold for everything.</summary>
    public static readonly FieldRules None = new([]);

    private static readonly ConcurrentDictionary<MemberInfo, FieldRules> Known = new();

    private readonly ImmutableArray<ValidationAttribute> rules;

    private FieldRules(IEnumerable<Attribute> attributes)
    {
        rules = [.. attributes.OfType<ValidationAttribute>().Where(rule => rule is not RequiredAttribute)];
        IsRequired = attributes.OfType<RequiredAttribute>().Any();
        Kinds = attributes.OfType<JsonShapeAttribute>().FirstOrDefault()?.Kinds;
        MaxBytes = attributes.OfType<JsonShapeAttribute>().FirstOrDefault()?.MaxBytes ?? RequestBody.Limit;
    }

    public bool IsRequired { get; }

    /// <summary>Which kinds of JSON a free value may be; null for any.</summary>
    public ImmutableArray<JsonValueKind>? Kinds { get; }

    /// <summary>The most bytes of a free value.</summary>
    public int MaxBytes { get; }

    public static FieldRules Of(JsonPropertyInfo property) => property.AttributeProvider is MemberInfo member
        ? Known.GetOrAdd(member, static m => new FieldRules(m.GetCustomAttributes().ToArray()))
        : None;

    public string? FaultOf(string value) => value.Contains('\0', StringComparison.Ordinal)
        ? "must not contain a NUL character"
        : rules.Select(rule => FaultOf(rule, value)).FirstOrDefault(fault => fault is not null);

    public string? FaultOf(double value) => rules.OfType<RangeAttribute>()
        .Where(range => !range.IsValid(Convert.ChangeType(value, range.OperandType, CultureInfo.InvariantCulture)))
        .Select(range => string.Create(CultureInfo.InvariantCulture, $"must be from {range.Minimum} to {range.Maximum}"))
        .FirstOrDefault();

    public string? FaultOfLength(int length) => rules.Select(rule => rule switch
    {
        MinLengthAttribute least when length < least.Length => string.Create(CultureInfo.InvariantCulture, $"must have at least {least.Length} items"),
        MaxLengthAttribute most when length > most.Length => string.Create(CultureInfo.InvariantCulture, $"must have at most {most.Length} items"),
        _ => null,
    }).FirstOrDefault(fault => fault is not null);

    private static string? FaultOf(ValidationAttribute rule, string value) => rule switch
    {
        StringLengthAttribute length when value.Trim().Length < length.MinimumLength => length.MinimumLength == 1
            ? "must not be empty" : string.Create(CultureInfo.InvariantCulture, $"must have at least {length.MinimumLength} characters"),
        StringLengthAttribute length when value.Length > length.MaximumLength => string.Create(CultureInfo.InvariantCulture, $"must have at most {length.MaximumLength} characters"),
        AllowedValuesAttribute allowed when !allowed.IsValid(value) => $"must be one of {string.Join(", ", allowed.Values)}",
        EmailAddressAttribute when !IsEmail(value) => "must be an e-mail address",
        RegularExpressionAttribute pattern when value.Length == 0 || !pattern.IsValid(value) => pattern.ErrorMessage ?? $"must match {pattern.Pattern}", // to it, nothing is always valid
        TextFormatAttribute format when !format.IsValid(value) => format.Fault,
        StringLengthAttribute or AllowedValuesAttribute or EmailAddressAttribute or RegularExpressionAttribute or TextFormatAttribute => null,
        _ => throw new InvalidOperationException($"{rule.GetType().Name} has no words for what is wrong."),
    };

    private static bool IsEmail(string value)
    {
        var at = value.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < value.Length - 1 && value.IndexOf('@', at + 1) < 0 && !value.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
    }
}
