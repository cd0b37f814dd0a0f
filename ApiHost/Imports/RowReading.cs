using System.Text.Json;
using System.Text.Json.Nodes;
using LeadSail.ApiKeys;
using LeadSail.Http;
using LeadSail.Leads;

namespace LeadSail.Imports;

/// <summary>Reads rows as leads, by the rules of <c>POST /leads</c>: the cells become its body.</summary>
internal sealed class RowReading(LeadReading leads, ImportPlan plan, IReadOnlyList<MappedColumn> columns, Caller caller)
{
    /// <summary>The row to store: with what it says of a lead, or why it is refused.</summary>
    public ImportRow Read(int number, FileRow row)
    {
        var stored = new ImportRow(number, row.Line, new JsonText(JsonSerializer.Serialize(row.Cells, Json.Options))) { IsRehearsal = plan.IsDryRun };
        if (row.Fault is not null)
        {
            return stored with { Fault = row.Fault };
        }

        var faults = new List<string>();
        var (body, leadId) = BodyOf(row.Cells, faults);
        if (GivenBy(body, faults) is not { } given)
        {
            return stored with { Fault = string.Join("; ", faults) };
        }

        var identifier = plan switch
        {
            { Purpose: ImportPurpose.AddAll } => null,
            { Identifier: ImportIdentifier.Email } => given.Email,
            { Identifier: ImportIdentifier.Phone } => given.Phone,
            _ => leadId,
        };
        return ImportRules.Missing(plan, identifier, given) is { IsEmpty: false } missing
            ? stored with { Fault = string.Join("; ", missing) }
            : stored with { Identifier = identifier, Given = new JsonText(JsonSerializer.Serialize(given, Json.Options)) };
    }

    private (JsonObject Body, string? LeadId) BodyOf(string[] cells, List<string> faults)
    {
        var body = new JsonObject();
        string? leadId = null;
        foreach (var (index, _, field) in columns)
        {
            var cell = cells[index].Trim();
            if (cell.Length == 0)
            {
                continue; // an empty cell says nothing
            }

            if (field.Path.IsEmpty)
            {
                leadId = cell;
            }
            else if (field.Write(cell, body) is { } fault)
            {
                faults.Add(fault);
            }
        }

        return (body, leadId);
    }

    /// <summary>What the body says; null when something is wrong with it, or was before.</summary>
    private LeadGiven? GivenBy(JsonObject body, List<string> faults)
    {
        try
        {
            using var document = JsonSerializer.SerializeToDocument(body);
            var given = leads.Read(StrictJson.Read<LeadBody>(document.RootElement), caller);
            return faults.Count == 0 ? given : null;
        }
        catch (RequestException wrong)
        {
            faults.AddRange(wrong.Error.Details);
            return null;
        }
    }
}
