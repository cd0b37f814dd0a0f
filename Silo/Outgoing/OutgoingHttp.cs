using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace LeadSail.Outgoing;

/// <summary>
/// POST with limits on everything: time, size of the answer, no redirect, no cookie, no proxy. Addresses that are not public are refused when the connection is made: what a name
/// stands for may change between a look and the connection.
/// </summary>
internal sealed class OutgoingHttp : IOutgoingHttp, IDisposable
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(10), KeepConnection = TimeSpan.FromMinutes(5), KeepIdle = TimeSpan.FromMinutes(1);

    private readonly HttpClient client;
    private readonly TimeProvider time;

    public OutgoingHttp(OutgoingOptions options, TimeProvider time)
    {
        this.time = time;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = ConnectWithin,
            PooledConnectionLifetime = KeepConnection,
            PooledConnectionIdleTimeout = KeepIdle,
            MaxConnectionsPerServer = 64,
            MaxResponseHeadersLength = 32, // kB
            MaxResponseDrainSize = 0,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, options.AllowPrivateAddresses, cancellationToken),
        };
        client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<OutgoingReply> PostAsync(OutgoingRequest request, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(request.Timeout, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var message = MessageOf(request);
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var (body, isWhole) = await ReadAsync(response.Content, request.MostBytes, patience.Token, cancellationToken);
            return new((int)response.StatusCode, FaultOf((int)response.StatusCode), body, isWhole, time.GetElapsedTime(began));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new(null, SentenceOf(e, request.Timeout), "", IsWhole: true, time.GetElapsedTime(began));
        }
    }

    public void Dispose() => client.Dispose();

    private static HttpRequestMessage MessageOf(OutgoingRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, request.Url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.Body)) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content.Headers.TryAddWithoutValidation(name, value); // one that says something of the body
            }
        }

        if (message.Headers.UserAgent.Count == 0)
        {
            message.Headers.TryAddWithoutValidation("User-Agent", "LeadSail-Voice/1");
        }

        return message;
    }

    /// <summary>The beginning of a body. The status is the answer: a body that does not come, or breaks off, does not take it back.</summary>
    private static async Task<(string Body, bool IsWhole)> ReadAsync(HttpContent content, int most, CancellationToken patience, CancellationToken cancellationToken)
    {
        var bytes = new byte[most + 1];
        var read = 0;
        try
        {
            await using var stream = await content.ReadAsStreamAsync(patience);
            for (int more; read <= most && (more = await stream.ReadAsync(bytes.AsMemory(read), patience)) > 0; read += more)
            {
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            return (Text(), false);
        }

        return (Text(), read <= most);

        string Text() => Encoding.UTF8.GetString(bytes, 0, Math.Min(read, most));
    }

    private static string? FaultOf(int status) => status switch
    {
        >= 200 and < 300 => null,
        >= 300 and < 400 => string.Create(CultureInfo.InvariantCulture, $"The receiver answered {status}, and redirects are not followed."),
        _ => string.Create(CultureInfo.InvariantCulture, $"The receiver answered {status}."),
    };

    private static string SentenceOf(Exception failure, TimeSpan timeout) => failure switch
    {
        OperationCanceledException => string.Create(CultureInfo.InvariantCulture, $"There was no whole answer within {timeout.TotalSeconds:0} s."),
        HttpRequestException { InnerException: PrivateAddressException refused } => refused.Message,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "The name of the host is not known.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "The connection could not be made secure (TLS).",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "The host could not be connected to.",
        HttpRequestException or IOException => "The connection broke, or what came was no HTTP.",
        _ => "The address cannot be used.",
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint host, bool allowPrivate, CancellationToken cancellationToken)
    {
        var found = IPAddress.TryParse(host.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host.Host, cancellationToken);
        var allowed = Array.FindAll(found, address => allowPrivate || AddressRules.IsPublic(address));
        if (allowed.Length == 0)
        {
            throw new PrivateAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, host.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class PrivateAddressException() : IOException("The host's address is not public. Outgoing:AllowPrivateAddresses allows such addresses.");
}
