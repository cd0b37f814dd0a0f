using System.Globalization;
using LeadSail.ApiKeys;
using LeadSail.Http;
using LeadSail.Storage;

namespace LeadSail.Settings;

/// <summary>
/// Create, list, read and change, as it is for every kind of settings: versions as ETags, merge patches with <c>If-Match</c>.
/// </summary>
/// <param name="Path">Below <c>/api/v1</c>.</param>
/// <param name="Noun">For people, e.g. <c>voice agent</c>.</param>
/// <param name="IdPrefix">Of its ids.</param>
/// <param name="View">A row as the API shows it.</param>
/// <param name="List">A page as the API shows it.</param>
internal sealed record SettingRoutes<T, TView, TList>(
    string Path, string Noun, string IdPrefix, Func<Setting<T>, TView> View, Func<IReadOnlyList<TView>, string?, bool, TList> List)
    where T : class, ISetting where TView : notnull where TList : notnull
{
    /// <summary>Changes it to what is stored, or throws for what cannot be known from the shape alone: unknown ids, templates that do not parse.</summary>
    public Func<T, Caller, ISettings, Task<T>> Accept { get; init; } = (value, _, _) => Task.FromResult(value);

    /// <summary>404 if it names other things by their ids, and they must exist.</summary>
    public int[] NotFound { get; init; } = [];

    /// <summary>The codes with which <see cref="Accept"/> refuses what has the right shape.</summary>
    public string[] Refused { get; init; } = [];

    /// <summary>A body that makes one.</summary>
    public required T ExampleOfNew { get; init; }

    /// <summary>A merge patch.</summary>
    public required object ExampleOfChange { get; init; }

    public void Map(RouteGroupBuilder api, string tag)
    {
        var group = api.MapGroup(Path).WithTags(tag);
        group.MapPost("/", Create).WithSummary($"Create a {Noun}").Produces<Envelope<TView>>(201).Fails(400, 413, 415).Fails(NotFound).RefusesWith(Refused).Versioned().Example(ExampleOfNew);
        group.MapGet("/", GetPage).WithSummary($"List {Noun}s").Produces<Envelope<TList>>().Fails(400);
        group.MapGet("/{id}", Get).WithSummary($"One {Noun}").Produces<Envelope<TView>>().Fails(404).Versioned();
        group.MapPatch("/{id}", Change).WithSummary($"Change a {Noun}").Produces<Envelope<TView>>().Fails(400, 404, 409, 413, 415).RefusesWith(Refused).Versioned().Example(ExampleOfChange);
    }

    private async Task<IResult> Create(Body<T> body, Caller caller, ISettings settings, IIds ids, HttpResponse response)
    {
        var value = await Accept(body.Value, caller, settings);
        var id = ids.Next(IdPrefix);
        // where it is there already, the same request has made it
        var row = await settings.SaveAsync(caller.OrganizationId, id, value, expectedVersion: 0, caller.KeyId) ?? await settings.FindAsync<T>(caller.OrganizationId, id, fresh: true);
        SettingAnswers.Tag(response, row!.Version);
        return Answers.Created($"/api/v1{Path}/{id}", View(row));
    }

    private async Task<IResult> GetPage(Caller caller, Paging paging, ISettings settings, CancellationToken cancellationToken)
    {
        var page = await settings.ListAsync<T>(caller.OrganizationId, paging.Cursor, paging.Limit, cancellationToken);
        return Answers.Ok(List([.. page.Items.Select(View)], page.NextCursor, page.NextCursor is not null));
    }

    private Task<IResult> Get(string id, Caller caller, ISettings settings, HttpResponse response, CancellationToken cancellationToken) =>
        SettingAnswers.Get(id, caller, settings, View, response, cancellationToken);

    private Task<IResult> Change(string id, Patch<T> patch, Caller caller, ISettings settings, HttpContext context, CancellationToken cancellationToken) =>
        SettingAnswers.Change(id, known => Accept(patch.ApplyTo(known), caller, settings), caller, settings, View, context, cancellationToken);
}

/// <summary>Reading and changing one row of settings.</summary>
internal static class SettingAnswers
{
    /// <summary>The row, with its version as ETag.</summary>
    public static async Task<IResult> Get<T, TView>(string id, Caller caller, ISettings settings, Func<Setting<T>, TView> view, HttpResponse response, CancellationToken cancellationToken)
        where T : class, ISetting where TView : notnull
    {
        var row = await Find<T>(id, caller, settings, cancellationToken);
        Tag(response, row.Version);
        return Answers.Ok(view(row));
    }

    /// <summary>The row after a change, on the version that <c>If-Match</c> names, if it names one.</summary>
    public static async Task<IResult> Change<T, TView>(
        string id, Func<T, Task<T>> change, Caller caller, ISettings settings, Func<Setting<T>, TView> view, HttpContext context, CancellationToken cancellationToken)
        where T : class, ISetting where TView : notnull
    {
        var expected = Versions.Expected(context.Request);
        while (true)
        {
            var row = await Find<T>(id, caller, settings, cancellationToken);
            var value = await change(row.Value);
            if (expected is null || expected == row.Version)
            {
                if (await settings.SaveAsync(caller.OrganizationId, id, value, row.Version, caller.KeyId, cancellationToken) is { } saved)
                {
                    Tag(context.Response, saved.Version);
                    return Answers.Ok(view(saved));
                }

                if (expected is null)
                {
                    continue;
                }
            }

            throw Versions.Stale();
        }
    }

    /// <summary>Names a version in an answer.</summary>
    public static void Tag(HttpResponse response, long version) => response.Headers.ETag = Versions.Tag(version);

    private static async Task<Setting<T>> Find<T>(string id, Caller caller, ISettings settings, CancellationToken cancellationToken) where T : class, ISetting =>
        await settings.FindAsync<T>(caller.OrganizationId, id, fresh: true, cancellationToken) ?? throw RequestException.NotFound();
}

/// <summary>Versions of settings in HTTP.</summary>
internal static class Versions
{
    /// <summary>The ETag of a version.</summary>
    public static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version that <c>If-Match</c> asks for; null when there is none, or any will do.</summary>
    /// <exception cref="RequestException">It is none of ours.</exception>
    public static long? Expected(HttpRequest request)
    {
        var text = request.Headers.IfMatch.ToString();
        return text switch
        {
            "" or "*" => null,
            _ when text.Length > 2 && text[0] == '"' && text[^1] == '"' && long.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version) => version,
            _ => throw RequestException.Invalid("If-Match: must be the ETag of a version, e.g. \"3\""),
        };
    }

    /// <summary>Somebody else was first.</summary>
    public static RequestException Stale() => RequestException.Of(StatusCodes.Status409Conflict, Codes.Conflict, "Somebody changed it since; read it again.");
}
