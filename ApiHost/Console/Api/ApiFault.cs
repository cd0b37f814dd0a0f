using System.Diagnostics.CodeAnalysis;
using LeadSail.Http;

namespace LeadSail.Console.Api;

/// <summary>An error of the API, as the console shows it.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "What the API calls an error is a fault here, as in the rest of the product.")]
public sealed class ApiFault(int status, CallRefusedError error) : Exception(error.Message)
{
    /// <summary>What cannot even be sent, said as the API says what it refuses.</summary>
    /// <param name="lines">As in <see cref="Details"/>.</param>
    public static ApiFault Invalid(params IReadOnlyList<string> lines) => new(StatusCodes.Status400BadRequest, new() { Code = Codes.ValidationError, Message = lines[0], Details = lines });

    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>The code, e.g. <c>VALIDATION_ERROR</c>.</summary>
    public string Code => error.Code;

    /// <summary>One line per fault, for a body <c>field: what is wrong</c>.</summary>
    public IReadOnlyList<string> Details => error.Details;

    /// <summary>When a refused call would pass; null when time alone does not bring it.</summary>
    public DateTimeOffset? NextCallTime => error.NextCallTime;

    /// <summary>The call that stands in the way.</summary>
    public string? InteractionId => error.InteractionId;

    /// <summary>Somebody else changed it since it was read.</summary>
    public bool IsStale => status == StatusCodes.Status409Conflict && Code == Codes.Conflict;

    /// <summary>What is wrong with a field, or with something in it; null when nothing is.</summary>
    /// <param name="field">Its path in the body, e.g. <c>voice.agentId</c>.</param>
    public string? Of(string field)
    {
        foreach (var line in Lines)
        {
            if (line.Field.StartsWith(field, StringComparison.Ordinal) && (line.Field.Length == field.Length || line.Field[field.Length] is '.' or '['))
            {
                return line.Field.Length == field.Length ? line.Fault : $"{line.Field[field.Length..].TrimStart('.')}: {line.Fault}";
            }
        }

        return null;
    }

    /// <summary>What is wrong with a field itself, and not with something in it.</summary>
    public string? Exactly(string field) => Lines.FirstOrDefault(line => line.Field == field).Fault;

    /// <summary>What is said of none of these fields, for the top of a form.</summary>
    public IEnumerable<string> Besides(IEnumerable<string> fields) =>
        Details.Count == 0 ? (Of404 is { } named && fields.Contains(named, StringComparer.Ordinal) ? [] : [Message]) : Lines.Where(line => !fields.Any(field => line.Field == field
            || line.Field.StartsWith(field + ".", StringComparison.Ordinal) || line.Field.StartsWith(field + "[", StringComparison.Ordinal))).Select(line => line.Whole);

    /// <summary>An unknown id in a body is told in the message: <c>field: there is no …</c>.</summary>
    private string? Of404 => Split(Message).Field is { Length: > 0 } named ? named : null;

    private IEnumerable<(string Field, string Fault, string Whole)> Lines => (Details.Count == 0 ? [Message] : Details).Select(Split);

    private static (string Field, string Fault, string Whole) Split(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && !line.AsSpan(0, colon).Contains(' ') ? (line[..colon], line[(colon + 2)..], line) : ("", line, line);
    }
}
