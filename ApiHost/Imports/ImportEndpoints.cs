using LeadSail.ApiKeys;
using LeadSail.Http;
using LeadSail.OpenApi;
using LeadSail.Organizations;
using LeadSail.Queries;
using LeadSail.Storage;
using Microsoft.OpenApi;

namespace LeadSail.Imports;

/// <summary>Leads out of a CSV file, as a job that goes on by itself.</summary>
internal static class ImportEndpoints
{
    private static readonly FileDetail Form = new("file", "CSV in UTF-8 with a line of column names; up to 50 MB and 100,000 rows.")
    {
        Example = "First name,Surname,E-mail,Mobile\r\nMarta,Keller,marta.keller@example.com,(212) 555-0142\r\nAda,Byron,ada@example.com,555\r\n",
        Others =
        [
            new("campaignId", "The campaign: new leads go into it, known ones are looked for in it.") { MaxLength = 64, IsRequired = true, Example = "HXZ" },
            new("identifier", "By what known leads are known; not for add_all.") { Values = Enum.GetValues<ImportIdentifier>().Select(ImportRules.NameOf), Example = "phone" },
            new("purpose", "Which rows count: add_update unless it is given.") { Values = Enums.Names<ImportPurpose>() },
            new("mapping", $"A JSON object of column and field, e.g. {{\"Mobile\": \"phone\"}}; without one, columns with the fields' own names count. Fields: {string.Join(", ", ImportField.All.Select(field => field.Name))}, "
                + $"and {string.Join(", ", ImportField.Groups.Select(group => $"{group}<key>"))}.") 
                { MaxLength = 256 * 1024, Example = "{\"First name\":\"firstName\",\"Surname\":\"lastName\",\"E-mail\":\"email\",\"Mobile\":\"phone\"}" },
        ],
    };

    public static void MapImports(this RouteGroupBuilder api)
    {
        api.MapPost("/leads/import", Start).WithTags("Imports").WithSummary("Enter or change leads out of a CSV file; answers once all rows are read, with a job that does the rest")
            .Produces<Envelope<BegunImport>>(202).Fails(400, 404, 409, 413, 415).WithMetadata(
                Form, new ParameterDetail("dryRun", "Only count what would become of the rows.", JsonSchemaType.Boolean) { Default = false });

        var imports = api.MapGroup("/leads/imports").WithTags("Imports");
        imports.MapGet("/", List).WithSummary("List imports, newest first").Produces<Envelope<ImportList>>().Fails(400);
        imports.MapGet("/{importId}", Get).WithSummary("How far an import is, and what came of its rows").Produces<Envelope<ImportView>>().Fails(404);
        imports.MapDelete("/{importId}", Cancel).WithSummary("End an import; the leads that are in stay in").Produces<Envelope<ImportView>>().Fails(404);
        imports.MapGet("/{importId}/rejects", Rejects).WithSummary("The rejected rows as CSV: line, reason, and the row's own cells, to be mended and imported again; kept for 7 days")
            .Produces<string>(200, RejectsFile.MediaType).Fails(404);
    }

    private static async Task<IResult> Start(HttpContext context, Caller caller, ImportUpload upload)
    {
        var importId = await upload.RunAsync(context, context.Request.Query.Flag("dryRun") ?? false, caller);
        return Answers.Accepted($"/api/v1/leads/imports/{importId}", new BegunImport(importId));
    }

    private static async Task<IResult> List(Caller caller, Paging paging, ImportQueries imports, CancellationToken cancellationToken) =>
        Answers.Ok(await imports.ListAsync(caller.OrganizationId, paging, cancellationToken));

    private static async Task<IResult> Get(string importId, Caller caller, IStateReader states, CancellationToken cancellationToken) =>
        Answers.Ok(ImportView.Of(importId, await Find(importId, caller, states, cancellationToken)));

    private static async Task<IResult> Cancel(string importId, Caller caller, IStateReader states, IGrainFactory grains, CancellationToken cancellationToken)
    {
        await Find(importId, caller, states, cancellationToken);
        await grains.GetGrain<IImportGrain>(GrainKeys.Of(caller.OrganizationId, importId)).Tell(new CancelImport(caller.KeyId));
        return await Get(importId, caller, states, cancellationToken);
    }

    private static async Task<IResult> Rejects(string importId, Caller caller, IStateReader states, IImportRows rows, CancellationToken cancellationToken)
    {
        var import = await Find(importId, caller, states, cancellationToken);
        return import.KeepsRejects ? new RejectsFile(caller.OrganizationId, importId, import.Columns, rows) : throw RequestException.NotFound($"The import {importId} has no rejected rows, or keeps them no longer.");
    }

    private static async Task<ImportState> Find(string importId, Caller caller, IStateReader states, CancellationToken cancellationToken) =>
        await states.ReadAsync<ImportState>("import", GrainKeys.Of(caller.OrganizationId, importId), cancellationToken) is { StartedAt: not null } import
            ? import
            : throw RequestException.NotFound($"There is no import {importId}.");
}
