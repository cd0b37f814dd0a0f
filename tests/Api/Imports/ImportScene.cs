using System.Text;
using System.Text.Json;
using CsvHelper;
using LeadSail.Hosting;

namespace LeadSail.Imports;

/// <summary>A campaign into which files are imported.</summary>
internal sealed record ImportScene(Scene Scene)
{
    public ApiClient Api => Scene.Api;

    public static async Task<ImportScene> Set(ApiClient api) => new(await Scene.Set(api));

    /// <summary>Uploads a file; a null leaves the field out.</summary>
    public Task<Answer> Send(
        byte[] file, string? identifier = "phone", string? purpose = null, object? mapping = null, bool dryRun = false, string? campaignId = "", string fileName = "people.csv", ApiClient? by = null) =>
        (by ?? Api).Upload(dryRun ? "leads/import?dryRun=true" : "leads/import", file, fileName, [
            ("purpose", purpose), ("file", "file"), ("campaignId", campaignId == "" ? Scene.CampaignId : campaignId), ("identifier", identifier),
            ("mapping", mapping is null or string ? (string?)mapping : JsonSerializer.Serialize(mapping)),
        ]);

    public Task<Answer> Send(string file, string? identifier = "phone", string? purpose = null, object? mapping = null, bool dryRun = false, string? campaignId = "") =>
        Send(Encoding.UTF8.GetBytes(file), identifier, purpose, mapping, dryRun, campaignId);

    /// <summary>Imports a file and waits for its end.</summary>
    public async Task<JsonElement> Import(string file, string identifier = "phone", string? purpose = null, object? mapping = null, bool dryRun = false) =>
        await Done((await Send(file, identifier, purpose, mapping, dryRun)).Gives(202).Text("importId")!);

    public Task<JsonElement> Done(string importId) =>
        Eventually.Sees(async () => (await Api.Get($"leads/imports/{importId}")).Gives(200), seen => seen.Text("status") != "running", "the import to end");

    /// <summary>The rejected rows: line and reason.</summary>
    public async Task<string[]> Rejects(JsonElement import)
    {
        using var csv = CsvReader.Create((await Api.Get(import.Text("rejectsUrl")!)).Body);
        var rows = new List<string>();
        while (csv.Read())
        {
            rows.Add($"{csv.GetString("line")}: {csv.GetString("reason")}");
        }

        return [.. rows];
    }

    public async Task<JsonElement[]> Leads(string query = "") => [.. (await Api.Get($"leads?limit=100&campaignIds={Scene.CampaignId}{query}")).Gives(200).At("leads").EnumerateArray()];

    public static string[] Lines(string csv) => csv.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Created, updated, skipped, rejected.</summary>
    public static (int, int, int, int) Counts(JsonElement import) =>
        (import.At("created").GetInt32(), import.At("updated").GetInt32(), import.At("skipped").GetInt32(), import.At("rejected").GetInt32());
}
