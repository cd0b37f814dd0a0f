using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using LeadSail.Hosting;

namespace LeadSail.DoNotCall;

/// <summary>Files as people make them.</summary>
[Collection(nameof(FastHost))]
public sealed class DoNotCallImportTests(FastHost host)
{
    [Theory]
    [InlineData("phone,reason\n{0},asked\n", "asked")]
    [InlineData("\uFEFFphone,reason\r\n{0},asked\r\n", "asked")]
    [InlineData("name, Reason , PHONE \nZoë,\"line one\nline two, \"\"quoted\"\"\",{0}", "line one\nline two, \"quoted\"")]
    [InlineData("phone;reason\n{0};asked, twice", "asked, twice")]
    [InlineData("phone\n\n{0}\n\n", "imported")]
    [InlineData("phone,reason\n\"{0}\",", "imported")]
    public async Task A_number_is_listed_with_its_reason(string file, string reason)
    {
        var api = await host.NewOrganization();
        var phone = Scene.Phone("01");
        Assert.Equal((1, 1, 0, 0), Counts(await api.Upload("dnc/import", string.Format(CultureInfo.InvariantCulture, file, phone))));
        var entry = Assert.Single((await api.Get("dnc")).Gives(200).At("entries").EnumerateArray());
        Assert.Equal((phone, reason), (entry.Text("phone"), entry.Text("reason")));
    }

    [Fact]
    public async Task A_bad_row_fails_alone_and_is_named_by_its_line()
    {
        var api = await host.NewOrganization();
        var (first, second, third) = (Scene.Phone("01"), Scene.Phone("01"), Scene.Phone("01"));
        (await api.Post("dnc", new { phone = second })).Gives(201);
        var answer = await api.Upload("dnc/import", $"""
            phone,reason
            {first},"two
            lines"
            12,short
            {second},again
            {first},again
            ,nobody
            call me
            {third[2..]},"x" y
            {third[2..5]} {third[5..]},{new string('x', 501)}
            {third[2..5]}-{third[5..]}
            """);
        Assert.Equal((9, 2, 2, 5), Counts(answer));
        Assert.Equal(
            ["4: phone: A North American pho", "7: phone: The phone is empty.", "8: phone: A phone has digits, ", "9: its quotes are not as in CS", "10: reason: must have at most "],
            answer.Data.At("rejected").EnumerateArray().Select(row => Short($"{row.At("line")}: {row.Text("error")}")));
        Assert.Equal(new[] { first, second, third }.Order(StringComparer.Ordinal), await DoNotCallTests.Listed(api, ""));
    }

    [Fact]
    public async Task Quotes_that_do_not_end_cost_what_comes_after_them_and_nothing_before()
    {
        var api = await host.NewOrganization();
        var (before, after) = (Scene.Phone("01"), Scene.Phone("01"));
        Assert.Equal((2, 1, 0, 1), Counts(await api.Upload("dnc/import", $"phone,reason\n{before},x\n\"{after},y\n{after},z\n")));
        var filler = string.Concat(Enumerable.Repeat($"{after},z\n", 20_000));
        var answer = await api.Upload("dnc/import", $"phone,reason\n{before},x\n\"{after},y\n{filler}");
        Assert.Equal((2, 0, 1, 1), Counts(answer));
        Assert.Contains("nothing after it was read", answer.Data.At("rejected")[0].Text("error"), StringComparison.Ordinal);
        Assert.Equal(3, answer.Data.At("rejected")[0].At("line").GetInt32());
        Assert.Equal([before], await DoNotCallTests.Listed(api, ""));
    }

    [Fact]
    public async Task At_most_a_thousand_rejected_rows_are_told()
    {
        var answer = await host.Api.Upload("dnc/import", "phone\n" + string.Concat(Enumerable.Repeat("x\n", 1_200)));
        Assert.Equal((1_200, 0, 0, 1_000), Counts(answer));
    }

    [Fact]
    public async Task What_is_no_such_file_is_refused_with_what_is_missing()
    {
        (await host.Api.Upload("dnc/import", "")).FindsFault("file: has no column phone in its first line");
        (await host.Api.Upload("dnc/import", "number,reason\n+12125550142,x\n")).FindsFault("file: has no column phone in its first line");
        (await host.Api.Upload("dnc/import", "phone\n", field: "csv")).FindsFault("file: is required");
        (await host.Api.Upload("dnc/import", new string('x', 200_000))).Refuses(400, "VALIDATION_ERROR");
        (await host.Api.Upload("dnc/import", [0xFF, 0xFE, 0x00, 0xD8, 0x01])).Refuses(400, "VALIDATION_ERROR");
        (await host.Api.Post("dnc/import", new { file = "phone" })).Refuses(415, "UNSUPPORTED_MEDIA_TYPE");
        (await Raw("multipart/form-data", "x")).FindsFault("body: names no boundary in its type");
        (await Raw("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nphone\n+1212")).FindsFault("body: is no complete multipart/form-data");
        (await Raw("multipart/form-data; boundary=b", "nothing")).Refuses(400, "VALIDATION_ERROR");
    }

    [Fact]
    public async Task A_file_of_more_than_100_000_rows_is_refused() =>
        (await host.Api.Upload("dnc/import", "phone\n" + string.Concat(Enumerable.Repeat("x\n", 100_001)))).Refuses(413, "PAYLOAD_TOO_LARGE");

    private Task<Answer> Raw(string type, string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return host.Api.Send(new HttpRequestMessage(HttpMethod.Post, "dnc/import") { Content = content });
    }

    private static (int Total, int Added, int Existing, int Rejected) Counts(Answer answer)
    {
        var said = answer.Gives(200);
        return (said.At("total").GetInt32(), said.At("added").GetInt32(), said.At("existing").GetInt32(), said.At("rejected").GetArrayLength());
    }

    private static string Short(string text) => text.Length > 30 ? text[..30] : text;
}
