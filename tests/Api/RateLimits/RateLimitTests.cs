using LeadSail.ApiKeys;
using LeadSail.Hosting;
using LeadSail.Webhooks;

namespace LeadSail.RateLimits;

/// <summary>A host that takes on next to nothing.</summary>
public sealed class RateLimitTests
{
    [Fact]
    public Task Each_key_has_its_own_number_of_requests_and_is_told_when_to_come_again() => On(["--RateLimits:RequestsPerMinute=6"], async host =>
    {
        var (one, other) = (await host.ClientWith(Scope.Read), await host.ClientWith(Scope.Read));
        for (var i = 0; i < 6; i++)
        {
            (await one.Get("campaigns")).Gives(200);
        }

        var refused = await one.Get("campaigns");
        refused.Refuses(429, "RATE_LIMITED");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        (await other.Get("campaigns")).Gives(200);
        (await host.Client(null).Get("/health/live")).Gives(200);
        foreach (var answer in await EveryRoute(host, one))
        {
            answer.Refuses(429, "RATE_LIMITED");
            Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        }
    });

    [Fact]
    public Task Whoever_guesses_keys_is_told_to_slow_down_and_nobody_else_is() => On(["--RateLimits:UnauthorizedPerMinute=5"], async host =>
    {
        for (var i = 0; i < 5; i++)
        {
            (await host.Client($"guess-{i}").Get("campaigns")).Refuses(401, "UNAUTHORIZED");
        }

        var refused = await host.Client("guess-6").Get("campaigns");
        refused.Refuses(429, "RATE_LIMITED");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 12);
        (await host.Client(null).Post("campaigns", new { })).Refuses(429, "RATE_LIMITED");
        (await host.Api.Get("campaigns")).Gives(200);
        (await host.Client(null).Get("/health/ready")).Gives(200);
    });

    [Fact]
    public Task What_does_not_find_room_is_asked_to_come_again_and_webhooks_have_a_room_of_their_own() => On(["--RateLimits:RequestsAtOnce=1", "--RateLimits:RequestsWaiting=0"], async host =>
    {
        var (slow, first) = await TakeTheOnlyPlace(host);
        var refused = await host.Api.Get("campaigns");
        refused.Refuses(503, "UNAVAILABLE");
        Assert.Equal(2, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        (await host.Deliver(new { type = "other" })).Gives(200);
        (await host.Client(null).Get("/health/live")).Gives(200);
        Assert.All(await EveryRoute(host, host.Api), answer => answer.Refuses(503, "UNAVAILABLE"));

        slow.GoOn.SetResult();
        (await first).Gives(201);
        (await Eventually.Sees(() => host.Api.Get("campaigns"), answer => answer.Status == 200, "the place to be free")).Gives(200);
    });

    [Fact]
    public Task Whoever_waits_for_room_is_served_in_turn() => On(["--RateLimits:RequestsAtOnce=1"], async host =>
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => host.Api.Get("campaigns"))), answer => answer.Gives(200)));

    /// <summary>A request that is being read: its body is asked for by who found room, and by nobody before.</summary>
    private static async Task<(SlowBody Body, Task<Answer> Answer)> TakeTheOnlyPlace(RunningHost host)
    {
        while (true)
        {
            var slow = new SlowBody();
            var answer = host.Api.Send(new HttpRequestMessage(HttpMethod.Post, "campaigns") { Content = slow, Headers = { ExpectContinue = true } });
            if (await Task.WhenAny(slow.Begun.Task, answer) == slow.Begun.Task)
            {
                return (slow, answer);
            }

            // the request before it has its answer, and may not have left yet
            (await answer).Refuses(503, "UNAVAILABLE");
        }
    }

    private static Task<Answer[]> EveryRoute(RunningHost host, ApiClient client) => Task.WhenAll(host.Contract.Operations.Where(each => each.Operation.TryGetProperty("security", out _))
        .Select(each => client.Send(new HttpRequestMessage(new HttpMethod(each.Method), each.Path.Replace('{', '_').Replace('}', '_')))));

    private static async Task On(string[] settings, Func<RunningHost, Task> test)
    {
        // the last setting of a name counts
        var host = new RunningHost(speed: 10_000, settings: settings);
        await host.InitializeAsync();
        try
        {
            await test(host);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    /// <summary>A campaign whose body does not end before it is told to.</summary>
    private sealed class SlowBody : HttpContent
    {
        public SlowBody() => Headers.ContentType = new("application/json");

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.WriteAsync("""{ "name": """u8.ToArray());
            await stream.FlushAsync();
            Begun.SetResult();
            await GoOn.Task;
            await stream.WriteAsync("\"Slow\" }"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
