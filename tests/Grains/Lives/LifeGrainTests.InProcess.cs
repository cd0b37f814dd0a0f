using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace LeadSail.Lives;

/// <summary>Decide, write, and only then believe it.</summary>
public sealed class LifeGrainTests : IAsyncLifetime
{
    private readonly FlakyStorage storage = new();
    private IHost host = null!;

    private ITallyGrain Tally => host.Services.GetRequiredService<IGrainFactory>().GetGrain<ITallyGrain>("org/tally_1");

    public async Task InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddGrainStorage("Default", (_, _) => storage);
        builder.Services.AddInProcessGrains(options => options.GrainAssemblies.Add(typeof(TallyGrain).Assembly));
        host = builder.Build();
        await host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    [Fact]
    public async Task A_decision_is_written_with_its_history_and_then_believed()
    {
        Assert.Equal((3, 1), Seen(await Tally.Add(3)));
        Assert.Equal((5, 2), Seen(await Tally.Add(2)));
        Assert.Equal(["added {\"amount\":3}", "added {\"amount\":2}"], storage.History);
        Assert.Equal(5, storage.Written?.Total);
    }

    [Fact]
    public async Task Nothing_and_a_refusal_write_nothing()
    {
        Assert.Equal((0, 0), Seen(await Tally.Add(0)));
        Assert.Equal(Codes.Conflict, (await Tally.Add(-1)).Refusal);
        Assert.Null(storage.Written);
    }

    [Fact]
    public async Task After_a_write_that_failed_the_grain_reads_what_is_true_and_goes_on()
    {
        var before = await Tally.Add(3);
        storage.Fail = Fault.BeforeTheCommit;
        await Assert.ThrowsAnyAsync<Exception>(() => Tally.Add(2));

        var after = await Tally.Add(1);
        Assert.Equal(4, after.Total);
        Assert.Equal(before.Activation, after.Activation);
        Assert.Equal(["added {\"amount\":3}", "added {\"amount\":1}"], storage.History);
    }

    [Fact]
    public async Task A_write_that_failed_after_its_commit_counts()
    {
        await Tally.Add(3);
        storage.Fail = Fault.AfterTheCommit;
        await Assert.ThrowsAnyAsync<Exception>(() => Tally.Add(2));

        Assert.Equal(5, (await Tally.Add(0)).Total);
        Assert.Equal(["added {\"amount\":3}", "added {\"amount\":2}"], storage.History);
    }

    private static (int, int) Seen(TallyView view) => (view.Total, view.Commits);

    private enum Fault
    {
        None,
        BeforeTheCommit,
        AfterTheCommit,
    }

    private sealed class FlakyStorage : IGrainStorage
    {
        private string? json;

        public Fault Fail { get; set; }

        public List<string> History { get; } = [];

        public TallyState? Written => json is null ? null : Stored.Read<TallyState>(json);

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            (grainState.State, grainState.RecordExists) = (json is null ? Activator.CreateInstance<T>() : Stored.Read<T>(json), json is not null);
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            var fault = Fail;
            Fail = Fault.None;
            if (fault == Fault.BeforeTheCommit)
            {
                throw new IOException("disk full");
            }

            json = Stored.Of(grainState.State);
            History.AddRange(((LifeState)(object)grainState.State!).PendingEvents.Select(entry => $"{entry.Type} {entry.Data}"));
            return fault == Fault.AfterTheCommit ? throw new IOException("the answer was lost") : Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();
    }
}
