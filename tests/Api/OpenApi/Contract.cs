using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeadSail.Hosting;

namespace LeadSail.OpenApi;

/// <summary>The OpenAPI document of a running host, and whether what the host really sends is what it says.</summary>
public sealed class Contract
{
    private static readonly string[] Verbs = ["get", "post", "put", "patch", "delete"];

    private readonly List<(Regex Path, string Template, JsonElement Methods)> paths;
    private readonly SchemaCheck answers, requests;

    private Contract(JsonElement document)
    {
        Document = document;
        answers = new SchemaCheck(document, closed: true);
        requests = new SchemaCheck(document, closed: false);
        paths = [.. document.GetProperty("paths").EnumerateObject()
            .OrderBy(path => path.Name.Count(c => c == '{')) // the literal one before the one with a parameter in its place
            .Select(path => (new Regex($"^{Regex.Replace(path.Name, @"\{\w+\}", "[^/]+")}$"), path.Name, path.Value))];
    }

    public JsonElement Document { get; }

    /// <summary>Every operation: its method in capitals, its path, and what the document says of it.</summary>
    public IEnumerable<(string Method, string Path, JsonElement Operation)> Operations =>
        from path in paths
        from method in path.Methods.EnumerateObject()
        where Verbs.Contains(method.Name)
        select (method.Name.ToUpperInvariant(), path.Template, method.Value);

    public static Contract Parse(string document) => new(JsonElement.Parse(document));

    /// <summary>What a reference leads to.</summary>
    public JsonElement Resolve(JsonElement schema) => Document.At(schema.Text("$ref")![2..].Replace('/', '.'));

    /// <summary>What is wrong with an answer's body.</summary>
    public IReadOnlyList<string> AnswerFaults(JsonElement schema, JsonElement body) => answers.FaultsOf(schema, body);

    /// <summary>What is wrong with a request body.</summary>
    public IReadOnlyList<string> RequestFaults(JsonElement schema, JsonElement body) => requests.FaultsOf(schema, body);

    /// <summary>Fails the test when an answer is not as documented. Below no documented operation it has to be an error in the envelope all the same.</summary>
    public void Hold(HttpMethod method, string path, Answer answer)
    {
        if (path.StartsWith("/simulator/", StringComparison.Ordinal) || path.StartsWith("/openapi/", StringComparison.Ordinal))
        {
            return;
        }

        if (answer is { Status: 400, Body: [] } && path.Contains("%00", StringComparison.Ordinal))
        {
            return; // to the web server that is no HTTP, and it hands us nothing to answer
        }

        var (operation, template) = Find(method.Method, path);
        var place = string.Create(CultureInfo.InvariantCulture, $"{method} {template ?? path} → {answer.Status}");
        if (answer.Status >= 400)
        {
            HoldError(answer, place);
        }

        if (operation is not { } known)
        {
            Assert.True(answer.Status is 404 or 405, $"{place}: is not in the document");
            return;
        }

        var status = answer.Status.ToString(CultureInfo.InvariantCulture);
        Assert.True(known.GetProperty("responses").TryGetProperty(status, out var documented), $"{place}: the document does not know this status: {answer.Text}");
        if (answer.Status >= 400)
        {
            Assert.True(documented.Text("description")!.Contains($"`{answer.Error.Text("code")}`", StringComparison.Ordinal), $"{place}: the document does not know this code: {answer.Text}");
        }

        if (!documented.TryGetProperty("content", out var content))
        {
            Assert.True(answer.Body is [], $"{place}: the document knows no body: {answer.Text}");
            return;
        }

        Assert.True(content.TryGetProperty(answer.ContentHeaders.ContentType?.MediaType ?? "", out var media), $"{place}: the document does not know the type {answer.ContentHeaders.ContentType}");
        if (media.TryGetProperty("schema", out var schema) && answer.ContentHeaders.ContentType!.MediaType == "application/json")
        {
            Assert.True(answers.FaultsOf(schema, answer.Json) is [], $"{place}: {string.Join("; ", answers.FaultsOf(schema, answer.Json))} in {answer.Text}");
        }
    }

    private static void HoldError(Answer answer, string place)
    {
        Assert.True(answer.ContentHeaders.ContentType?.MediaType == "application/json", $"{place}: an error is JSON, not {answer.ContentHeaders.ContentType}: {answer.Text}");
        Assert.False(answer.Json.GetProperty("success").GetBoolean());
        Assert.Equal(["success", "error"], answer.Json.EnumerateObject().Select(field => field.Name));
        Assert.Matches("^[A-Z_]+$", answer.Error.Text("code"));
        Assert.NotEqual("", answer.Error.Text("message"));
        Assert.DoesNotMatch(@"\n|   at |Exception|\.cs\b|SQLite|LeadSail\.", answer.Text);
        Assert.All(answer.Details, line => Assert.NotEqual("", line));
    }

    private (JsonElement? Operation, string? Template) Find(string method, string path)
    {
        foreach (var (pattern, template, methods) in paths)
        {
            if (pattern.IsMatch(path) && methods.TryGetProperty(method.ToLowerInvariant(), out var operation))
            {
                return (operation, template);
            }
        }

        return (null, null);
    }
}
