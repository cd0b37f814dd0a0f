using LeadSail.Storage;

namespace LeadSail.Postgres;

/// <summary>Who may use a database: one process alone, or those of a cluster.</summary>
public sealed class PresenceTests : IAsyncLifetime
{
    private readonly PostgresStore store = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => store.CloseAsync();

    [Fact]
    public async Task A_second_process_is_refused_until_the_first_has_stopped()
    {
        var first = store.Open();
        await first.StartAsync();

        Assert.Matches($"in use by another process \\({Environment.MachineName}, process {Environment.ProcessId}, seen \\d+ s ago\\)", await RefusalAsync(shared: false));

        await first.StopAsync();
        await store.Open().StartAsync();
    }

    [Fact]
    public async Task Processes_of_a_cluster_use_it_side_by_side_and_keep_out_the_one_that_must_be_alone()
    {
        var (one, other) = (store.Open(shared: true), store.Open(shared: true));
        await one.StartAsync();
        await other.StartAsync();
        await one.Marks.SetAsync("a", "1");
        await other.Marks.SetAsync("a", "2");
        Assert.Equal("2", await one.Marks.FindAsync("a"));

        Assert.Contains("Several at once need the cluster build", await RefusalAsync(shared: false), StringComparison.Ordinal);
        await one.StopAsync();
        await other.StopAsync();
        await store.Open().StartAsync();
        Assert.Contains("It is not of a cluster's build", await RefusalAsync(shared: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_died_is_waited_for_and_followed_after_15_seconds()
    {
        var first = store.Open();
        await first.StartAsync();
        await first.StopAsync();
        PostgresServer.Run(store.ConnectionString, "UPDATE commits SET holder = 'elsewhere/1/killed', seen = now() - interval '13 seconds'");

        var next = store.Open();
        await next.StartAsync();
        await next.Marks.SetAsync("a", "of the next");
    }

    [Fact]
    public async Task A_process_that_was_taken_for_dead_commits_nothing_any_more()
    {
        var silent = store.Open();
        await silent.StartAsync();
        await silent.Marks.SetAsync("a", "before");
        Age("15 seconds");
        var next = store.Open();
        await next.StartAsync();

        var refusal = await Assert.ThrowsAsync<StorageException>(() => silent.Marks.SetAsync("a", "after"));

        Assert.Contains("Another process has taken over", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("before", await next.Marks.FindAsync("a"));
        await next.Marks.SetAsync("a", "of the next");
    }

    [Fact]
    public async Task What_one_process_of_a_cluster_commits_is_told_to_the_others()
    {
        var (one, other) = (store.Open(shared: true), store.Open(shared: true));
        await one.StartAsync();
        await other.StartAsync();
        var heard = new TaskCompletionSource<RowChanged>(TaskCreationOptions.RunContinuationsAsynchronously);
        other.Changed += change => heard.TrySetResult(change);

        while (!heard.Task.IsCompleted) // it listens soon, and nobody says when
        {
            await one.Settings.SaveAsync("org_a", "agent_1", new Agent("Ann"), null, "key_1");
        }

        Assert.Equal(new RowChanged("voice_agent", "org_a/agent_1"), await heard.Task);
    }

    private void Age(string by) => PostgresServer.Run(store.ConnectionString, $"UPDATE commits SET seen = seen - interval '{by}'");

    private async Task<string> RefusalAsync(bool shared) => (await Assert.ThrowsAsync<StorageException>(() => store.Open(shared).StartAsync())).Message;
}
