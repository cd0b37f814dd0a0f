using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using LeadSail.Leads;
using LeadSail.Storage;
using LeadSail.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace LeadSail.Bench;

/// <summary>Stands around the product's storage: counts commits and reads, and tells the timeline which call waits for them.</summary>
internal sealed class StorageMeter(Timeline timeline) : IStorageFaults
{
    private readonly ConcurrentDictionary<string, (int Lead, long From)> waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, string> decided = new();
    private long before, after, commits, rows, reads, readTicks;

    /// <summary>Puts itself between the product and its storage.</summary>
    public void Register(IServiceCollection services) => services
        .AddSingleton<IStorageFaults>(this)
        .AddGrainStorage("Default", (provider, _) => Watched.Of(provider.GetRequiredService<IDatabase>().Grains, OfGrain))
        .AddSingleton(provider => Watched.Of(provider.GetRequiredService<IDatabase>().Inbox, OfWebhook))
        .AddSingleton(provider => Watched.Of(provider.GetRequiredService<IDatabase>().States, Read))
        .AddSingleton<ISettings>(provider => new WatchedSettings(provider.GetRequiredService<IDatabase>().Settings, this))
        .AddSingleton(provider => Watched.Of<IIds>(new Ids(provider.GetRequiredService<TimeProvider>()), OfId));

    /// <summary>What it has counted since it was last asked.</summary>
    public (string What, string Unit, double Figure)[] Take(int calls)
    {
        (string, string, double)[] counted =
        [
            ("commits", "a call", (double)commits / calls), ("writes", "a commit", (double)rows / commits),
            ("looks at committed states and settings, some of them cached", "a call", (double)reads / calls), ("all of these looks together", "ms a call", Stopwatch.GetElapsedTime(0, readTicks).TotalMilliseconds / calls),
        ];
        (commits, rows, reads, readTicks) = (0, 0, 0, 0);
        return counted;
    }

    public ValueTask BeforeCommitAsync(IReadOnlyList<string> keys)
    {
        commits++;
        rows += keys.Count;
        foreach (var (lead, from) in WaitingFor(keys))
        {
            timeline.Add(lead, Part.Statements, Math.Max(from, after)); // what was queued before the last commit ended is taken up right after it
        }

        before = Stopwatch.GetTimestamp();
        return ValueTask.CompletedTask;
    }

    public ValueTask AfterCommitAsync(IReadOnlyList<string> keys)
    {
        foreach (var (lead, _) in WaitingFor(keys))
        {
            timeline.Add(lead, Part.Disk, before);
        }

        after = Stopwatch.GetTimestamp();
        return ValueTask.CompletedTask;
    }

    private IEnumerable<(int Lead, long From)> WaitingFor(IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            if (waiting.TryGetValue(key, out var write))
            {
                yield return write;
            }
        }
    }

    private Action<object?> Read(MethodInfo method, object?[] args)
    {
        var from = Stopwatch.GetTimestamp();
        return _ => Read(from);
    }

    private async Task<T> ReadAsync<T>(Task<T> read)
    {
        var from = Stopwatch.GetTimestamp();
        var answer = await read;
        Read(from);
        return answer;
    }

    private void Read(long from)
    {
        Interlocked.Increment(ref reads);
        Interlocked.Add(ref readTicks, Stopwatch.GetTimestamp() - from);
    }

    private Action<object?> OfGrain(MethodInfo method, object?[] args)
    {
        if (method.Name != nameof(IGrainStorage.WriteStateAsync))
        {
            return Read(method, args);
        }

        var id = (GrainId)args[1]!;
        var state = (args[2] as IGrainState<LeadState>)?.State;
        return Write($"state/{id.Type}/{id.Key}", LeadOf(args[2]!, id.Key.ToString()!), lead => Tell(lead, state));
    }

    private Action<object?> OfWebhook(MethodInfo method, object?[] args)
    {
        if (args[0] is InboxItem item)
        {
            return Write($"inbox/{item.Id}", BenchedLeads.NumberIn(item.ConversationId), _ => { });
        }

        var from = Stopwatch.GetTimestamp();
        return answer =>
        {
            foreach (var claimed in answer is Task<IReadOnlyList<InboxItem>> { Result: var items } ? items : [])
            {
                timeline.Add(BenchedLeads.NumberIn(claimed.ConversationId), Part.Turn, from);
            }
        };
    }

    /// <summary>The last thing that happens before the lead is asked.</summary>
    private Action<object?> OfId(MethodInfo method, object?[] args) => id =>
    {
        if (args[0] is "int")
        {
            asked[(string)id!] = Stopwatch.GetTimestamp();
        }
    };

    private Action<object?> Write(string key, int lead, Action<int> written)
    {
        var from = Stopwatch.GetTimestamp();
        waiting[key] = (lead, from);
        return _ =>
        {
            waiting.TryRemove(key, out var _);
            timeline.Add(lead, Part.Turn, from);
            written(lead);
        };
    }

    /// <summary>A lead decides, hands its call over, and hears what became of it.</summary>
    private void Tell(int lead, LeadState? state)
    {
        if (state?.Intent is { } intent)
        {
            decided[lead] = intent.Call.InteractionId;
        }
        else if (state is not null && decided.TryRemove(lead, out var call) && asked.TryRemove(call, out var from))
        {
            timeline.Add(lead, Part.Deciding, from);
        }
        else if (state is { Attempts.Length: > 0, RunningInteractionId: null })
        {
            timeline.End(lead);
        }
    }

    private static int LeadOf(object state, string key) => BenchedLeads.NumberIn(state is IGrainState<Calls.CallState> { State.Call.LeadId: var lead } ? lead : key);

    /// <summary>By hand: what constrains settings is more than a proxy can be made of.</summary>
    private sealed class WatchedSettings(ISettings inner, StorageMeter meter) : ISettings
    {
        public Task<Setting<T>?> FindAsync<T>(string organizationId, string id, bool fresh, CancellationToken cancellationToken) where T : class, ISetting =>
            meter.ReadAsync(inner.FindAsync<T>(organizationId, id, fresh, cancellationToken));

        public Task<Page<Setting<T>>> ListAsync<T>(string organizationId, string? cursor, int limit, CancellationToken cancellationToken) where T : class, ISetting =>
            inner.ListAsync<T>(organizationId, cursor, limit, cancellationToken);

        public Task<IReadOnlyList<(string OrganizationId, Setting<T> Row)>> ListAllAsync<T>(CancellationToken cancellationToken) where T : class, ISetting => inner.ListAllAsync<T>(cancellationToken);

        public Task<Setting<T>?> SaveAsync<T>(string organizationId, string id, T value, long? expectedVersion, string actor, CancellationToken cancellationToken) where T : class, ISetting =>
            inner.SaveAsync(organizationId, id, value, expectedVersion, actor, cancellationToken);
    }
}
