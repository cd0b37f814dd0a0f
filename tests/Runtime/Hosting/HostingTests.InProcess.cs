using LeadSail.Activations;
using LeadSail.Calls;
using LeadSail.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime.Hosting;

namespace LeadSail.Hosting;

/// <summary>Start and end of the runtime in this process.</summary>
public sealed class HostingTests : IDisposable
{
    private readonly FakeClock clock = new(DateTimeOffset.UnixEpoch);
    private readonly Stage stage = new();
    private ServiceProvider? services;

    private IGrainFactory Grains => services!.GetRequiredService<IGrainFactory>();

    [Fact]
    public async Task Wrong_options_are_refused_with_what_to_do()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Start(options =>
        {
            options.GrainAssemblies.Clear();
            options.ResponseTimeout = TimeSpan.Zero;
            options.CollectionAge = TimeSpan.FromSeconds(30);
            options.MinimumReminderPeriod = TimeSpan.FromSeconds(-1);
        }));

        Assert.Contains("GrainAssemblies is empty: add", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ResponseTimeout is 00:00:00: set it to", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("CollectionAge is 00:00:30: set it to more than CollectionQuantum, which is 00:01:00", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("MinimumReminderPeriod is -00:00:01: set it to", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_storage_that_is_missing_is_refused_at_the_start()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Start(_ => { }, storage: false));

        Assert.Contains("State \"test-number\" wants the storage \"json\": register it", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("State \"test-text\" wants the default storage: register it", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_the_end_what_is_queued_is_served_and_nobody_outside_wakes_a_grain()
    {
        var host = await Start();
        var busy = Grains.GetGrain<ICallProbe>("org/busy");
        var other = Grains.GetGrain<ICallProbe>("org/other");
        var work = busy.Work("work");
        await stage.Noted("org/busy", "at work");
        var queued = busy.CallBack(other, hops: 1);

        var stop = host.StopAsync(CancellationToken.None);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => Grains.GetGrain<ICallProbe>("org/late").Id().Soon());
        Assert.False(stop.IsCompleted);
        stage.Open("org/busy", "work");

        // The call in the queue wakes a grain: that comes from inside.
        await Task.WhenAll(work, queued, stop).Soon();
        Assert.Contains("called", stage.Notes("org/other"));
        Assert.Equal(0, host.ActivationCount);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => busy.Id().Soon());
    }

    [Fact]
    public async Task At_the_deadline_what_is_left_is_left_and_who_waits_hears_of_it()
    {
        var host = await Start();
        var stuck = Grains.GetGrain<ICallProbe>("org/stuck").Work("work");
        await Grains.GetGrain<ILifeProbe>("org/free").Activation().Soon();
        await stage.Noted("org/stuck", "at work");
        using var deadline = new CancellationTokenSource();

        var stop = host.StopAsync(deadline.Token);
        await stage.Noted("org/free", "deactivates: ShuttingDown");
        await deadline.CancelAsync();
        await stop.Soon();

        await Assert.ThrowsAsync<SiloUnavailableException>(() => stuck.Soon());
    }

    [Fact]
    public async Task A_phone_number_in_a_key_is_not_in_the_message_of_a_time_out()
    {
        await Start();
        var call = Grains.GetGrain<ICallProbe>("org/+15551234567").WorkShortly("slow");
        clock.Advance(TimeSpan.FromSeconds(2));

        var timeout = await Assert.ThrowsAsync<TimeoutException>(() => call.Soon());

        Assert.Contains("test-call-probe/org/+…67 ICallProbe.WorkShortly", timeout.Message, StringComparison.Ordinal);
    }

    public void Dispose() => services?.Dispose();

    private async Task<GrainHost> Start(Action<InProcessGrainOptions>? configure = null, bool storage = true)
    {
        var collection = new ServiceCollection().AddSingleton(stage).AddScoped<GrainFixture.ScopedThing>().AddSingleton<TimeProvider>(clock);
        if (storage)
            collection.AddGrainStorage("json", (_, _) => new JsonStorage(stage)).AddGrainStorage("Default", (_, _) => new JsonStorage(stage));
        collection.AddInProcessGrains(options =>
        {
            options.GrainAssemblies.Add(typeof(HostingTests).Assembly);
            configure?.Invoke(options);
        });
        services = collection.BuildServiceProvider();
        var host = services.GetRequiredService<GrainHost>();
        await host.StartAsync(CancellationToken.None);
        return host;
    }
}
