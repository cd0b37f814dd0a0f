using System.Globalization;
using LeadSail.ApiKeys;
using LeadSail.Campaigns;
using LeadSail.Http;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Imports;

/// <summary>Takes an uploaded file: every row is read, checked and stored before the import begins, so that it does not need the file any more.</summary>
internal sealed class ImportUpload(LeadReading leads, IImportRows rows, IStateReader states, IGrainFactory grains, IIds ids)
{
    private const int MostRows = 100_000, BatchSize = 500;

    /// <summary>Stores the rows and starts the import.</summary>
    /// <returns>The id of the import.</returns>
    /// <exception cref="RequestException">The form is wrong, the file has no rows or too many, or there is no such campaign; nothing is kept.</exception>
    public async Task<string> RunAsync(HttpContext context, bool isDryRun, Caller caller)
    {
        await using var form = await ImportForm.ReadAsync(context, isDryRun);
        var cancellationToken = context.RequestAborted;
        await states.FindCampaign(form.Plan.CampaignId, caller, cancellationToken);
        await using var file = await ImportFile.OpenAsync(form.File, cancellationToken);
        var reading = new RowReading(leads, form.Plan, ImportMapping.Of(file.Columns, form.Mapping, form.Plan), caller);
        var first = await file.ReadAsync(cancellationToken) ?? throw RequestException.Invalid("file: has no rows under the line of its columns");

        string importId;
        ImportState? known;
        do
        {
            importId = ids.Next("imp");
            known = await states.ReadAsync<ImportState>("import", GrainKeys.Of(caller.OrganizationId, importId), cancellationToken);
        }
        while (known is { StartedAt: null, EndedAt: not null }); // the same request has tried it, and failed
        if (known is { StartedAt: not null })
        {
            return importId; // the same request has begun it: whoever stored the rows once more would leave them there
        }

        var import = grains.GetGrain<IImportGrain>(GrainKeys.Of(caller.OrganizationId, importId));
        await import.Tell(new ReceiveImport(caller.KeyId));
        try
        {
            var (total, rejected) = await StoreAsync(caller.OrganizationId, importId, file, reading, first, cancellationToken);
            var started = await import.Tell(new StartImport { Plan = form.Plan, FileName = form.FileName, Columns = [.. file.Columns], Total = total, Rejected = rejected });
            return started.Refusal is { } refusal ? throw RequestException.From(refusal) : importId;
        }
        catch
        {
            await import.Tell(new AbandonImport());
            throw;
        }
    }

    /// <summary>While rows are stored, the next ones are read.</summary>
    private async Task<(int Total, int Rejected)> StoreAsync(string organizationId, string importId, ImportFile file, RowReading reading, FileRow first, CancellationToken cancellationToken)
    {
        var (total, rejected) = (0, 0);
        var batch = new List<ImportRow>(BatchSize);
        var storing = Task.CompletedTask;
        for (var next = first; next is not null; next = next.IsLast ? null : await file.ReadAsync(cancellationToken))
        {
            if (++total > MostRows)
            {
                await storing;
                throw RequestException.Of(
                    StatusCodes.Status413PayloadTooLarge, Codes.PayloadTooLarge, string.Create(CultureInfo.InvariantCulture, $"The file has more than {MostRows} rows; nothing of it was kept. Split it."));
            }

            var row = reading.Read(total, next);
            rejected += row.Fault is null ? 0 : 1;
            batch.Add(row);
            if (batch.Count == BatchSize)
            {
                await storing;
                storing = rows.AddAsync(organizationId, importId, batch, cancellationToken);
                batch = new List<ImportRow>(BatchSize);
            }
        }

        await storing;
        await rows.AddAsync(organizationId, importId, batch, cancellationToken);
        return (total, rejected);
    }
}
