using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LeadSail.OpenApi;

namespace LeadSail.Hosting;

/// <summary>Speaks to a host with one key. Every answer, whatever the test wants of it, is held against the OpenAPI document.</summary>
public sealed class ApiClient(Uri host, string? key, Contract? contract)
{
    private static readonly SocketsHttpHandler Connections = new() { MaxConnectionsPerServer = 256, Expect100ContinueTimeout = TimeSpan.FromMinutes(1), RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };

    private readonly HttpClient http = new(Connections, disposeHandler: false) { BaseAddress = new(host, "/api/v1/"), Timeout = TimeSpan.FromMinutes(1) };

    /// <summary>Whose it is; null for nobody's.</summary>
    public string? Key => key;

    /// <summary>GET; a path without a leading slash is below <c>/api/v1</c>.</summary>
    public Task<Answer> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Answer> Delete(string path) => Send(new HttpRequestMessage(HttpMethod.Delete, path));

    /// <summary>Sends text as a file in a form.</summary>
    public Task<Answer> Upload(string path, string file, string field = "file") => Upload(path, Encoding.UTF8.GetBytes(file), field);

    public Task<Answer> Upload(string path, byte[] file, string field = "file") => Send(new HttpRequestMessage(HttpMethod.Post, path)
    {
        Content = new MultipartFormDataContent { { new StringContent("x"), "other" }, { new ByteArrayContent(file), field, "numbers.csv" } },
    });

    /// <summary>Sends a form with a file, its parts in this order; a part without a value stays out.</summary>
    public Task<Answer> Upload(string path, byte[] file, string fileName, params IEnumerable<(string Field, string? Value)> parts)
    {
        var form = new MultipartFormDataContent();
        foreach (var (field, value) in parts.Where(part => part.Value is not null))
        {
            if (field == "file")
            {
                form.Add(new ByteArrayContent(file), field, fileName);
            }
            else
            {
                form.Add(new StringContent(value!), field);
            }
        }

        return Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = form });
    }

    public Task<Answer> Post(string path, object body) => Send(HttpMethod.Post, path, JsonSerializer.Serialize(body, Json.Options));

    public Task<Answer> Patch(string path, object body, string? ifMatch = null) => Send(HttpMethod.Patch, path, JsonSerializer.Serialize(body, Json.Options), ifMatch);

    /// <summary>Sends text as JSON, whether it is or not.</summary>
    public Task<Answer> Send(HttpMethod method, string path, string body, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return Send(request);
    }

    public async Task<Answer> Send(HttpRequestMessage request)
    {
        if (Key is not null)
        {
            request.Headers.TryAddWithoutValidation("X-API-Key", Key);
        }

        using (request)
        {
            using var response = await http.SendAsync(request);
            var answer = new Answer(response, await response.Content.ReadAsByteArrayAsync());
            contract?.Hold(request.Method, request.RequestUri!.AbsolutePath, answer);
            return answer;
        }
    }

    /// <summary>The simulator's log of start requests to a number.</summary>
    public async Task<JsonElement[]> Dials(string phone) =>
        [.. (await Get($"/simulator/dials?to={Uri.EscapeDataString(phone)}")).Json.GetProperty("dials").EnumerateArray()];
}

/// <summary>What came back.</summary>
public sealed class Answer(HttpResponseMessage response, byte[] body)
{
    public int Status { get; } = (int)response.StatusCode;

    public HttpResponseHeaders Headers => response.Headers;

    public HttpContentHeaders ContentHeaders => response.Content.Headers;

    public byte[] Body => body;

    public string Text => Encoding.UTF8.GetString(body);

    public JsonElement Json => JsonElement.Parse(body);

    /// <summary>What a success carries.</summary>
    public JsonElement Data => Json.GetProperty("data");

    /// <summary>What an error carries.</summary>
    public JsonElement Error => Json.GetProperty("error");

    public string[] Details => [.. Error.GetProperty("details").EnumerateArray().Select(line => line.GetString()!)];

    /// <summary>Its data, provided that it has this status.</summary>
    public JsonElement Gives(int status)
    {
        Assert.True(Status == status, string.Create(CultureInfo.InvariantCulture, $"Expected {status}, got {Status}: {Text}"));
        return Data;
    }

    /// <summary>Its error, provided that it has this status and code.</summary>
    public JsonElement Refuses(int status, string code)
    {
        Assert.True(Status == status, string.Create(CultureInfo.InvariantCulture, $"Expected {status}, got {Status}: {Text}"));
        Assert.Equal(code, Error.Text("code"));
        return Error;
    }

    /// <summary>A 400 with exactly these faults, in any order.</summary>
    public void FindsFault(params string[] details)
    {
        Refuses(400, "VALIDATION_ERROR");
        Assert.Equal(details.Order(StringComparer.Ordinal), Details.Order(StringComparer.Ordinal));
    }
}

/// <summary>Reading JSON by paths like <c>call.voiceAI.conversationId</c>.</summary>
public static class JsonPaths
{
    public static JsonElement At(this JsonElement element, string path) => path.Split('.').Aggregate(element, (at, name) => at.GetProperty(name));

    /// <summary>The string there; null where there is null.</summary>
    public static string? Text(this JsonElement element, string path) => element.At(path).GetString();
}
