using System.Collections.Immutable;
using LeadSail.Leads;

namespace LeadSail.Imports;

/// <summary>What becomes of rows. A batch that is tried again comes to the same: what it made the first time it knows by the ids, which follow from the rows.</summary>
public static class ImportRules
{
    /// <summary>The lead that an earlier row of a rehearsal would have made: it has no id.</summary>
    public const string Rehearsed = "";

    /// <summary>The field by which leads are known, as the API calls it.</summary>
    public static string NameOf(ImportIdentifier identifier) => identifier switch
    {
        ImportIdentifier.Email => "email",
        ImportIdentifier.Phone => "phone",
        _ => "leadId",
    };

    /// <summary>What a row lacks whatever leads there are, a line each.</summary>
    /// <param name="plan">What is to become of the rows.</param>
    /// <param name="identifier">By what the row's lead is known; null when it does not say.</param>
    /// <param name="given">What it says.</param>
    public static ImmutableArray<string> Missing(ImportPlan plan, string? identifier, LeadGiven given) => plan switch
    {
        { Purpose: ImportPurpose.AddAll } => MissingForNew(given),
        { Purpose: not ImportPurpose.Update, Identifier: ImportIdentifier.LeadId } => identifier is null ? MissingForNew(given) : [],
        { Purpose: ImportPurpose.AddNew } => MissingForNew(given),
        _ => identifier is null ? [Required(NameOf(plan.Identifier))] : [],
    };

    /// <summary>
    /// What becomes of each row of a batch, one after the other: a lead that one makes is known to the next. Leads that an earlier try of this batch made are not known before their rows,
    /// as they were not then.
    /// </summary>
    /// <param name="plan">What is to become of the rows.</param>
    /// <param name="rows">The rows, each with the id of the lead that it would make.</param>
    /// <param name="leads">The leads that are known, by what the plan knows them by.</param>
    public static ImmutableArray<RowFate> Decide(ImportPlan plan, IReadOnlyCollection<(string? Identifier, LeadGiven Given, string OwnId)> rows, IReadOnlyDictionary<string, string> leads)
    {
        var own = rows.Select(row => row.OwnId).ToHashSet(StringComparer.Ordinal);
        var known = leads.Where(lead => !own.Contains(lead.Value)).ToDictionary(StringComparer.Ordinal);
        var fates = ImmutableArray.CreateBuilder<RowFate>();
        foreach (var (identifier, given, ownId) in rows)
        {
            var fate = FateOf(plan, identifier, given, ownId, identifier is null ? null : known.GetValueOrDefault(identifier));
            if (fate.Kind == RowFateKind.Create && identifier is not null)
            {
                known.TryAdd(identifier, ownId);
            }

            fates.Add(fate);
        }

        return fates.ToImmutable();
    }

    private static RowFate FateOf(ImportPlan plan, string? identifier, LeadGiven given, string ownId, string? known) => plan.Purpose switch
    {
        ImportPurpose.AddAll => New(given, ownId),
        ImportPurpose.AddNew when known is not null => RowFate.Skipped,
        _ when known is not null => new(RowFateKind.Update, known, null),
        _ when plan.Identifier == ImportIdentifier.LeadId && identifier is not null => RowFate.Rejected("leadId: there is no such lead in the campaign"),
        ImportPurpose.Update => RowFate.Skipped,
        _ => New(given, ownId),
    };

    private static RowFate New(LeadGiven given, string ownId) =>
        MissingForNew(given) is { IsEmpty: false } missing ? RowFate.Rejected(string.Join("; ", missing)) : new(RowFateKind.Create, ownId, null);

    private static ImmutableArray<string> MissingForNew(LeadGiven given) =>
    [
        .. new[] { ("firstName", given.FirstName), ("lastName", given.LastName), ("email", given.Email), ("phone", given.Phone) }.Where(field => field.Item2 is null).Select(field => Required(field.Item1)),
    ];

    private static string Required(string field) => $"{field}: is required";
}

/// <summary>What becomes of a row.</summary>
/// <param name="Kind">What.</param>
/// <param name="LeadId">The lead that it makes or changes; null when it does neither.</param>
/// <param name="Reason">Why it is rejected; null when it is not.</param>
public sealed record RowFate(RowFateKind Kind, string? LeadId, string? Reason)
{
    /// <summary>The purpose leaves it out.</summary>
    public static readonly RowFate Skipped = new(RowFateKind.Skip, null, null);

    /// <summary>It says what cannot be.</summary>
    public static RowFate Rejected(string reason) => new(RowFateKind.Reject, null, reason);
}

/// <summary>What can become of a row.</summary>
public enum RowFateKind
{
    /// <summary>It makes a lead.</summary>
    Create,

    /// <summary>It is laid over what is known of one.</summary>
    Update,

    /// <summary>Nothing: the purpose leaves it out.</summary>
    Skip,

    /// <summary>Nothing: it says what cannot be.</summary>
    Reject,
}
