using LeadSail.Idempotency;

namespace LeadSail.Contract;

/// <summary>Requests under a key: one at a time runs, and its answer is kept.</summary>
public abstract class KeyedRequestsContract<TStore> : StorageTest<TStore> where TStore : IStoreUnderTest, new()
{
    private static readonly KeptAnswer Created = new(201, new JsonText("""{"ETag":"\"1\""}"""), new byte[] { 0, 1, 255 });

    [Fact]
    public async Task A_request_is_entered_held_and_completed()
    {
        var wanted = Wanted("run_1");
        Assert.Equal(wanted, await BeginAsync(wanted));
        Assert.Equal(wanted, await Database.KeyedRequests.FindAsync("org_a", "key"));

        Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(await Database.KeyedRequests.HoldAsync(wanted, Clock.Now.AddSeconds(30)));
        Assert.Equal(Clock.Now.AddSeconds(30), (await Database.KeyedRequests.FindAsync("org_a", "key"))!.HeldUntil);
        Assert.True(await Database.KeyedRequests.CompleteAsync(wanted, Created));

        var done = await BeginAsync(Wanted("run_2"));
        Assert.Equal(("run_1", 201, Created.Headers), (done.Holder, done.Answer!.Status, done.Answer.Headers));
        Assert.Equal(Created.Body.ToArray(), done.Answer.Body.ToArray());
        Assert.False(await Database.KeyedRequests.CompleteAsync(wanted, Created with { Status = 500 }));
        Assert.False(await Database.KeyedRequests.HoldAsync(wanted, Clock.Now));
        Assert.Equal(201, (await Database.KeyedRequests.FindAsync("org_a", "key"))!.Answer!.Status);
    }

    [Fact]
    public async Task Of_many_at_once_one_may_run()
    {
        var begun = await AtOnce(32, i => BeginAsync(Wanted($"run_{i}")));

        Assert.Single(begun.Select(row => row.Holder).Distinct());
    }

    [Fact]
    public async Task Whoever_is_silent_loses_the_request_to_one_other_as_of_the_same_instant()
    {
        var first = await BeginAsync(Wanted("run_1"));
        Clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.Equal("run_1", (await BeginAsync(Wanted("run_2"))).Holder);

        Clock.Advance(TimeSpan.FromSeconds(0.1));
        var taken = await AtOnce(16, i => BeginAsync(Wanted($"run_1{i}")));

        var second = Assert.Single(taken.Distinct());
        Assert.NotEqual("run_1", second.Holder);
        Assert.Equal((first.CreatedAt, Clock.Now.AddSeconds(30)), (second.CreatedAt, second.HeldUntil));
        Assert.False(await Database.KeyedRequests.HoldAsync(first, Clock.Now.AddSeconds(30)));
        Assert.False(await Database.KeyedRequests.CompleteAsync(first, Created));
        Assert.True(await Database.KeyedRequests.CompleteAsync(second, Created));
    }

    [Fact]
    public async Task What_is_let_go_may_be_run_at_once()
    {
        var first = await BeginAsync(Wanted("run_1"));
        Assert.True(await Database.KeyedRequests.HoldAsync(first, Clock.Now));
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(first with { Holder = "run_2", HeldUntil = Clock.Now.AddSeconds(30) }, await BeginAsync(Wanted("run_2")));
    }

    [Fact]
    public async Task Another_request_under_the_key_changes_nothing_not_even_when_nobody_holds_it()
    {
        var first = await BeginAsync(Wanted("run_1"));
        Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(first, await BeginAsync(Wanted("run_2") with { Fingerprint = "other" }));
        Assert.Equal("run_3", (await BeginAsync(Wanted("run_3"))).Holder);
    }

    [Fact]
    public async Task Organizations_and_keys_are_apart()
    {
        await BeginAsync(Wanted("run_1"));

        Assert.Equal("run_2", (await BeginAsync(Wanted("run_2") with { OrganizationId = "org_b" })).Holder);
        Assert.Equal("run_3", (await BeginAsync(Wanted("run_3") with { Key = "KEY" })).Holder);
        Assert.Null(await Database.KeyedRequests.FindAsync("org_b", "KEY"));
    }

    [Fact]
    public async Task After_a_day_the_key_is_as_new()
    {
        var first = await BeginAsync(Wanted("run_1"));
        await Database.KeyedRequests.CompleteAsync(first, Created);
        Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull((await BeginAsync(Wanted("run_2"))).Answer);

        Clock.Advance(TimeSpan.FromMilliseconds(1));
        var again = Wanted("run_3") with { Fingerprint = "other" };
        Assert.Equal(again, await BeginAsync(again));
    }

    [Fact]
    public async Task The_oldest_are_forgotten_first_and_no_more_than_asked()
    {
        foreach (var key in (string[])["a", "b", "c"])
        {
            await BeginAsync(Wanted("run_1") with { Key = key });
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, await Database.KeyedRequests.PurgeAsync(Clock.Now, 1));
        Assert.Null(await Database.KeyedRequests.FindAsync("org_a", "a"));
        Assert.Equal(1, await Database.KeyedRequests.PurgeAsync(Clock.Now.AddSeconds(-2), 10));
        Assert.NotNull(await Database.KeyedRequests.FindAsync("org_a", "c"));
        Assert.Equal(0, await Database.KeyedRequests.PurgeAsync(Clock.Now.AddSeconds(-2), 10));
    }

    private Task<KeyedRequest> BeginAsync(KeyedRequest wanted) => Database.KeyedRequests.BeginAsync(wanted, Clock.Now.AddDays(-1));

    private KeyedRequest Wanted(string holder) => new("org_a", "key", "fingerprint", Clock.Now, holder, Clock.Now.AddSeconds(30));
}
