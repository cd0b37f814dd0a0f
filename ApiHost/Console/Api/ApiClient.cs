using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadSail.Console.Sessions;
using LeadSail.Http;

namespace LeadSail.Console.Api;

/// <summary>The API for the operator of one browser window.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient http;
    private readonly OperatorSession session;

    public ApiClient(Pipeline pipeline, IServiceScopeFactory scopes, OperatorSession session)
    {
        this.session = session;
        // a rehearsal may take minutes; whoever waits for it ends it
        http = new HttpClient(new InProcessHandler(pipeline, scopes, session.FindCallerAsync)) { BaseAddress = new Uri("http://console.invalid/api/v1/"), Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Reads a resource.</summary>
    /// <param name="path">Below <c>/api/v1/</c>, with its query.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ApiFault">It is not there, or cannot be read.</exception>
    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken = default) => SendAsync<T>(HttpMethod.Get, path, null, null, cancellationToken);

    /// <summary>Reads a resource; null when it is not there.</summary>
    public async Task<T?> FindAsync<T>(string path, CancellationToken cancellationToken = default) where T : class
    {
        try
        {
            return await GetAsync<T>(path, cancellationToken);
        }
        catch (ApiFault fault) when (fault.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    /// <summary>Creates or does something.</summary>
    public Task<T> PostAsync<T>(string path, object? body = null) => SendAsync<T>(HttpMethod.Post, path, body, null, default);

    /// <summary>Does what takes long.</summary>
    /// <param name="path">Below <c>/api/v1/</c>.</param>
    /// <param name="body">What to do.</param>
    /// <param name="progress">Told how much of it is done, 0–1.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task<T> PostAsync<T>(string path, object body, IProgress<double> progress, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(body) };
        request.Options.Set(InProcessHandler.Progress, progress);
        return await SendAsync<T>(request, cancellationToken);
    }

    /// <summary>Puts something in place of what was.</summary>
    public Task<T> PutAsync<T>(string path, object body) => SendAsync<T>(HttpMethod.Put, path, body, null, default);

    /// <summary>Removes something.</summary>
    public Task<T> DeleteAsync<T>(string path) => SendAsync<T>(HttpMethod.Delete, path, null, null, default);

    /// <summary>Changes a setting, unless somebody else changed it since.</summary>
    /// <param name="path">The setting.</param>
    /// <param name="changes">A merge patch.</param>
    /// <param name="version">The version that the operator saw; null to change whatever is there.</param>
    public Task<T> PatchAsync<T>(string path, object changes, long? version = null) => SendAsync<T>(HttpMethod.Patch, path, changes, version, default);

    /// <summary>Sends a file, and texts with it in the same form; what is empty stays out.</summary>
    public async Task<T> UploadAsync<T>(string path, string field, string fileName, Stream? file, params (string Field, string Value)[] texts)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in texts.Where(text => text.Value.Length > 0))
        {
            form.Add(new StringContent(value), name);
        }

        if (file is not null)
        {
            form.Add(new StreamContent(file), field, fileName);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        return await SendAsync<T>(request, CancellationToken.None);
    }

    public void Dispose() => http.Dispose();

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, long? version, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = Json(body);
        }

        if (version is { } known)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{known.ToString(CultureInfo.InvariantCulture)}\""));
        }

        return await SendAsync<T>(request, cancellationToken);
    }

    private async Task<T> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == System.Net.HttpStatusCode.Unauthorized)
        {
            session.End();
            throw new ApiFault(401, new CallRefusedError { Code = Codes.Unauthorized, Message = "Your session is over. Sign in again." });
        }

        cancellationToken.ThrowIfCancellationRequested();
        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return (await JsonSerializer.DeserializeAsync<Answer<T>>(stream, ApiJson.Options, cancellationToken))!.Data;
        }

        throw new ApiFault((int)response.StatusCode, await ReasonAsync(stream, cancellationToken));
    }

    private static StringContent Json(object body) =>
        new(body as string ?? JsonSerializer.Serialize(body, body is JsonNode ? null : ApiJson.Options), Encoding.UTF8, "application/json");

    private static async Task<CallRefusedError> ReasonAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            return (await JsonSerializer.DeserializeAsync<RefusalEnvelope>(stream, ApiJson.Options, cancellationToken))!.Error;
        }
        catch (JsonException)
        {
            return new() { Code = Codes.InternalError, Message = "The server gave no reason." };
        }
    }

    private sealed record Answer<T>(T Data);
}
