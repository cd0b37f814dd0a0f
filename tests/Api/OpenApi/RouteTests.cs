using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using LeadSail.ApiKeys;
using LeadSail.Hosting;

namespace LeadSail.OpenApi;

/// <summary>What holds for every operation of the document, so that none is forgotten: scopes, versions, limits of bodies, methods.</summary>
[Collection(nameof(FastHost))]
public sealed class RouteTests(FastHost host)
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>What changes nothing, although it is no GET.</summary>
    private static readonly Regex Reading = new("^POST .*/(preview|simulate)$");

    /// <summary>Keys and organizations; everything else is read by <c>read</c> and changed by <c>write</c>.</summary>
    private static readonly Regex Admin = new(@"^\w+ /api/v1/(api-keys|events|organization|organizations)(/|$)|^DELETE .*/dnc(/|$)");

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    [Fact]
    public async Task Every_operation_needs_its_scope_and_no_other()
    {
        var keys = new Dictionary<Scope, ApiClient>();
        foreach (var scope in Enum.GetValues<Scope>())
        {
            keys[scope] = await host.ClientWith(scope);
        }

        foreach (var (method, path, operation) in Keyed(host.Contract))
        {
            var needed = Admin.IsMatch($"{method} {path}") ? Scope.Admin : method == "GET" || Reading.IsMatch($"{method} {path}") ? Scope.Read : Scope.Write;
            foreach (var (scope, client) in keys)
            {
                var answer = await client.Send(Request(method, path, operation.TryGetProperty("requestBody", out _) ? "[]" : null));
                Assert.True(answer.Status == 403 == (scope != needed), $"{method} {path} with {scope}: {answer.Text}");
                if (answer.Status == 403)
                {
                    Assert.Equal($"This key lacks the scope {Enums.Name(needed)}.", answer.Error.Text("message"));
                }
            }
        }
    }

    [Fact]
    public void Every_change_of_settings_takes_a_version_and_gives_one()
    {
        foreach (var (method, path, operation) in Keyed(host.Contract).Where(each => each.Method == "PATCH" && !each.Path.StartsWith("/api/v1/leads/", StringComparison.Ordinal)))
        {
            Assert.Contains(operation.At("parameters").EnumerateArray(), parameter => parameter.Text("name") == "If-Match" && parameter.Text("in") == "header");
            Assert.True(operation.At("responses").TryGetProperty("409", out _), path);
            Assert.True(operation.At("responses.200.headers").TryGetProperty("ETag", out _), path);
            var reads = host.Contract.Operations.Single(each => each.Method == "GET" && each.Path == path).Operation;
            Assert.True(reads.At("responses.200.headers").TryGetProperty("ETag", out _), $"{method} {path}");
        }
    }

    [Fact]
    public async Task Every_JSON_body_is_an_object_and_of_a_megabyte_at_most()
    {
        foreach (var (method, path, operation) in Keyed(host.Contract).Where(each => each.Operation.TryGetProperty("requestBody", out var body) && body.At("content").TryGetProperty("application/json", out _)))
        {
            var large = Request(method, path, "{\"x\":\"" + new string('x', Megabyte) + "\"}");
            large.Headers.ExpectContinue = true;
            (await host.Api.Send(large)).Refuses(413, "PAYLOAD_TOO_LARGE");
            var plain = Request(method, path, "{}");
            plain.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
            (await host.Api.Send(plain)).Refuses(415, "UNSUPPORTED_MEDIA_TYPE");
            (await host.Api.Send(Request(method, path, "[]"))).FindsFault("body: must be a JSON object");
            (await host.Api.Send(Request(method, path, ""))).FindsFault("body: is required");
            var strict = await host.Api.Send(Request(method, path, "{\"noSuchField\":1}"));
            Assert.True(strict.Status == 404 || (strict.Status == 400 && strict.Details.Contains("noSuchField: unknown field")), $"{method} {path}: {strict.Text}");
        }
    }

    [Fact]
    public async Task Every_POST_answers_once_under_a_key_and_no_other_request_under_it()
    {
        foreach (var (_, path, operation) in Keyed(host.Contract).Where(each => each.Method == "POST"))
        {
            var isForm = operation.TryGetProperty("requestBody", out var body) && body.At("content").TryGetProperty("multipart/form-data", out _);
            Task<Answer> Under(string key, string text)
            {
                var request = Request("POST", path, text);
                request.Content!.Headers.ContentType = isForm ? MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b") : request.Content.Headers.ContentType;
                request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
                request.Headers.ExpectContinue = text.Length > Megabyte;
                return host.Api.Send(request);
            }

            var first = await Under($"once-{path}", "{}");
            var again = await Under($"once-{path}", "{}");
            Assert.Equal((first.Status, first.Text, true, false), (again.Status, again.Text, again.Headers.Contains("Idempotency-Replayed"), first.Headers.Contains("Idempotency-Replayed")));
            (await Under($"once-{path}", "{ }")).Refuses(409, "IDEMPOTENCY_CONFLICT");
            (await Under("not one", "{}")).FindsFault("Idempotency-Key: must have 1 to 255 visible ASCII characters");
            if (!isForm) // which may be of 50 MB
            {
                (await Under($"large-{path}", new string(' ', Megabyte + 1))).Refuses(413, "PAYLOAD_TOO_LARGE");
            }
        }
    }

    [Fact]
    public async Task Every_path_refuses_the_methods_that_it_does_not_know()
    {
        var paths = Keyed(host.Contract).Select(each => each.Path).Distinct().ToArray();
        foreach (var path in paths)
        {
            // a literal path may also be one with a parameter in its place, which knows other methods
            var known = host.Contract.Operations.Where(each => Regex.IsMatch(path, $"^{Regex.Replace(each.Path, @"\{\w+\}", "[^/]+")}$")).Select(each => each.Method).ToHashSet();
            foreach (var method in Methods.Except(known))
            {
                var answer = await host.Api.Send(Request(method, path, null));
                answer.Refuses(405, "METHOD_NOT_ALLOWED");
                Assert.NotEmpty(answer.ContentHeaders.Allow);
            }
        }
    }

    private static IEnumerable<(string Method, string Path, System.Text.Json.JsonElement Operation)> Keyed(Contract contract) => contract.Operations.Where(each => each.Operation.TryGetProperty("security", out _));

    private static HttpRequestMessage Request(string method, string path, string? body) => new(new HttpMethod(method), Regex.Replace(path, @"\{\w+\}", "nothing_1"))
    {
        Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
    };
}
