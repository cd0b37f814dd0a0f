using System.Net.Http.Json;
using System.Text.Json;

namespace LeadSail.Chaos;

/// <summary>JSON over HTTP to a process that may be gone at any moment.</summary>
internal sealed class ApiClient
{
    private readonly HttpClient http;

    /// <summary>Where it speaks to.</summary>
    public Uri Host => http.BaseAddress!;

    public ApiClient(Uri host, string? key)
    {
        http = new HttpClient { BaseAddress = host, Timeout = TimeSpan.FromSeconds(20) };
        if (key is not null)
        {
            http.DefaultRequestHeaders.Add("X-API-Key", key);
        }
    }

    /// <summary>What a GET answers; null when there was no answer, or one of a server in trouble.</summary>
    public Task<JsonElement?> TryGetAsync(string path) => AnswerAsync(() => http.GetAsync(new Uri(path, UriKind.Relative)));

    /// <summary>What a POST is acknowledged with; null when it was not.</summary>
    public Task<JsonElement?> TryPostAsync(string path, object body) => AnswerAsync(() => http.PostAsJsonAsync(path, body));

    /// <summary>What a file of leads is acknowledged with, under a key; null when it was not.</summary>
    public Task<JsonElement?> TryUploadAsync(string path, string csv, string campaignId, string key) => AnswerAsync(() =>
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent(campaignId), "campaignId" }, { new StringContent("phone"), "identifier" }, { new StringContent("add_update"), "purpose" }, { new StringContent(csv), "file", "leads.csv" },
        };
        return http.SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = form, Headers = { { "Idempotency-Key", key } } });
    });

    /// <summary>The same for what must be there before anything begins.</summary>
    public async Task<JsonElement> PostAsync(string path, object body) => await TryPostAsync(path, body) ?? throw new InvalidOperationException($"POST {path} was not answered.");

    /// <summary>Merges into a resource.</summary>
    public async Task PatchAsync(string path, object body)
    {
        using var answer = await http.PatchAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<JsonElement?> AnswerAsync(Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            using var response = await send();
            var text = await response.Content.ReadAsStringAsync();
            return (int)response.StatusCode switch
            {
                >= 500 => null,
                >= 400 => throw new InvalidOperationException($"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri!.PathAndQuery} was refused: {text}"),
                _ => JsonElement.Parse(text) is var json && json.TryGetProperty("data", out var data) ? data : json,
            };
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
        {
            return null;
        }
    }
}
