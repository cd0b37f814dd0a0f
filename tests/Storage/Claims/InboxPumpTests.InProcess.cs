using LeadSail.Calls;
using LeadSail.Memory;
using LeadSail.Providers;
using LeadSail.Storage.Memory;
using LeadSail.Webhooks;
using Microsoft.Extensions.Logging;

namespace LeadSail.Claims;

/// <summary>The pump on one thread: whatever it does stays there.</summary>
public sealed class InboxPumpTests : IVoiceWebhookReceiver, ILogger<InboxPump>
{
    private readonly OneThread thread = new();
    private readonly Clock clock = new();
    private readonly FakeGrains grains = new();
    private readonly List<string> log = [];
    private readonly MemoryDatabase database;
    private readonly InboxPump pump;

    public InboxPumpTests()
    {
        database = new MemoryDatabase(clock);
        pump = new InboxPump(database.Inbox, database.States, [this], grains, clock, this);
    }

    public string Key => "elevenlabs";

    [Fact]
    public void A_call_that_takes_its_time_holds_up_no_other()
    {
        var slow = new TaskCompletionSource();
        grains.Work = key => key == "org_a/int_slow" ? slow.Task : Task.CompletedTask;
        Accept("slow");
        Accept("quick");
        Run();
        Assert.Equal(["org_a/int_quick", "org_a/int_slow"], grains.Asked.Order(StringComparer.Ordinal));

        Accept("later");
        Run();
        Assert.Equal("org_a/int_later", grains.Asked[^1]);

        slow.SetResult();
        thread.RunUntilIdle();
        Assert.Null(Do(() => database.Inbox.NextDueAsync()));
    }

    [Fact]
    public void At_most_64_are_under_way_and_the_next_takes_the_place_of_the_first_that_ends()
    {
        var gates = new Dictionary<string, TaskCompletionSource>(StringComparer.Ordinal);
        grains.Work = key => (gates[key] = new TaskCompletionSource()).Task;
        for (var i = 0; i < 70; i++)
            Accept($"{i:00}");

        var run = thread.Start(() => pump.RunAsync(CancellationToken.None));
        thread.RunUntilIdle();
        Assert.Equal((64, false), (grains.Asked.Count, run.IsCompleted));

        gates[grains.Asked[7]].SetResult();
        thread.RunUntilIdle();
        Assert.Equal((65, false), (grains.Asked.Count, run.IsCompleted));

        gates.Values.Where(gate => !gate.Task.IsCompleted).ToList().ForEach(gate => gate.SetResult());
        thread.RunUntilIdle();
        Assert.Equal((70, true), (grains.Asked.Count, run.IsCompleted));
    }

    [Fact]
    public void What_belongs_to_no_call_is_tried_again_after_1_s_doubling_to_an_hour()
    {
        Accept("nobody", known: false);

        List<double> waits = [];
        for (var i = 0; i < 14; i++)
        {
            Run();
            var next = Do(() => database.Inbox.NextDueAsync())!.Value;
            waits.Add((next - clock.Now).TotalSeconds);
            clock.Advance(next - clock.Now);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600], waits);
    }

    [Theory]
    [InlineData("nobody", "Unmatched")]
    [InlineData("mute", "Failed")]
    [InlineData("unreadable", "Failed")]
    public void After_24_hours_what_cannot_be_applied_is_given_up(string id, string status)
    {
        grains.Work = _ => throw new TimeoutException("It never answers.");
        Accept(id, known: id != "nobody");
        Run();
        clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Run();
        Assert.NotNull(Do(() => database.Inbox.NextDueAsync()));
        Assert.DoesNotContain(log, line => line.Contains("given up", StringComparison.Ordinal));

        clock.Advance(TimeSpan.FromHours(1));
        Run();
        Assert.Null(Do(() => database.Inbox.NextDueAsync()));
        Assert.Single(log, line => line.Contains($"given up: {status}", StringComparison.Ordinal));
        Assert.False(Accept(id));
    }

    [Fact]
    public void One_that_fails_after_the_run_returned_brings_the_pump_back_in_time()
    {
        var slow = new TaskCompletionSource();
        grains.Work = _ => slow.Task;
        Accept("slow");
        Assert.Equal(TimeSpan.FromMinutes(1), Run());
        var wait = thread.Start(() => pump.WaitAsync(TimeSpan.FromDays(1), CancellationToken.None));
        thread.RunUntilIdle();
        Assert.False(wait.IsCompleted);

        slow.SetException(new TimeoutException());
        thread.RunUntilIdle();
        Assert.True(wait.IsCompletedSuccessfully);
        Assert.Equal(TimeSpan.FromSeconds(1), Run());
    }

    [Theory]
    [InlineData(1, 10_000)]
    [InlineData(9_999, 10_000)]
    [InlineData(10_001, 10_001)]
    public void It_rests_at_least_the_millisecond_that_timers_count(long ticksLeft, long ticksOfRest)
    {
        Accept("nobody", known: false);
        Run();
        clock.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(ticksLeft));

        Assert.Equal(TimeSpan.FromTicks(ticksOfRest), Run());
    }

    [Fact]
    public void What_was_applied_is_remembered_for_30_days()
    {
        Accept("once");
        Run();
        clock.Advance(TimeSpan.FromDays(30));
        Run();
        Assert.False(Accept("once"));

        clock.Advance(TimeSpan.FromMinutes(59));
        Run();
        Assert.False(Accept("once"));
        clock.Advance(TimeSpan.FromMinutes(1));
        Run();
        Assert.True(Accept("once"));
    }

    SignatureVerdict IVoiceWebhookReceiver.CheckHeader(string? signature, DateTimeOffset now) => throw new NotSupportedException();

    SignatureVerdict IVoiceWebhookReceiver.Verify(string? signature, ReadOnlySpan<byte> body, DateTimeOffset now) => throw new NotSupportedException();

    VoiceEvent IVoiceWebhookReceiver.Read(ReadOnlyMemory<byte> body)
    {
        var id = System.Text.Encoding.UTF8.GetString(body.Span);
        return id == "unreadable" ? throw new FormatException() : new VoiceEvent("post_call", $"conv_{id}", new CallReport { ConversationId = $"conv_{id}" });
    }

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => log.Add(formatter(state, exception));

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    private bool Accept(string id, bool known = true) => Do(async () =>
    {
        if (known)
        {
            var call = new StoredGrain<Life>(database.Grains, "call", $"org_a/int_{id}");
            await call.ReadAsync();
            await call.WriteAsync(Life.Call("in_progress", new("provider", Key), new("conversation_id", $"conv_{id}")));
        }

        return await database.Inbox.AcceptAsync(new InboxItem($"evt_{id}_{clock.Now.Ticks}", Key, $"conv_{id}", "post_call", clock.Now, System.Text.Encoding.UTF8.GetBytes(id), 0));
    });

    private TimeSpan Run() => Do(() => pump.RunAsync(CancellationToken.None));

    /// <summary>Does it, with all that comes of it, and tells what it gave.</summary>
    private T Do<T>(Func<Task<T>> work)
    {
        var task = thread.Start(work);
        thread.RunUntilIdle();
        Assert.True(task.IsCompletedSuccessfully, task.Exception?.ToString() ?? "It waits for something, or left its thread.");
        return task.Result;
    }
}
