using LeadSail.Hosting;
using LeadSail.Providers;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Recordings;

/// <summary>Playing recordings: from the provider the first time, from the file afterwards.</summary>
[Collection(nameof(RecordingHost))]
public sealed class RecordingTests : IDisposable
{
    private static readonly byte[] Audio = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7 % 251))];

    private readonly RecordingHost host;
    private readonly int askedBefore;

    public RecordingTests(RecordingHost host)
    {
        this.host = host;
        askedBefore = host.Asked;
    }

    private int Asked => host.Asked - askedBefore;

    public void Dispose() => host.Open = null;

    [Fact]
    public async Task A_recording_is_played_whole_and_in_parts()
    {
        var (_, interactionId, path) = await host.Recorded();
        Assert.Equal($"/api/v1/interactions/{interactionId}/recording", path);

        foreach (var _ in new[] { "from the provider", "from the file" })
        {
            var whole = await host.Get(path);
            Assert.Equal((200, "audio/wav", "RIFF"), (whole.Status, whole.ContentHeaders.ContentType?.MediaType, whole.Text[..4]));
            Assert.Equal("bytes", string.Join(',', whole.Headers.AcceptRanges));
            Assert.Equal(whole.Body.Length, whole.ContentHeaders.ContentLength);
            var part = await host.Get(path, "bytes=100-199");
            Assert.Equal((206, 100), (part.Status, part.Body.Length));
            Assert.Equal(whole.Body[100..200], part.Body);
            Assert.Equal($"bytes 100-199/{whole.Body.Length}", part.ContentHeaders.ContentRange!.ToString());
            Assert.Equal(whole.Body[^50..], (await host.Get(path, "bytes=-50")).Body);
            Assert.Equal(whole.Body[1000..], (await host.Get(path, "bytes=1000-")).Body);
        }

        Assert.Equal(1, Asked);
    }

    [Fact]
    public async Task The_first_play_comes_as_the_provider_sends_and_the_next_ones_do_without_it()
    {
        var (_, _, path) = await host.Recorded();
        var provider = host.Comes();
        using var http = Listener();
        using var first = await Listen(http, path, async () => await provider.WriteAsync(Audio.AsMemory(0, 1000)));
        Assert.Equal((200, "audio/mpeg"), ((int)first.StatusCode, first.Content.Headers.ContentType?.MediaType));
        await using var heard = await first.Content.ReadAsStreamAsync();
        var beginning = new byte[1000];
        await heard.ReadExactlyAsync(beginning);
        Assert.Equal(Audio[..1000], beginning);

        await provider.WriteAsync(Audio.AsMemory(1000));
        await provider.CompleteAsync();
        using var rest = new MemoryStream();
        await heard.CopyToAsync(rest);
        Assert.Equal(Audio[1000..], rest.ToArray());

        host.Open = () => Task.FromResult<Recording?>(null); // the provider has forgotten it
        Assert.Equal(Audio, (await host.Get(path)).Body);
        Assert.Equal(Audio[5..9], (await host.Get(path, "bytes=5-8")).Body);
        Assert.Equal(1, Asked);
    }

    [Fact]
    public async Task Whoever_leaves_ends_nothing()
    {
        var (_, _, path) = await host.Recorded();
        var provider = host.Comes();
        using (var http = Listener())
        {
            (await Listen(http, path, async () => await provider.WriteAsync(Audio.AsMemory(0, 1000)))).Dispose();
        }

        await provider.WriteAsync(Audio.AsMemory(1000));
        await provider.CompleteAsync();
        Assert.Equal(Audio, (await host.Get(path)).Body);
        Assert.Equal(1, Asked);
    }

    [Fact]
    public async Task First_plays_at_once_are_one_fetch()
    {
        var (_, _, path) = await host.Recorded();
        var provider = host.Comes(length: Audio.Length);
        var plays = Enumerable.Range(0, 8).Select(i => host.Get(path, i % 2 == 0 ? null : "bytes=1000-1999")).ToArray();
        await provider.WriteAsync(Audio);
        await provider.CompleteAsync();

        foreach (var (answer, i) in (await Task.WhenAll(plays)).Select((answer, i) => (answer, i)))
        {
            Assert.Equal(i % 2 == 0 ? 200 : 206, answer.Status);
            Assert.Equal(i % 2 == 0 ? Audio : Audio[1000..2000], answer.Body);
        }

        Assert.Equal(1, Asked);
    }

    [Theory]
    [InlineData("bytes=100-199", 206, 100, 200)]
    [InlineData("bytes=-50", 206, 199_950, 200_000)]
    [InlineData("bytes=0-", 206, 0, 200_000)]
    [InlineData("bytes=0-99", 206, 0, 100)]
    [InlineData("bytes=0-1,5-6", 200, 0, 200_000)] // several parts at once: all of it, as is allowed
    [InlineData("chapters=1", 200, 0, 200_000)]
    public async Task A_part_can_be_asked_for_on_the_very_first_play(string range, int status, int from, int to)
    {
        var (_, _, path) = await host.Recorded();
        var provider = host.Comes(length: Audio.Length);
        await provider.WriteAsync(Audio);
        await provider.CompleteAsync();

        var answer = await host.Get(path, range);
        Assert.Equal(status, answer.Status);
        Assert.Equal(Audio[from..to], answer.Body);
        Assert.Equal(status == 206 ? $"bytes {from}-{to - 1}/{Audio.Length}" : null, answer.ContentHeaders.ContentRange?.ToString());
    }

    [Fact]
    public async Task A_part_outside_of_the_recording_is_refused()
    {
        var (_, _, path) = await host.Recorded();
        for (var play = 0; play < 2; play++)
        {
            var answer = await host.Get(path, "bytes=99999999-");
            answer.Refuses(416, "VALIDATION_ERROR");
            Assert.StartsWith("bytes */", answer.ContentHeaders.ContentRange!.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_tag_tells_one_recording_from_another()
    {
        var (_, _, path) = await host.Recorded();
        await host.Get(path);
        var whole = await host.Get(path);
        var tag = whole.Headers.ETag!.ToString();
        Assert.NotNull(whole.ContentHeaders.LastModified);

        Assert.Equal((304, 0), await host.Get(path, ifNoneMatch: tag) is var same ? (same.Status, same.Body.Length) : default);
        Assert.Equal((206, 10), await host.Get(path, "bytes=0-9", ifRange: tag) is var part ? (part.Status, part.Body.Length) : default);
        Assert.Equal((200, whole.Body.Length), await host.Get(path, "bytes=0-9", ifRange: "\"another\"") is var other ? (other.Status, other.Body.Length) : default);
        (await host.Get(path, ifMatch: "\"another\"")).Refuses(412, "VALIDATION_ERROR");
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, 200_000L)]
    public async Task A_fetch_that_was_broken_off_never_passes_for_the_whole(bool tells, long? length)
    {
        var (_, _, path) = await host.Recorded();
        var provider = host.Comes(length: length);
        using var http = Listener();
        using var first = await Listen(http, path, async () => await provider.WriteAsync(Audio.AsMemory(0, 100_000)));
        await provider.CompleteAsync(tells ? new IOException("The connection was reset.") : null);
        await Assert.ThrowsAnyAsync<Exception>(() => first.Content.ReadAsByteArrayAsync());

        var second = host.Comes(length: length);
        await second.WriteAsync(Audio.AsMemory(0, 100_000));
        await second.CompleteAsync(tells ? new IOException("The connection was reset.") : null);
        await Unavailable(host.Get(path, "bytes=10-19"));
        Assert.DoesNotContain(Files(), file => file.EndsWith(".part", StringComparison.Ordinal));

        var again = host.Comes();
        await again.WriteAsync(Audio);
        await again.CompleteAsync();
        Assert.Equal(Audio, (await host.Get(path)).Body);
        Assert.Equal(3, Asked);
    }

    [Fact]
    public async Task A_recording_of_nothing_is_a_fault_of_the_provider()
    {
        var (_, _, path) = await host.Recorded();
        await host.Comes().CompleteAsync();
        await Unavailable(host.Get(path, "bytes=0-9"));
    }

    [Fact]
    public async Task A_provider_that_cannot_be_reached_is_told_and_asked_again_the_next_time()
    {
        var (_, _, path) = await host.Recorded();
        host.Open = () => Task.FromException<Recording?>(new ProviderUnavailableException("The provider does not answer."));
        await Unavailable(host.Get(path));
        host.Open = () => Task.FromResult<Recording?>(null);
        (await host.Get(path)).Refuses(404, "NOT_FOUND");
        host.Open = null;
        Assert.Equal(200, (await host.Get(path)).Status);
    }

    [Fact]
    public async Task Where_nobody_was_reached_there_is_no_recording()
    {
        var scene = await Scene.Set(host.Api);
        var interactionId = await scene.Call(await scene.Lead(Scene.Phone("05")));
        Assert.Null((await scene.Final(interactionId)).Text("call.recordingUrl"));
        (await host.Get($"interactions/{interactionId}/recording")).Refuses(404, "NOT_FOUND");
        Assert.Equal(0, Asked);
    }

    [Theory]
    [InlineData("audio/x-wav", "audio/wav")]
    [InlineData("audio/MPEG", "audio/mpeg")]
    [InlineData("audio/ogg", "audio/ogg")]
    [InlineData("text/html", "application/octet-stream")]
    public async Task A_browser_is_told_of_sound_and_of_nothing_else(string given, string told)
    {
        var (_, _, path) = await host.Recorded();
        var provider = host.Comes(given);
        await provider.WriteAsync(Audio);
        await provider.CompleteAsync();
        for (var play = 0; play < 2; play++)
        {
            Assert.Equal(told, (await host.Get(path)).ContentHeaders.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task What_is_deleted_is_gone_and_a_fetch_under_way_keeps_nothing()
    {
        var (_, interactionId, path) = await host.Recorded();
        var recordings = host.Services.GetRequiredService<IRecordings>();
        await host.Get(path);
        Assert.Contains(Files(), file => file.Contains(interactionId, StringComparison.Ordinal));
        recordings.Delete(host.OrganizationId, interactionId);
        recordings.Delete(host.OrganizationId, interactionId);
        Assert.DoesNotContain(Files(), file => file.Contains(interactionId, StringComparison.Ordinal));

        var provider = host.Comes();
        using var http = Listener();
        using var playing = await Listen(http, path, async () => await provider.WriteAsync(Audio.AsMemory(0, 1000)));
        recordings.Delete(host.OrganizationId, interactionId);
        await Assert.ThrowsAnyAsync<Exception>(() => playing.Content.ReadAsByteArrayAsync());
        Assert.DoesNotContain(Files(), file => file.Contains(interactionId, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => recordings.Delete("..", interactionId));
        Assert.Throws<ArgumentException>(() => recordings.Delete(host.OrganizationId, "../x"));
    }

    private string[] Files() => Directory.GetFiles(Path.Combine(host.Folder, "data", "recordings"), "*", SearchOption.AllDirectories);

    private static async Task Unavailable(Task<Answer> answer)
    {
        (await answer).Refuses(503, "UNAVAILABLE");
        Assert.NotNull((await answer).Headers.RetryAfter);
    }

    private HttpClient Listener()
    {
        var http = new HttpClient { BaseAddress = host.Address };
        http.DefaultRequestHeaders.Add("X-API-Key", RunningHost.ApiKey);
        return http;
    }

    /// <summary>Begins to play, and returns with the headers.</summary>
    private static async Task<HttpResponseMessage> Listen(HttpClient http, string path, Func<Task> send)
    {
        var playing = http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        await send();
        return await playing;
    }
}
