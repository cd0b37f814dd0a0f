using System.Collections.Concurrent;
using LeadSail.Storage;

namespace LeadSail.Console.Feed;

/// <summary>What was committed, told to the open pages of this process: one feed for all of them, and nobody polls.</summary>
internal sealed class ChangeFeed
{
    private readonly ConcurrentDictionary<object, (string Organization, Action<Change> Tell)> listeners = new();

    public ChangeFeed(IDatabase database) => database.Changed += Tell;

    /// <summary>Tells of changes in an organization until what is returned is disposed.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="tell">Notes the change and returns at once; never throws.</param>
    public IDisposable Subscribe(string organizationId, Action<Change> tell)
    {
        var listener = new Listener(this);
        listeners[listener] = (organizationId, tell);
        return listener;
    }

    private void Tell(RowChanged row)
    {
        var slash = row.Key.IndexOf('/', StringComparison.Ordinal);
        if (listeners.IsEmpty || slash < 0)
        {
            return;
        }

        var (organization, id) = (row.Key[..slash], row.Key[(slash + 1)..]);
        foreach (var (_, listener) in listeners)
        {
            if (listener.Organization == organization)
            {
                listener.Tell(new Change(row.Kind, id));
            }
        }
    }

    private sealed class Listener(ChangeFeed feed) : IDisposable
    {
        public void Dispose() => feed.listeners.TryRemove(this, out _);
    }
}

/// <summary>Something that changed.</summary>
/// <param name="Kind">What: <c>lead</c>, <c>call</c>, <c>campaign</c>, <c>number</c>, <c>delivery</c>, or a kind of setting.</param>
/// <param name="Id">Which.</param>
internal readonly record struct Change(string Kind, string Id);
