using System.ComponentModel.DataAnnotations;
using LeadSail.ApiKeys;
using LeadSail.DialedNumbers;
using LeadSail.Http;
using LeadSail.OpenApi;
using LeadSail.Organizations;
using LeadSail.Phones;

namespace LeadSail.DoNotCall;

/// <summary>The organization's do-not-call list. An entry counts from the moment at which it is acknowledged, for every campaign.</summary>
internal static class DoNotCallEndpoints
{
    private const string NoReason = "entered on the list";

    public static void MapDoNotCall(this RouteGroupBuilder api)
    {
        var list = api.MapGroup("/dnc").WithTags("Do not call");
        list.MapGet("/", List).WithSummary("List the numbers that must not be called, in their order").Produces<Envelope<DncEntryList>>().Fails(400);
        list.MapPost("/", Add).WithSummary("Put a number on the list; 200 when it stands there already")
            .Produces<Envelope<DncEntryView>>(201).Produces<Envelope<DncEntryView>>().Fails(400, 413, 415)
            .Example(new AddDncBody { Phone = "(212) 555-0142", Reason = "asked by letter" });
        list.MapPost("/import", Import).WithSummary("Put the numbers of a CSV file on the list: columns phone and reason, of which reason may be left out")
            .Produces<Envelope<ImportedEntries>>().Fails(400, 413, 415).WithMetadata(new FileDetail("file", "CSV in UTF-8 with a line of column names; up to 50 MB and 100,000 rows.")
            {
                Example = "phone,reason\r\n(212) 555-0143,asked by letter\r\n555,\r\n",
            });
        list.MapDelete("/{phone}", Remove).RequireAdmin().WithSummary("Take a number off the list").Produces<Envelope<RemovedDncEntry>>().Fails(400, 404);
    }

    private static async Task<IResult> List(Caller caller, DncFilter filter, DoNotCallQueries list, CancellationToken cancellationToken) =>
        Answers.Ok(await list.ListAsync(caller.OrganizationId, filter, cancellationToken));

    private static async Task<IResult> Add(Body<AddDncBody> body, Caller caller, IGrainFactory grains)
    {
        var phone = Read(body.Value.Phone);
        var reply = await Number(grains, caller, phone).Tell(new ListNumber(string.IsNullOrWhiteSpace(body.Value.Reason) ? NoReason : body.Value.Reason.Trim(), caller.KeyId));
        var entry = DncEntryView.Of(phone, reply.Listed!, reply.InFlight);
        return reply.Changed ? Answers.Created($"/api/v1/dnc/{Uri.EscapeDataString(phone)}", entry) : Answers.Ok(entry);
    }

    private static async Task<IResult> Import(HttpContext context, Caller caller, IGrainFactory grains) =>
        Answers.Ok(await UploadedFile.ReadAsync(context, "file", DoNotCallImport.MostBytes, file => new DoNotCallImport(grains, caller).RunAsync(file, context.RequestAborted)));

    private static async Task<IResult> Remove(string phone, Caller caller, IGrainFactory grains)
    {
        var number = Read(phone);
        var reply = await Number(grains, caller, number).Tell(new UnlistNumber(caller.KeyId));
        return reply.Changed ? Answers.Ok(new RemovedDncEntry(number)) : throw RequestException.NotFound("The number is not on the list.");
    }

    private static string Read(string given)
    {
        var phone = PhoneRules.Read(given);
        return phone.E164 ?? throw RequestException.Invalid($"phone: {phone.Fault}");
    }

    private static IDialedNumberGrain Number(IGrainFactory grains, Caller caller, string phone) => grains.GetGrain<IDialedNumberGrain>(GrainKeys.Of(caller.OrganizationId, phone));
}

/// <summary>A number for the list.</summary>
public sealed record AddDncBody
{
    /// <summary>The number: with <c>+</c> as it is; without, as a North American number.</summary>
    [Required, StringLength(40, MinimumLength = 1)]
    public string Phone { get; init; } = "";

    /// <summary>Why, as somebody said.</summary>
    [StringLength(500)]
    public string? Reason { get; init; }
}

/// <summary>An entry on the list.</summary>
/// <param name="Phone">The number, E.164.</param>
/// <param name="Reason">Why.</param>
/// <param name="AddedBy">Who put it there: a key, or the call in which it was asked for.</param>
/// <param name="AddedAt">When.</param>
/// <param name="InFlight">The call that had its permit before and goes on; null when there is none.</param>
public sealed record DncEntryView(string Phone, string Reason, string AddedBy, DateTimeOffset AddedAt, string? InFlight)
{
    internal static DncEntryView Of(string phone, DncEntry entry, string? inFlight) => new(phone, entry.Reason, entry.By, entry.At, inFlight);
}

/// <summary>A number that was taken off the list.</summary>
/// <param name="Phone">The number, E.164.</param>
public sealed record RemovedDncEntry(string Phone);
