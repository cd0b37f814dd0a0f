using System.Collections.Concurrent;
using LeadSail.Hosting;
using LeadSail.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Idempotency;

/// <summary>A host whose clock can be moved, and which may "die" after the work of a request and before its answer is recorded: from then on nothing is written of that request.</summary>
public sealed class CrashingHost() : RunningHost(speed: 10_000, settings: "--Outgoing:AllowPrivateAddresses=true"), IStorageFaults
{
    private readonly MovedClock clock = new(Noon);
    private readonly ConcurrentDictionary<string, int> commits = new(StringComparer.Ordinal);

    /// <summary>Whether requests die before their answers are recorded.</summary>
    public bool Dies { get; set; }

    /// <summary>Commits that contain such a key fail; null for none.</summary>
    public string? Broken { get; set; }

    /// <summary>Commits that contain such a key wait for <see cref="Gate"/>; null for none.</summary>
    public string? Held { get; set; }

    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Pass(TimeSpan time) => clock.Pass(time);

    public async ValueTask BeforeCommitAsync(IReadOnlyList<string> keys)
    {
        if (Held is { } held && keys.Any(key => key.Contains(held, StringComparison.Ordinal)))
        {
            Reached.TrySetResult();
            await Gate.Task;
        }

        if (keys.Any(key => (Dies && key.StartsWith("requests/", StringComparison.Ordinal) && commits.GetValueOrDefault(key) > 0) || (Broken is { } broken && key.Contains(broken, StringComparison.Ordinal))))
        {
            throw new InvalidOperationException("died");
        }
    }

    public ValueTask AfterCommitAsync(IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            commits.AddOrUpdate(key, 1, (_, count) => count + 1);
        }

        return default;
    }

    protected override void Adjust(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IStorageFaults>(this);
    }

    private sealed class MovedClock(DateTimeOffset start) : TimeProvider
    {
        private long shift = (start - System.GetUtcNow()).Ticks;

        public void Pass(TimeSpan time) => Interlocked.Add(ref shift, time.Ticks);

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref shift));
    }
}
