using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Providers.ElevenLabs;

/// <summary>What the network does to a start request: never sent is busy, anything later is unknown, and nothing is sent twice.</summary>
public sealed class StartTransportTests
{
    [Fact]
    public async Task A_refused_connection_means_that_nothing_was_sent()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var address = $"http://{closed.LocalEndpoint}";
        closed.Stop();
        await using var services = StubApi.Services(clock: null, handler: null, ("BaseUrl", address));
        AssertNotSent(await StartAsync(services));
    }

    [Fact]
    public async Task A_failed_handshake_means_that_nothing_was_sent()
    {
        await using var server = new RawServer(async stream => await stream.WriteAsync("this is not TLS\r\n"u8.ToArray()));
        await using var services = StubApi.Services(clock: null, handler: null, ("BaseUrl", $"https://{server.Address}"));
        AssertNotSent(await StartAsync(services));
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, true)]
    [InlineData(HttpRequestError.ConnectionError, true)]
    [InlineData(HttpRequestError.SecureConnectionError, true)]
    [InlineData(HttpRequestError.ProxyTunnelError, true)]
    [InlineData(HttpRequestError.ResponseEnded, false)]
    [InlineData(HttpRequestError.InvalidResponse, false)]
    [InlineData(HttpRequestError.HttpProtocolError, false)]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded, false)]
    [InlineData(HttpRequestError.Unknown, false)]
    public async Task Only_faults_of_connecting_mean_that_nothing_was_sent(HttpRequestError error, bool notSent)
    {
        var transport = StubTransport.Throwing(new HttpRequestException(error, "x"));
        await using var services = StubApi.Services(clock: null, transport);
        var result = await StartAsync(services);
        if (notSent)
            AssertNotSent(result);
        else
            Assert.IsType<StartCallResult.Unknown>(result);
        Assert.Equal(1, transport.Sent);
    }

    [Fact]
    public async Task A_connection_that_takes_too_long_means_that_nothing_was_sent()
    {
        // as the handler reports its ConnectTimeout
        var transport = StubTransport.Throwing(new TaskCanceledException("x", new TimeoutException()));
        await using var services = StubApi.Services(clock: null, transport);
        AssertNotSent(await StartAsync(services));
    }

    [Fact]
    public async Task The_handlers_connect_timeout_is_such_an_exception()
    {
        await using var server = new RawServer(stream => stream.ReadExactlyAsync(new byte[100_000]).AsTask());
        using var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromMilliseconds(50) };
        await using var services = StubApi.Services(clock: null, handler, ("BaseUrl", $"https://{server.Address}"));
        AssertNotSent(await StartAsync(services));
    }

    [Fact]
    public async Task A_dropped_reply_leaves_the_fate_unknown()
    {
        await using var stub = await StubApi.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        Assert.IsType<StartCallResult.Unknown>(await stub.Provider().StartCallAsync(Samples.Start(), default));
        Assert.Single(stub.Requests);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(429)]
    public async Task A_reply_cut_in_half_leaves_the_fate_unknown(int status)
    {
        await using var stub = await StubApi.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("""{ "success": true, """);
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        Assert.IsType<StartCallResult.Unknown>(await stub.Provider().StartCallAsync(Samples.Start(), default));
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task A_kept_connection_that_dies_under_a_request_is_not_tried_again()
    {
        const string reply = """{ "success": true, "conversation_id": "conv_1" }""";
        var posts = 0;
        await using var server = new RawServer(async stream =>
        {
            await RawServer.ReadRequestAsync(stream);
            Interlocked.Increment(ref posts);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {reply.Length}\r\n\r\n{reply}"));
            await RawServer.ReadRequestAsync(stream);
            Interlocked.Increment(ref posts);
        });
        await using var services = StubApi.Services(clock: null, handler: null, ("BaseUrl", $"http://{server.Address}"));
        Assert.IsType<StartCallResult.Placed>(await StartAsync(services));
        Assert.IsType<StartCallResult.Unknown>(await StartAsync(services));
        Assert.Equal((2, 1), (posts, server.Connections));
    }

    [Theory]
    [InlineData(60, 100)]
    [InlineData(200, 230)]
    public async Task Without_an_answer_the_fate_is_unknown_after_the_timeout_or_30_s_after_the_ringing(int ringSeconds, int seconds)
    {
        var arrived = new TaskCompletionSource();
        await using var stub = await StubApi.StartAsync(async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var clock = new ManualClock();
        var start = stub.Provider(clock).StartCallAsync(Samples.Start() with { RingSeconds = ringSeconds }, default);
        await arrived.Task;

        clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.False(start.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal($"No answer within {seconds} s.", Assert.IsType<StartCallResult.Unknown>(await start).Message);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_told_so()
    {
        await using var stub = await StubApi.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var stop = new CancellationTokenSource();
        var start = stub.Provider().StartCallAsync(Samples.Start(), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
    }

    private static async Task<StartCallResult> StartAsync(ServiceProvider services) =>
        await services.GetRequiredService<IVoiceProvider>().StartCallAsync(Samples.Start(), default);

    private static void AssertNotSent(StartCallResult result)
    {
        var refused = Assert.IsType<StartCallResult.Refused>(result);
        Assert.Equal(RefusalKind.Busy, refused.Kind);
        Assert.StartsWith("Nothing was sent", refused.Message);
    }

    /// <summary>A server of bare sockets, for what no web server does: each connection gets one turn of a script, then it is closed.</summary>
    private sealed class RawServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _serving;

        public RawServer(Func<NetworkStream, Task> script)
        {
            _listener.Start();
            Address = _listener.LocalEndpoint.ToString()!;
            _serving = ServeAsync(script);
        }

        public string Address { get; }

        public int Connections { get; private set; }

        public static async Task ReadRequestAsync(NetworkStream stream)
        {
            var head = new StringBuilder();
            var one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                await stream.ReadExactlyAsync(one);
                head.Append((char)one[0]);
            }
            var length = head.ToString().Split("\r\n").First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))[15..];
            await stream.ReadExactlyAsync(new byte[int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)]);
        }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
        }

        private async Task ServeAsync(Func<NetworkStream, Task> script)
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    Connections++;
                    await script(client.GetStream());
                }
            }
            catch (Exception error) when (error is SocketException or IOException or InvalidOperationException)
            {
                // the test is over, or the client went away
            }
        }
    }
}
