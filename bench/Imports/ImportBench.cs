using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LeadSail.Campaigns;
using LeadSail.Organizations;
using LeadSail.Postgres;

namespace LeadSail.Bench;

/// <summary>A file of leads over HTTP, from POST to done: new ones, then the same once more as changes of known ones. 100,000 rows are to take under a minute.</summary>
internal static class ImportBench
{
    public static async Task<int> RunAsync(string[] args)
    {
        var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        var file = File(rows, "first");
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} rows, {file.Length / 1024.0 / 1024:0.0} MB, one in a hundred bad, {Environment.ProcessorCount} cores; client and server in one process"));
        System.Console.WriteLine("\n| storage | what | upload s | from POST to done s | rows/s | created | updated | rejected |\n| --- | --- | --- | --- | --- | --- | --- | --- |");
        var data = Directory.CreateTempSubdirectory("leadsail-bench-");
        try
        {
            await Measure("SQLite", data.FullName, null, file, File(rows, "second"));
        }
        finally
        {
            data.Delete(recursive: true);
        }

        if (Directory.Exists("/usr/lib/postgresql"))
        {
            using var server = new PostgresServer(durable: true);
            await Measure("PostgreSQL", "", server.Create(), file, File(rows, "second"));
        }

        return 0;
    }

    private static async Task Measure(string storage, string data, string? connection, byte[] file, byte[] changed)
    {
        var product = await BenchedProduct.StartAsync(
            connection ?? BenchedProduct.Sqlite(data), new LineLimits { Provider = "elevenlabs", MaxConcurrentCalls = 10, CallsPerSecond = 1 }, new AutoDialerSettings());
        await using var app = product.App;
        using var http = new HttpClient { BaseAddress = new Uri(product.Address, "/api/v1/"), Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Add("X-API-Key", BenchedProduct.Key);
        await Import(http, storage, "dry run", file, "leads/import?dryRun=true");
        await Import(http, storage, "new leads", file, "leads/import");
        await Import(http, storage, "changes of known leads", changed, "leads/import");
        await app.StopAsync();
    }

    private static async Task Import(HttpClient http, string storage, string what, byte[] file, string path)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(BenchedProduct.Campaign), "campaignId" }, { new StringContent("phone"), "identifier" }, { new ByteArrayContent(file), "file", "people.csv" },
        };
        var watch = Stopwatch.StartNew();
        using var answer = await http.PostAsync(path, form);
        var begun = await Data(answer);
        var uploaded = watch.Elapsed;
        while (true)
        {
            using var looked = await http.GetAsync($"leads/imports/{begun.GetProperty("importId")}");
            var import = await Data(looked);
            if (import.GetProperty("status").GetString() == "done")
            {
                System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {storage} | {what} | {uploaded.TotalSeconds:0.0} | {watch.Elapsed.TotalSeconds:0.0} | {import.GetProperty("total").GetInt32() / watch.Elapsed.TotalSeconds:0} | {import.GetProperty("created")} | {import.GetProperty("updated")} | {import.GetProperty("rejected")} |"));
                return;
            }

            await Task.Delay(100);
        }
    }

    private static async Task<JsonElement> Data(HttpResponseMessage answer)
    {
        var json = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
        return answer.IsSuccessStatusCode ? json.GetProperty("data") : throw new InvalidOperationException(json.ToString());
    }

    /// <summary>Names, e-mail, phone, zip and three answers.</summary>
    private static byte[] File(int rows, string word)
    {
        var file = new StringBuilder("First name,Last name,E-mail,Phone,Zip,questionnaire.timeline,questionnaire.roof,questionnaire.budget\n");
        for (var i = 0; i < rows; i++)
        {
            file.Append(CultureInfo.InvariantCulture, $"{ListsLoad.FirstName(i)},{ListsLoad.LastName(i)},person{i}@example.com,{(i % 100 == 50 ? "12" : $"212{2_000_000 + i:0000000}")},10{i % 1000:000},{word} summer,\"flat, old\",{i % 50}000\n");
        }

        return Encoding.UTF8.GetBytes(file.ToString());
    }
}
