using System.Text;
using System.Text.Json;
using LeadSail.Http;

namespace LeadSail.Imports;

/// <summary>What somebody uploads: a file, and what is to become of its rows. The parts come in any order.</summary>
internal sealed class ImportForm : IAsyncDisposable
{
    /// <summary>The largest file.</summary>
    public const int MostBytes = 50 * 1024 * 1024;

    private const int MostTextBytes = 256 * 1024, LongestFileName = 200, LongestId = 64;

    private static readonly string[] Fields = ["campaignId", "identifier", "mapping", "purpose"];

    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private Stream? file;

    private ImportForm()
    {
    }

    /// <summary>What is to become of the rows.</summary>
    public ImportPlan Plan { get; private set; } = new();

    /// <summary>The file, from its beginning.</summary>
    public Stream File => file!;

    /// <summary>What the file is called; null when nobody says.</summary>
    public string? FileName { get; private set; }

    /// <summary>What the columns mean: column and field in the order given; null when it follows from their names.</summary>
    public IReadOnlyList<(string Column, string Field)>? Mapping { get; private set; }

    /// <summary>Reads the body of a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="isDryRun">Whether rows are only counted.</param>
    /// <exception cref="RequestException">It is of another type, too large, not complete, or a field of it is wrong: a line per fault.</exception>
    public static async Task<ImportForm> ReadAsync(HttpContext context, bool isDryRun)
    {
        var form = new ImportForm();
        try
        {
            var faults = new List<string>();
            await UploadedFile.ReadPartsAsync(context, "file", MostBytes + (Fields.Length * MostTextBytes), async part =>
            {
                await form.TakeAsync(part, faults, context.RequestAborted);
                return true;
            });
            form.Understand(isDryRun, faults);
            return faults.Count == 0 ? form : throw RequestException.Invalid([.. faults]);
        }
        catch
        {
            await form.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => file?.DisposeAsync() ?? default;

    private async Task TakeAsync(FormPart part, List<string> faults, CancellationToken cancellationToken)
    {
        var name = part.Name.Length <= LongestId && !part.Name.Any(char.IsControl) ? part.Name : "body";
        if (part.Name == "file" && file is null)
        {
            (file, FileName) = (await SpooledFile.WriteAsync(part.Body, MostBytes, cancellationToken), NameOf(part.FileName));
        }
        else if (part.Name == "file" || texts.ContainsKey(part.Name))
        {
            faults.Add($"{name}: is given twice");
        }
        else if (!Fields.Contains(part.Name, StringComparer.Ordinal))
        {
            faults.Add($"{name}: unknown field");
        }
        else
        {
            texts.Add(part.Name, await TextAsync(part, faults, cancellationToken));
        }
    }

    private static async Task<string> TextAsync(FormPart part, List<string> faults, CancellationToken cancellationToken)
    {
        var bytes = new byte[MostTextBytes + 1];
        var length = await part.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        var text = bytes.AsSpan(0, Math.Min(length, MostTextBytes));
        if (length <= MostTextBytes && System.Text.Unicode.Utf8.IsValid(text) && !text.Contains((byte)0))
        {
            return Encoding.UTF8.GetString(text).Trim();
        }

        faults.Add($"{part.Name}: {(length > MostTextBytes ? "is larger than 256 kB" : "must be text in UTF-8")}");
        return "";
    }

    private void Understand(bool isDryRun, List<string> faults)
    {
        if (file is null)
        {
            faults.Add("file: is required");
        }

        var campaignId = Text("campaignId");
        if (campaignId is not { Length: <= LongestId })
        {
            faults.Add(campaignId is null ? "campaignId: is required" : "campaignId: must have at most 64 characters");
        }

        var purpose = Text("purpose") is { } given ? Enums.Parse<ImportPurpose>(given) : ImportPurpose.AddUpdate;
        if (purpose is null)
        {
            faults.Add($"purpose: must be one of {string.Join(", ", Enums.Names<ImportPurpose>())}");
        }

        var identifiers = Enum.GetValues<ImportIdentifier>().ToDictionary(ImportRules.NameOf);
        var identifier = Text("identifier");
        if (identifier is null ? purpose is not (null or ImportPurpose.AddAll) : !identifiers.ContainsKey(identifier))
        {
            faults.Add(identifier is null ? "identifier: is required" : $"identifier: must be one of {string.Join(", ", identifiers.Keys)}");
        }

        Mapping = Text("mapping") is { } mapping ? MappingOf(mapping, faults) : null;
        Plan = new ImportPlan { CampaignId = campaignId ?? "", Purpose = purpose ?? default, Identifier = identifiers.GetValueOrDefault(identifier ?? ""), IsDryRun = isDryRun };
    }

    private static List<(string, string)>? MappingOf(string json, List<string> faults)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.EnumerateObject().All(column => column.Value.ValueKind == JsonValueKind.String))
            {
                return [.. document.RootElement.EnumerateObject().Select(column => (column.Name.Trim(), column.Value.GetString()!.Trim()))];
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // told below
        }

        faults.Add("""mapping: must be a JSON object of column and field, e.g. {"First name": "firstName"}""");
        return null;
    }

    private string? Text(string field) => texts.GetValueOrDefault(field) is { Length: > 0 } text ? text : null;

    private static string? NameOf(string fileName)
    {
        var name = new string([.. fileName.Where(c => !char.IsControl(c))]);
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        return name.Length == 0 ? null : name[..Math.Min(name.Length, LongestFileName)];
    }
}
