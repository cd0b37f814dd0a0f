using LeadSail.Providers;

namespace LeadSail.Recordings;

/// <summary>
/// One fetch of a recording from its provider into the folder, whoever listens meanwhile. It goes on when they leave,
/// so that the next one finds it whole.
/// </summary>
internal sealed class RecordingFetch(RecordingKey key, RecordingFolder folder, TimeProvider time)
{
    /// <summary>How long the provider may say nothing in the middle of a recording.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int ChunkBytes = 64 * 1024;

    private readonly Lock gate = new();
    private readonly TaskCompletionSource<RecordingHead?> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long written;
    private Exception? failure;
    private bool ended;

    /// <summary>What the provider says of it; null when it has none.</summary>
    public Task<RecordingHead?> Opened => opened.Task;

    /// <summary>The file that it is written to; null before there is one.</summary>
    public string? Part { get; private set; }

    /// <summary>Fetches all of it into its file, or throws; nobody else is told of the end yet.</summary>
    /// <returns>Its content type; null when there is none.</returns>
    /// <exception cref="ProviderUnavailableException">The provider cannot be reached, or broke off.</exception>
    public async Task<string?> RunAsync(Func<CancellationToken, Task<Recording?>> open, CancellationToken cancellationToken)
    {
        await using var recording = await open(cancellationToken);
        if (recording is null)
        {
            return null;
        }

        var head = new RecordingHead(RecordingFolder.ContentTypeOf(recording.ContentType), recording.Length);
        await using var file = folder.Begin(key);
        Part = file.Name;
        opened.SetResult(head);
        var chunk = new byte[ChunkBytes];
        while (await ReadAsync(recording.Content, chunk, cancellationToken) is > 0 and var read)
        {
            await file.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
            if (Advance(read) > folder.MostBytes)
            {
                throw new ProviderUnavailableException("The recording is larger than Recordings:CacheMegabytes allows.");
            }
        }

        if (written == 0 || written != (head.Length ?? written))
        {
            throw new ProviderUnavailableException($"The provider broke off after {written} bytes of a recording.");
        }

        file.Flush(flushToDisk: true); // a crash must not leave a name without its bytes
        return head.ContentType;
    }

    /// <summary>Tells those who listen that it is over.</summary>
    public void End(ProviderUnavailableException? error)
    {
        lock (gate)
        {
            (ended, failure) = (true, error);
            news.TrySetResult();
        }

        if (error is null)
        {
            opened.TrySetResult(null);
        }
        else
        {
            opened.TrySetException(error);
            _ = opened.Task.Exception; // nobody may be waiting for it
        }
    }

    /// <summary>Waits for the end.</summary>
    /// <exception cref="ProviderUnavailableException">It did not come whole.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (Progress() is { Ended: false } now)
        {
            await now.News.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Sends on what is there and what still comes.</summary>
    /// <param name="begun">The file in the folder.</param>
    /// <param name="listener">Where to.</param>
    /// <param name="cancellationToken">The listener left.</param>
    /// <exception cref="ProviderUnavailableException">It did not come whole.</exception>
    public async Task SendAsync(FileStream begun, Stream listener, CancellationToken cancellationToken)
    {
        var chunk = new byte[ChunkBytes];
        for (long sent = 0; ;)
        {
            var now = Progress();
            while (sent < now.Written)
            {
                var next = chunk.AsMemory(0, (int)Math.Min(chunk.Length, now.Written - sent));
                await begun.ReadExactlyAsync(next, cancellationToken);
                await listener.WriteAsync(next, cancellationToken);
                sent += next.Length;
            }

            if (now.Ended)
            {
                return;
            }

            await now.News.WaitAsync(cancellationToken);
        }
    }

    private async Task<int> ReadAsync(Stream content, Memory<byte> chunk, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAsync(chunk, cancellationToken).AsTask().WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or TimeoutException)
        {
            throw new ProviderUnavailableException($"The provider broke off after {written} bytes of a recording.", e);
        }
    }

    private long Advance(int bytes)
    {
        lock (gate)
        {
            written += bytes;
            news.TrySetResult();
            news = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return written;
        }
    }

    private (long Written, bool Ended, Task News) Progress()
    {
        lock (gate)
        {
            return failure is null ? (written, ended, news.Task) : throw new ProviderUnavailableException("The recording did not come whole.", failure);
        }
    }
}

/// <summary>What a provider says of a recording before its bytes come.</summary>
/// <param name="ContentType">One of <see cref="RecordingFolder.ContentTypes"/>.</param>
/// <param name="Length">How many bytes; null when it does not say.</param>
internal sealed record RecordingHead(string ContentType, long? Length);
