using LeadSail.Memory;
using LeadSail.Storage.Memory;
using LeadSail.Sweeping;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadSail.Claims;

/// <summary>The sweep on one thread: whatever it does stays there.</summary>
public sealed class SweeperTests : IDisposable
{
    private readonly OneThread thread = new();
    private readonly Clock clock = new();
    private readonly FakeGrains grains = new();
    private readonly MemoryDatabase database;
    private readonly Sweeper sweeper;

    public SweeperTests()
    {
        database = new MemoryDatabase(clock);
        sweeper = new Sweeper(database.Wakeups, grains, clock, NullLogger<Sweeper>.Instance);
    }

    public void Dispose() => sweeper.Dispose();

    [Fact]
    public void A_grain_that_takes_its_time_holds_up_no_other_and_is_not_woken_twice_at_once()
    {
        var slow = new TaskCompletionSource();
        grains.Work = key => key == "org_a/slow" ? slow.Task : throw new TimeoutException();
        Sleep("slow");
        Sleep("failing");
        Sweep();
        Assert.Equal(["org_a/failing", "org_a/slow"], grains.Asked.Order(StringComparer.Ordinal));

        clock.Advance(TimeSpan.FromSeconds(2));
        Sleep("later");
        grains.Asked.Clear();
        Sweep();
        Assert.Equal(["org_a/failing", "org_a/later"], grains.Asked.Order(StringComparer.Ordinal));

        slow.SetResult();
        thread.RunUntilIdle();
        clock.Advance(TimeSpan.FromSeconds(4));
        Sweep();
        Assert.Contains("org_a/slow", grains.Asked);
    }

    [Fact]
    public void It_goes_on_until_nothing_is_due()
    {
        for (var i = 0; i < 200; i++)
            Sleep($"{i}");

        Sweep();

        Assert.Equal(200, grains.Asked.Distinct().Count());
    }

    private void Sleep(string id) => Done(() => new StoredGrain<Life>(database.Grains, "call", $"org_a/{id}").WriteAsync(new Life { WakeAt = clock.Now }));

    private void Sweep() => Done(async () => Assert.Equal(TimeSpan.FromSeconds(1), await sweeper.SweepAsync(CancellationToken.None)));

    private void Done(Func<Task> work)
    {
        var task = thread.Start(work);
        thread.RunUntilIdle();
        Assert.True(task.IsCompletedSuccessfully, task.Exception?.ToString() ?? "It waits for something, or left its thread.");
    }
}
