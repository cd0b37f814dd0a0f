using LeadSail.Providers;

namespace LeadSail.Recordings;

/// <summary>
/// Plays recordings: from the folder when they are there, else out of the provider's hands while they are written to it.
/// However many listen, a recording is fetched once.
/// </summary>
internal sealed partial class RecordingCache(RecordingFolder folder, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<RecordingCache> logger) : IRecordings
{
    // What is in the folder and what is being fetched change together.
    private readonly Lock gate = new();
    private readonly Dictionary<RecordingKey, (RecordingFetch Fetch, CancellationTokenSource Cancel)> fetches = [];

    /// <summary>A recording as an answer; null when there is none.</summary>
    /// <param name="key">Which.</param>
    /// <param name="open">Asks the provider for it.</param>
    /// <param name="range">The <c>Range</c> header. A part of a recording that is not whole yet is answered once it is, unless the part is all of it.</param>
    /// <param name="cancellationToken">The listener left.</param>
    /// <exception cref="ProviderUnavailableException">The provider cannot be reached, or broke off.</exception>
    public async Task<IResult?> PlayAsync(RecordingKey key, Func<CancellationToken, Task<Recording?>> open, string range, CancellationToken cancellationToken)
    {
        var (stored, fetch) = Find(key, open);
        if (fetch is null)
        {
            return new WholeRecording(stored!);
        }

        if (await fetch.Opened.WaitAsync(cancellationToken) is not { } head)
        {
            return null;
        }

        if (range.Length == 0 || range == ComingRecording.AllOfIt)
        {
            lock (gate)
            {
                if (fetches.GetValueOrDefault(key).Fetch == fetch)
                {
                    return new ComingRecording(fetch, head, RecordingFolder.OpenBegun(fetch.Part!));
                }
            }
        }

        await fetch.WaitAsync(cancellationToken);
        lock (gate)
        {
            return folder.Open(key) is { } whole ? new WholeRecording(whole) : null;
        }
    }

    /// <inheritdoc/>
    public void Delete(string organizationId, string interactionId)
    {
        var key = new RecordingKey(organizationId, interactionId);
        lock (gate)
        {
            if (fetches.Remove(key, out var running))
            {
                _ = running.Cancel.CancelAsync();
                if (running.Fetch.Part is { } part)
                {
                    File.Delete(part); // now, not when the fetch notices: whoever listened has heard all of it by then
                }
            }

            folder.Delete(key);
        }
    }

    private (StoredRecording? Stored, RecordingFetch? Fetch) Find(RecordingKey key, Func<CancellationToken, Task<Recording?>> open)
    {
        lock (gate)
        {
            if (fetches.TryGetValue(key, out var running))
            {
                return (null, running.Fetch);
            }

            if (folder.Open(key) is { } stored)
            {
                return (stored, null);
            }

            var fetch = new RecordingFetch(key, folder, time);
            var cancel = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
            fetches.Add(key, (fetch, cancel));
            _ = Task.Run(() => FetchAsync(key, fetch, open, cancel), CancellationToken.None);
            return (null, fetch);
        }
    }

    private async Task FetchAsync(RecordingKey key, RecordingFetch fetch, Func<CancellationToken, Task<Recording?>> open, CancellationTokenSource cancel)
    {
        ProviderUnavailableException? failure = null;
        try
        {
            var contentType = await fetch.RunAsync(open, cancel.Token);
            lock (gate)
            {
                cancel.Token.ThrowIfCancellationRequested();
                fetches.Remove(key);
                if (contentType is not null)
                {
                    folder.Keep(key, fetch.Part!, contentType);
                }
            }
        }
        catch (Exception e)
        {
            LogNotFetched(e, key.InteractionId);
            failure = e as ProviderUnavailableException ?? new ProviderUnavailableException("The recording could not be fetched.", e);
            lock (gate)
            {
                if (fetches.GetValueOrDefault(key).Fetch == fetch)
                {
                    fetches.Remove(key);
                }
            }

            if (fetch.Part is { } part)
            {
                File.Delete(part);
            }
        }

        fetch.End(failure);
        cancel.Dispose();
    }
}
