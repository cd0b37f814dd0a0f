using LeadSail.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Activations;
using Orleans.Hosting;
using Orleans.Reminders;
using Orleans.Runtime.Hosting;

namespace LeadSail.Simulation;

/// <summary>One process of a seeded run. What it stores outlives it.</summary>
public sealed class World : IDisposable
{
    private readonly ServiceProvider services;

    public World(int seed, JsonStorage storage, Stage stage)
    {
        Dispatcher = new SeededDispatcher(seed);
        services = new ServiceCollection()
            .AddSingleton(stage)
            .AddScoped<GrainFixture.ScopedThing>()
            .AddGrainStorage("json", (_, _) => storage)
            .AddGrainStorage("Default", (_, _) => storage)
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<ITurnDispatcher>(Dispatcher)
            .AddSingleton<IReminderTable>(new InMemoryReminderTable())
            .AddInProcessGrains(options => options.GrainAssemblies.Add(typeof(World).Assembly))
            .BuildServiceProvider();
        Grains = services.GetRequiredService<IGrainFactory>();
        Run(services.GetRequiredService<GrainHost>().StartAsync(CancellationToken.None));
    }

    public FakeClock Clock { get; } = new(DateTimeOffset.UnixEpoch);

    public SeededDispatcher Dispatcher { get; }

    public IGrainFactory Grains { get; }

    /// <summary>Runs until the task is complete; time passes only when nothing else can happen.</summary>
    public void Run(Task task)
    {
        while (!task.IsCompleted)
        {
            if (!Dispatcher.Step() && !Clock.AdvanceToNext())
                throw new InvalidOperationException("Nothing can happen any more, and the task is not complete.");
        }
    }

    public T Run<T>(Task<T> task)
    {
        Run((Task)task);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Lets time pass, and then happen what can.</summary>
    public void Pass(TimeSpan time)
    {
        Clock.Advance(time);
        while (Dispatcher.Step())
        {
        }
    }

    public void Dispose() => services.Dispose();
}
