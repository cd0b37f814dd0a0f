using System.Text;
using LeadSail.Hosting;
using LeadSail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Imports;

/// <summary>Files and forms as they should not be.</summary>
[Collection(nameof(FastHost))]
public sealed class BadFileTests(FastHost host)
{
    private const string Head = "firstName,lastName,email,phone";

    public static TheoryData<string, string, byte[]> Encodings => new()
    {
        { "UTF-8", "Zoë", Bytes(new UTF8Encoding(false)) },
        { "UTF-8 with a mark", "Zoë", Bytes(new UTF8Encoding(true)) },
        { "UTF-16, little end first", "Zoë", Bytes(Encoding.Unicode) },
        { "UTF-16, big end first", "Zoë", Bytes(Encoding.BigEndianUnicode) },
    };

    [Theory, MemberData(nameof(Encodings))]
    public async Task An_encoding_that_says_what_it_is_is_read(string encoding, string name, byte[] file)
    {
        var scene = await ImportScene.Set(host.Api);
        var done = await scene.Done((await scene.Send(file)).Gives(202).Text("importId")!);
        Assert.True(ImportScene.Counts(done) == (1, 0, 0, 0), encoding);
        Assert.Equal(name, Assert.Single(await scene.Leads()).Text("firstName"));
    }

    [Fact]
    public async Task A_row_that_is_no_UTF_8_fails_alone_and_a_first_line_that_is_none_fails_all()
    {
        var scene = await ImportScene.Set(host.Api);
        var file = Encoding.Latin1.GetBytes($"{Head}\nZoë,Müller,z@example.com,+12125550142\nAda,Lovelace,a@example.com,+12125550143\n");
        var done = await scene.Done((await scene.Send(file)).Gives(202).Text("importId")!);
        Assert.Equal((1, 0, 0, 1), ImportScene.Counts(done));
        Assert.Equal(["2: is no text in UTF-8"], await scene.Rejects(done));

        const string fault = "file: is no text in UTF-8; save it as CSV in UTF-8, or as UTF-16 with a byte order mark";
        (await scene.Send(Encoding.Latin1.GetBytes($"{Head},Straße\nA,B,c@example.com,+12125550142,x\n"))).FindsFault(fault);
        (await scene.Send(Encoding.Unicode.GetBytes($"{Head}\nA,B,c@example.com,+12125550142\n"))).FindsFault(fault);
    }

    [Theory]
    [InlineData("\t")]
    [InlineData(";")]
    [InlineData(",")]
    public async Task The_first_line_says_what_separates_columns(string separator)
    {
        var scene = await ImportScene.Set(host.Api);
        string[] row = ["A", separator == "," ? "B; C" : "\"B, C, D, E, F\"", "a@example.com", Scene.Phone("01")];
        var done = await scene.Import($"{Head.Replace(",", separator, StringComparison.Ordinal)}\r\n{string.Join(separator, row)}\r\n");
        Assert.Equal((1, 0, 0, 0), ImportScene.Counts(done));
    }

    [Fact]
    public async Task A_cell_of_a_megabyte_costs_its_row_alone()
    {
        var scene = await ImportScene.Set(host.Api);
        var large = new string('x', 1024 * 1024);
        var done = await scene.Import($"{Head},notes\n{large},B,a@example.com,{Scene.Phone("01")},\nA,B,a@example.com,{Scene.Phone("01")},\"{large}\"\nC,D,c@example.com,{Scene.Phone("01")},fine\n");
        Assert.Equal((1, 0, 0, 2), ImportScene.Counts(done));
        Assert.Equal(["2: firstName: must have at most 200 characters", "3: notes: is larger than 512 kB"], await scene.Rejects(done));
    }

