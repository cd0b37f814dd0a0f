using System.Net.Http.Headers;
using LeadSail.ApiKeys;
using LeadSail.Hosting;

namespace LeadSail.Http;

/// <summary>What goes wrong before an endpoint is asked. The client holds every answer against the envelope.</summary>
[Collection(nameof(FastHost))]
public sealed class FrameworkErrorTests(FastHost host)
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task Without_a_key_nothing_is_served()
    {
        var error = (await host.Client(null).Get("campaigns")).Refuses(401, "UNAUTHORIZED");
        Assert.Equal("Authentication required", error.Text("message"));
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData(RunningHost.ApiKey + "x")]
    [InlineData(" ")]
    [InlineData("ls_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_key_that_nobody_has_is_none(string key) => (await host.Client(key).Get("campaigns")).Refuses(401, "UNAUTHORIZED");

    [Fact]
    public async Task A_key_is_looked_at_before_the_body() =>
        (await host.Client(null).Send(HttpMethod.Post, "leads", "{")).Refuses(401, "UNAUTHORIZED");

    [Fact]
    public async Task A_key_that_may_only_read_changes_nothing()
    {
        var reader = await host.ClientWith(Scope.Read);
        (await reader.Get("campaigns")).Gives(200);
        var error = (await reader.Post("campaigns", new { name = "Not mine to make" })).Refuses(403, "FORBIDDEN");
        Assert.Equal("This key lacks the scope write.", error.Text("message"));
        Assert.Equal(0, (await host.Api.Get("campaigns?search=Not+mine+to+make")).Gives(200).At("total").GetInt32());
    }

    [Fact]
    public async Task A_key_that_may_only_write_reads_nothing()
    {
        var writer = await host.ClientWith(Scope.Write);
        (await writer.Get("campaigns")).Refuses(403, "FORBIDDEN");
        (await writer.Post("campaigns", new { name = "Written only" })).Gives(201);
    }

    [Theory]
    [InlineData("nothing-here")]
    [InlineData("/no-page-either")]
    [InlineData("/api")]
    [InlineData("/api/v2/leads")]
    [InlineData("leads/lead_nobody")]
    [InlineData("leads/lead_nobody/events")]
    [InlineData("leads/a%2Fb")]
    [InlineData("leads/..%2f..%2fx")]
    [InlineData("interactions/int_nothing")]
    [InlineData("interactions/lead/lead_nobody")]
    [InlineData("interactions/int_nothing/events")]
    [InlineData("interactions/int_nothing/recording")]
    [InlineData("campaigns/NOPE")]
    [InlineData("campaigns/NOPE/events")]
    [InlineData("voice-agents/agent_nobody")]
    [InlineData("phone-numbers/num_nothing")]
    [InlineData("prompt-templates/%E2%98%8E%F0%9F%98%80")]
    public async Task What_is_not_there_is_not_found(string path) => (await host.Api.Get(path)).Refuses(404, "NOT_FOUND");

    [Theory]
    [InlineData("DELETE", "campaigns")]
    [InlineData("PUT", "leads/lead_1")]
    [InlineData("POST", "interactions/int_1")]
    [InlineData("GET", "voice/calls/initiate")]
    [InlineData("DELETE", "/health/live")]
    [InlineData("OPTIONS", "campaigns")]
    public async Task A_path_says_which_methods_it_knows(string method, string path)
    {
        var answer = await host.Api.Send(new HttpRequestMessage(new HttpMethod(method), path));
        answer.Refuses(405, "METHOD_NOT_ALLOWED");
        Assert.NotEmpty(answer.ContentHeaders.Allow);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_a_megabyte_is_too_large_with_a_length_or_without(bool chunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "campaigns") { Content = new ByteArrayContent(new byte[Megabyte + 1]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = true;
        (await host.Api.Send(request)).Refuses(413, "PAYLOAD_TOO_LARGE");
    }

    [Fact]
    public async Task A_body_of_a_megabyte_is_read() =>
        (await host.Api.Send(HttpMethod.Post, "campaigns", $"{{\"name\":\"Just fits\"{new string(' ', Megabyte - 20)}}}")).Gives(201);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    [InlineData("")]
    public async Task A_body_that_is_not_called_JSON_is_not_read(string type)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "campaigns") { Content = new ByteArrayContent("{\"name\":\"Not called JSON\"}"u8.ToArray()) };
        if (type.Length > 0)
        {
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        (await host.Api.Send(request)).Refuses(415, "UNSUPPORTED_MEDIA_TYPE");
        Assert.Equal(0, (await host.Api.Get("campaigns?search=Not+called+JSON")).Gives(200).At("total").GetInt32());
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/merge-patch+json")]
    public async Task A_body_may_be_called_JSON_in_other_words(string type)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "campaigns") { Content = new ByteArrayContent("{\"name\":\"Called JSON\"}"u8.ToArray()) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        (await host.Api.Send(request)).Gives(201);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=-1")]
    [InlineData("limit=ten")]
    [InlineData("limit=1.5")]
    [InlineData("limit=")]
    [InlineData("limit=99999999999999999999")]
    [InlineData("limit=1&limit=2")]
    [InlineData("cursor=%00")]
    [InlineData("cursor=%27%20OR%201%3D1")]
    [InlineData("cursor=%E2%98%8E")]
    [InlineData("page=0")]
    [InlineData("page=-3")]
    [InlineData("page=1e3")]
    [InlineData("active=yes")]
    [InlineData("includeArchived=1")]
    [InlineData("search=a%00b")]
    public async Task A_bad_value_of_a_known_parameter_is_refused(string query)
    {
        var answer = await host.Api.Get($"campaigns?{query}");
        answer.Refuses(400, "VALIDATION_ERROR");
        Assert.StartsWith($"{query[..query.IndexOf('=', StringComparison.Ordinal)]}: ", Assert.Single(answer.Details), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_parameters_are_passed_over() => (await host.Api.Get("campaigns?limit=3&utm_source=mail&%00=x&sort=name")).Gives(200);
}
