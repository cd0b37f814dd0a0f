using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LeadSail.Campaigns;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Imports;

/// <summary>Goes through one batch of an import's rows, or rehearses it. All of it may be repeated: leads are made under ids that follow from the rows, and a change that was made is no change.</summary>
/// <param name="import">The import's key.</param>
/// <param name="state">How it stands.</param>
/// <param name="ports">What it works on.</param>
/// <param name="now">When it is done.</param>
internal sealed class ImportBatch(string import, ImportState state, ImportPorts ports, DateTimeOffset now)
{
    private readonly string organizationId = GrainKeys.OrganizationOf(import), importId = GrainKeys.IdOf(import);
    private readonly Dictionary<int, string> reasons = [];
    private CampaignState? campaign;

    /// <summary>Whether a row of which nobody knows why it fails is left out, and does not hold up the others.</summary>
    public bool LeavesOutBroken { get; init; }

    /// <summary>What came of the rows; those that are refused say why.</summary>
    public async Task<ImportCounts> RunAsync(IReadOnlyList<ImportRow> batch, CancellationToken cancellationToken)
    {
        campaign = await ports.States.ReadAsync<CampaignState>("campaign", GrainKeys.Of(organizationId, state.Plan.CampaignId), cancellationToken);
        Row[] rows = [.. batch.Select(row => new Row(row.Number, row.Identifier, JsonSerializer.Deserialize<LeadGiven>(row.Given!.Value.Value, Json.Options)!, IdOf("lead", row.Number)))];
        var fates = ImportRules.Decide(state.Plan, [.. rows.Select(row => (row.Identifier, row.Given, row.OwnId))], await KnownAsync(rows, cancellationToken));
        foreach (var (row, fate) in rows.Zip(fates).Where(each => each.Second.Reason is not null))
        {
            reasons[row.Number] = fate.Reason!;
        }

        await CreateAsync([.. rows.Zip(fates).Where(each => each.Second.Kind == RowFateKind.Create).Select(each => each.First)], cancellationToken);
        await UpdateAsync(rows.Zip(fates).Where(each => each.Second.Kind == RowFateKind.Update).GroupBy(each => each.Second.LeadId!, each => each.First, StringComparer.Ordinal));
        if (reasons.Count > 0 || batch.Any(row => row.Fault is not null))
        {
            await ports.Rows.RefuseAsync(organizationId, importId, state.After, batch[^1].Number, reasons, cancellationToken);
        }

        return new ImportCounts { Created = Count(RowFateKind.Create), Updated = Count(RowFateKind.Update), Skipped = Count(RowFateKind.Skip), Rejected = reasons.Count };

        int Count(RowFateKind kind) => rows.Zip(fates).Count(each => each.Second.Kind == kind && !reasons.ContainsKey(each.First.Number));
    }

