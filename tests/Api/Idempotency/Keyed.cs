using System.Text;
using System.Text.Json;
using LeadSail.Hosting;

namespace LeadSail.Idempotency;

/// <summary>POSTs under a key.</summary>
internal static class Keyed
{
    public static string NewKey() => Guid.NewGuid().ToString();

    public static Task<Answer> Post(this ApiClient api, string path, object body, string key) =>
        Send(api, path, new StringContent(JsonSerializer.Serialize(body, Json.Options), Encoding.UTF8, "application/json"), key);

    public static Task<Answer> UploadUnder(this ApiClient api, string path, string file, string key, params IEnumerable<(string Field, string Value)> others)
    {
        var form = new MultipartFormDataContent { { new StringContent(file), "file", "numbers.csv" } };
        foreach (var (field, value) in others)
        {
            form.Add(new StringContent(value), field);
        }

        return Send(api, path, form, key);
    }

    public static bool IsReplayed(this Answer answer) => answer.Headers.TryGetValues("Idempotency-Replayed", out var values) && Assert.Single(values) == "true";

    /// <summary>That one answer is another one given again: status, body, headers.</summary>
    public static void Repeats(this Answer again, Answer first)
    {
        Assert.True(again.IsReplayed(), again.Text);
        Assert.False(first.IsReplayed());
        Assert.Equal((first.Status, first.Text), (again.Status, again.Text));
        Assert.Equal((first.Headers.ETag, first.Headers.Location, first.ContentHeaders.ContentType), (again.Headers.ETag, again.Headers.Location, again.ContentHeaders.ContentType));
    }

    private static Task<Answer> Send(ApiClient api, string path, HttpContent content, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        request.Headers.ExpectContinue = content.Headers.ContentLength > 1024 * 1024; // what is refused is not sent
        return api.Send(request);
    }
}
