using LeadSail.Http;

namespace LeadSail.Imports;

/// <summary>Which column of a file fills which field of a lead.</summary>
internal static class ImportMapping
{
    /// <summary>The columns that count.</summary>
    /// <param name="columns">The file's columns.</param>
    /// <param name="given">What somebody says that they mean; null when it follows from their names.</param>
    /// <param name="plan">What is to become of the rows.</param>
    /// <exception cref="RequestException">400 with a line per fault.</exception>
    public static IReadOnlyList<MappedColumn> Of(IReadOnlyList<string> columns, IReadOnlyList<(string Column, string Field)>? given, ImportPlan plan)
    {
        var faults = new List<string>();
        var mapped = (given is null ? ByName(columns) : AsGiven(columns, given, faults)).ToList();
        faults.AddRange(mapped.GroupBy(column => column.Column, StringComparer.Ordinal).Where(same => same.Count() > 1 || columns.Count(name => name == same.Key) > 1)
            .Select(same => columns.Count(name => name == same.Key) > 1 ? $"file: has more than one column \"{same.Key}\"" : $"mapping: names the column \"{same.Key}\" twice"));
        faults.AddRange(mapped.GroupBy(column => column.Field.Name, StringComparer.Ordinal).Where(same => same.Select(column => column.Column).Distinct(StringComparer.Ordinal).Count() > 1)
            .Select(same => $"mapping: fills {same.Key} from more than one column: {string.Join(", ", same.Select(column => $"\"{column.Column}\""))}"));
        if (faults.Count == 0)
        {
            faults.AddRange(Needed(plan).Where(name => mapped.All(column => column.Field.Name != name))
                .Select(name => $"mapping: has no column for {name}, {(plan.Purpose != ImportPurpose.AddAll && name == ImportRules.NameOf(plan.Identifier) ? "by which leads are known" : "which a new lead needs")}"));
        }

        return faults.Count == 0 ? mapped : throw RequestException.Invalid([.. faults]);
    }

    private static IEnumerable<MappedColumn> ByName(IReadOnlyList<string> columns) =>
        columns.Index().Select(column => (column.Index, Name: column.Item, Field: ImportField.OfColumn(column.Item))).Where(column => column.Field is not null).Select(column => new MappedColumn(column.Index, column.Name, column.Field!));

    private static IEnumerable<MappedColumn> AsGiven(IReadOnlyList<string> columns, IReadOnlyList<(string Column, string Field)> given, List<string> faults)
    {
        foreach (var (column, name) in given)
        {
            var index = columns.ToList().IndexOf(column);
            var field = ImportField.Find(name);
            if (index < 0)
            {
                faults.Add($"mapping: the file has no column \"{column}\"");
            }

            if (field is null)
            {
                faults.Add($"mapping: leads have no field \"{name}\"");
            }

            if (index >= 0 && field is not null)
            {
                yield return new(index, column, field);
            }
        }
    }

    /// <summary>The fields without which no row could come to anything.</summary>
    private static IEnumerable<string> Needed(ImportPlan plan) => plan.Purpose switch
    {
        ImportPurpose.AddAll => NewLead,
        ImportPurpose.AddNew when plan.Identifier != ImportIdentifier.LeadId => NewLead,
        _ => [ImportRules.NameOf(plan.Identifier)],
    };

    private static string[] NewLead => ["firstName", "lastName", "email", "phone"];
}

/// <summary>A column that counts.</summary>
/// <param name="Index">Its place in the file, from 0.</param>
/// <param name="Column">Its name.</param>
/// <param name="Field">What it fills.</param>
internal sealed record MappedColumn(int Index, string Column, ImportField Field);