    /// <summary>The leads that there are. In a rehearsal nothing is made, so earlier rows stand for the leads that they would make.</summary>
    private async Task<IReadOnlyDictionary<string, string>> KnownAsync(Row[] rows, CancellationToken cancellationToken)
    {
        string[] identifiers = [.. rows.Select(row => row.Identifier).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (state.Plan.Purpose == ImportPurpose.AddAll || identifiers.Length == 0)
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        var known = state.Plan.Identifier == ImportIdentifier.LeadId
            ? await ByIdAsync(identifiers, cancellationToken)
            : await ports.Leads.FindAsync(organizationId, state.Plan.CampaignId, state.Plan.Identifier, identifiers, cancellationToken);
        if (state.Plan is not { IsDryRun: true, Purpose: ImportPurpose.AddNew or ImportPurpose.AddUpdate })
        {
            return known;
        }

        var passed = await ports.Rows.PassedAsync(organizationId, importId, identifiers, state.After, cancellationToken);
        return known.Concat(passed.Except(known.Keys).Select(identifier => KeyValuePair.Create(identifier, ImportRules.Rehearsed))).ToDictionary(StringComparer.Ordinal);
    }

    private async Task<IReadOnlyDictionary<string, string>> ByIdAsync(string[] leadIds, CancellationToken cancellationToken)
    {
        var leads = await ports.States.ReadManyAsync<LeadState>("lead", [.. leadIds.Select(leadId => GrainKeys.Of(organizationId, leadId))], cancellationToken);
        return leads.Where(lead => lead.Value.Exists && lead.Value.CampaignId == state.Plan.CampaignId).Select(lead => GrainKeys.IdOf(lead.Key)).ToDictionary(leadId => leadId, StringComparer.Ordinal);
    }

    private async Task CreateAsync(Row[] rows, CancellationToken cancellationToken)
    {
        var leads = new List<(Row Row, NewLead Lead)>(rows.Length);
        foreach (var row in rows)
        {
            var submit = new Submit(IdOf("sub", row.Number), state.Plan.CampaignId, row.Given, LeadStatus.New, state.Actor);
            var (lead, refusal) = NewLead.Of(row.OwnId, campaign, now, submit);
            if (lead is not null)
            {
                leads.Add((row, lead));
            }
            else
            {
                reasons[row.Number] = ReasonOf(refusal!);
            }
        }

        if (state.Plan.IsDryRun || leads.Count == 0)
        {
            return;
        }

        foreach (var few in leads.Chunk(LeavesOutBroken ? 1 : leads.Count))
        {
            await TryAsync(few[0].Row, async () => _ = await ports.Leads.InsertAsync(organizationId, [.. few.Select(each => each.Lead)], cancellationToken)); // one that exists is of an earlier try
        }
    }

    /// <summary>All leads at once, the rows of one lead one after the other.</summary>
    private async Task UpdateAsync(IEnumerable<IGrouping<string, Row>> leads)
    {
        await Task.WhenAll(leads.Select(async rows =>
        {
            foreach (var row in rows)
            {
                await TryAsync(row, () => UpdateAsync(rows.Key, row));
            }
        }));
    }

    private async Task UpdateAsync(string leadId, Row row)
    {
        // a file can say that somebody must not be called, and not that somebody may be again
        var change = new ChangeLead { Given = row.Given with { IsDnc = row.Given.IsDnc == true ? true : null }, Actor = state.Actor, IsOfJob = true };
        var refusal = state.Plan.IsDryRun
            ? await ports.States.ReadAsync<LeadState>("lead", GrainKeys.Of(organizationId, leadId)) is { } lead ? LeadMachine.Decide(lead, change, now).Refusal : null
            : (await ports.Lead(GrainKeys.Of(organizationId, leadId)).Tell(change)).Refusal;
        if (refusal is not null)
        {
            reasons[row.Number] = ReasonOf(refusal);
        }
    }

    private async Task TryAsync(Row row, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (LeavesOutBroken)
        {
            ports.Broken(e, row.Number);
            reasons[row.Number] = "the lead could not be stored: something is broken on our side";
        }
    }

    private string IdOf(string prefix, int number) => Ids.Derived(prefix, state.CreatedAt!.Value, string.Create(CultureInfo.InvariantCulture, $"{import}/{number}"));

    private static string ReasonOf(Refusal refusal) => refusal.Details.IsEmpty ? refusal.Message : string.Join("; ", refusal.Details);

    private sealed record Row(int Number, string? Identifier, LeadGiven Given, string OwnId);
}

/// <summary>What a batch works on.</summary>
/// <param name="Leads">Many leads at once.</param>
/// <param name="Rows">The rows.</param>
/// <param name="States">Committed states.</param>
/// <param name="Lead">One lead, by its key.</param>
/// <param name="Broken">Told of a row of which nobody knows why it fails.</param>
internal sealed record ImportPorts(ILeads Leads, IImportRows Rows, IStateReader States, Func<string, ILeadGrain> Lead, Action<Exception, int> Broken);
