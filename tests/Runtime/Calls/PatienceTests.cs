using LeadSail.Fixture;

namespace LeadSail.Calls;

/// <summary>Callers that give up: by time or by token.</summary>
public sealed class PatienceTests(GrainFixture runtime) : RuntimeTests(runtime)
{
    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(2);
    private readonly string key = NewKey();

    private ICallProbe Probe => Grain<ICallProbe>(key);

    [Fact]
    public async Task A_call_that_is_not_answered_in_time_fails_and_the_grain_goes_on()
    {
        var call = Probe.WorkShortly("slow");
        await Stage.Noted(key, "at slow");

        await Assert.ThrowsAsync<TimeoutException>(() => Runtime.LetTimeOut(call, Shortly));

        Assert.DoesNotContain("slow ends", Stage.Notes(key));
        Stage.Open(key, "slow");
        await Stage.Noted(key, "slow ends");
    }

    [Fact]
    public async Task Without_its_own_limit_a_call_has_the_limit_of_the_runtime()
    {
        var call = Probe.Work("slow");
        await Stage.Noted(key, "at slow");

        await Assert.ThrowsAsync<TimeoutException>(() => Runtime.LetTimeOut(call, GrainFixture.ResponseTimeout));
        Stage.Open(key, "slow");
    }

    [Fact]
    public async Task A_call_whose_caller_has_given_up_in_the_queue_never_runs()
    {
        var slow = Probe.Work("slow");
        await Stage.Noted(key, "at slow");
        var queued = Probe.WorkShortly("queued");
        await Assert.ThrowsAsync<TimeoutException>(() => Runtime.LetTimeOut(queued, Shortly));

        Stage.Open(key, "slow");
        await slow.Soon();
        await Probe.Id().Soon();

        Assert.DoesNotContain("queued starts", Stage.Notes(key));
    }

    [Fact]
    public async Task Two_grains_that_wait_for_each_other_time_out()
    {
        var otherKey = NewKey();
        var other = Grain<ICallProbe>(otherKey);
        await Probe.CallBack(other, hops: 1).Soon();

        // Here to there and back to here, which is still waiting for there.
        var call = Probe.CallBack(other, hops: 2);
        await Stage.Noted(otherKey, "called", times: 2);

        await Assert.ThrowsAsync<TimeoutException>(() => Runtime.LetTimeOut(call, Shortly));
    }

    [Fact]
    public async Task With_a_token_that_was_cancelled_before_nothing_is_sent()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Probe.WorkWithToken("never", source.Token).Soon());

        await Probe.Id().Soon();
        Assert.Empty(Stage.Notes(key));
    }

    [Fact]
    public async Task Cancelling_releases_the_caller_tells_the_grain_and_the_grain_goes_on()
    {
        using var source = new CancellationTokenSource();
        var call = Probe.WorkWithToken("slow", source.Token);
        await Stage.Noted(key, "at slow");

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());

        await Stage.Noted(key, "slow is told");
        Assert.DoesNotContain("slow ends", Stage.Notes(key));
        Stage.Open(key, "slow");
        await Stage.Noted(key, "slow ends");
    }

    [Fact]
    public async Task A_call_that_was_cancelled_in_the_queue_never_runs()
    {
        using var source = new CancellationTokenSource();
        var slow = Probe.WorkWithToken("slow", source.Token);
        await Stage.Noted(key, "at slow");
        var queued = Probe.WorkWithToken("queued", source.Token);

        // Both are cancelled, the younger first: when the elder is told, the younger is out of the queue.
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued.Soon());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow.Soon());
        await Stage.Noted(key, "slow is told");
        Stage.Open(key, "slow");
        await Probe.Id().Soon();

        Assert.DoesNotContain("queued starts", Stage.Notes(key));
    }

    [Fact]
    public async Task A_token_that_is_not_cancelled_changes_nothing()
    {
        using var source = new CancellationTokenSource();
        Stage.Open(key, "work");

        await Probe.WorkWithToken("work", source.Token).Soon();

        await source.CancelAsync();
        await Probe.Id().Soon();
        Assert.DoesNotContain("work is told", Stage.Notes(key));
    }
}