    [Fact]
    public async Task Quotes_that_do_not_end_cost_what_comes_after_them_and_nothing_before()
    {
        var scene = await ImportScene.Set(host.Api);
        var good = $"A,B,a@example.com,{Scene.Phone("01")}\n";
        var some = await scene.Import($"{Head}\n{good}\"C,D,c@example.com,+12125550142\n{good}");
        Assert.Equal((2, 1, 1), (some.At("total").GetInt32(), some.At("created").GetInt32(), some.At("rejected").GetInt32()));
        Assert.Equal(["3: its quotes do not end; nothing after it was read"], await scene.Rejects(some));
        var many = await scene.Import($"{Head}\n{good}\"C,D,c@example.com,+12125550142\n{string.Concat(Enumerable.Repeat(good, 150_000))}");
        Assert.Equal((2, 1), (many.At("total").GetInt32(), many.At("rejected").GetInt32()));
        Assert.Contains("nothing after it was read", Assert.Single(await scene.Rejects(many)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_file_of_leads_says_why_and_nothing_is_kept()
    {
        var scene = await ImportScene.Set(await host.NewOrganization());
        (await scene.Send("")).FindsFault("file: is empty; its first line must name the columns");
        (await scene.Send("\n\n")).FindsFault("file: is empty; its first line must name the columns");
        (await scene.Send($"{Head}\n")).FindsFault("file: has no rows under the line of its columns");
        (await scene.Send($"{Head}\r\n\r\n")).FindsFault("file: has no rows under the line of its columns");
        (await scene.Send("firstName,lastName,email\nA,B,a@example.com\n")).FindsFault("mapping: has no column for phone, by which leads are known");
        (await scene.Send("firstName,email\nA,a@example.com\n", purpose: "add_new")).FindsFault(
            "mapping: has no column for lastName, which a new lead needs", "mapping: has no column for phone, by which leads are known");
        (await scene.Send($"{Head},phone\nA,B,a@example.com,1,2\n")).FindsFault("file: has more than one column \"phone\"");
        (await scene.Send("phone,Phone\n1,2\n")).FindsFault("mapping: fills phone from more than one column: \"phone\", \"Phone\"");
        (await scene.Send(string.Join(',', Enumerable.Range(0, 501).Select(i => $"c{i}")))).FindsFault("file: has more than 500 columns");
        (await scene.Send($"{Head},{new string('x', 201)}\n")).FindsFault("file: the name of a column has more than 200 characters");
        (await scene.Send("\"a\"b,phone\n1,2\n")).FindsFault("file: the quotes of its first line are not as in CSV (RFC 4180)");
        Assert.Equal(0, (await scene.Api.Get("leads/imports")).Gives(200).At("imports").GetArrayLength());
    }

    [Fact]
    public async Task A_form_that_is_wrong_has_a_line_for_each_fault()
    {
        var scene = await ImportScene.Set(host.Api);
        var file = $"{Head}\nA,B,a@example.com,{Scene.Phone("01")}\n";
        (await scene.Send(file, identifier: null, campaignId: null)).FindsFault("campaignId: is required", "identifier: is required");
        (await scene.Send(file, "lead_id", "replace", "[1]", campaignId: new string('X', 65))).FindsFault(
            "campaignId: must have at most 64 characters", "identifier: must be one of email, phone, leadId", "purpose: must be one of add_update, add_new, update, add_all",
            """mapping: must be a JSON object of column and field, e.g. {"First name": "firstName"}""");
        (await scene.Send(file, campaignId: "NOONE")).Refuses(404, "NOT_FOUND");
        (await scene.Send(file, mapping: "{\"firstName\":\"surname\",\"nothing\":\"email\",\"lastName\":\"lastName\",\"lastName\":\"firstName\",\"email\":\"attribution.params\",\"phone\":\"questionnaire.\"}")).FindsFault(
            "mapping: leads have no field \"surname\"", "mapping: the file has no column \"nothing\"", "mapping: names the column \"lastName\" twice", "mapping: leads have no field \"attribution.params\"",
            "mapping: leads have no field \"questionnaire.\"");
        (await scene.Send(file, mapping: new { firstName = "phone", phone = "phone" })).FindsFault("mapping: fills phone from more than one column: \"firstName\", \"phone\"");
        (await scene.Send(file, mapping: "{}")).FindsFault("mapping: has no column for phone, by which leads are known");
        (await host.Api.Upload("leads/import", Encoding.UTF8.GetBytes(file), "x.csv", ("campaignId", scene.Scene.CampaignId), ("identifier", "phone"), ("identifier", "email"), ("color", "red"))).FindsFault(
            "file: is required", "identifier: is given twice", "color: unknown field");
        (await host.Api.Upload("leads/import?dryRun=perhaps", Encoding.UTF8.GetBytes(file), "x.csv", ("file", "file"))).FindsFault("dryRun: must be true or false");
        (await host.Api.Post("leads/import", new { campaignId = scene.Scene.CampaignId })).Refuses(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_file_that_is_too_large_or_too_long_is_refused_and_nothing_of_it_is_kept()
    {
        var scene = await ImportScene.Set(await host.NewOrganization());
        var large = Encoding.UTF8.GetBytes($"{Head}\n{string.Concat(Enumerable.Repeat($"A,B,a@example.com,{new string('1', 1000)}\n", 52_000))}");
        (await scene.Send(large)).Refuses(413, "PAYLOAD_TOO_LARGE");
        var refused = (await scene.Send($"{Head}\n{string.Concat(Enumerable.Repeat("A,B,a,1\n", 100_001))}")).Refuses(413, "PAYLOAD_TOO_LARGE");
        Assert.Equal("The file has more than 100000 rows; nothing of it was kept. Split it.", refused.Text("message"));
        Assert.Equal(0, (await scene.Api.Get("leads/imports")).Gives(200).At("imports").GetArrayLength());
        await using var connection = await host.Services.GetRequiredService<IReadDatabase>().OpenAsync();
        await Eventually.Sees(() => Dapper.SqlMapper.ExecuteScalarAsync<long>(connection, "SELECT count(*) FROM import_rows WHERE cells LIKE '%\"A\",\"B\",\"a\",\"1\"%'"), rows => rows == 0, "the rows to go");
    }

    private static byte[] Bytes(Encoding encoding) => [.. encoding.GetPreamble(), .. encoding.GetBytes($"{Head}\r\nZoë,Müller,z@example.com,{Scene.Phone("01")}\r\n")];
}
