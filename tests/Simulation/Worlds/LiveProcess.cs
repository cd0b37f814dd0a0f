using LeadSail.Calls;
using LeadSail.Dialers;
using LeadSail.Hosting;
using LeadSail.Outgoing;
using LeadSail.Providers;
using LeadSail.Storage;
using LeadSail.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Activations;
using Orleans.Hosting;
using Orleans.Storage;

namespace LeadSail.Simulation.Worlds;

/// <summary>One process of the product: its container, its queues, its memory. It dies without a word.</summary>
internal sealed class LiveProcess
{
    private readonly ServiceProvider services;
    private readonly ITurnDispatcher dispatcher;
    private readonly World world;
    private readonly SortedDictionary<string, TurnQueue> queues = new(StringComparer.Ordinal);

    public LiveProcess(World world, int number)
    {
        this.world = world;
        Number = number;
        Clock = world.Bug.Clock(new ProcessClock(world.Clock, world.Guard, () => IsAlive));
        dispatcher = world.Scheduler.Next(() => IsAlive, (call, leg) => world.Sent(this, call, leg));
        services = Build();
        Grains = services.GetRequiredService<IGrainFactory>();
        Settings = services.GetRequiredService<ISettings>();
        States = services.GetRequiredService<IStateReader>();
        Leads = services.GetRequiredService<ILeads>();
        Nudges = services.GetRequiredService<DialerNudges>();
        Inbox = services.GetRequiredService<IInbox>();
        Pump = services.GetRequiredService<InboxPump>();
        Do("host", StartAsync);
    }

    /// <summary>Counts the processes of a world, from 1.</summary>
    public int Number { get; }

    /// <summary>Whether it runs.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>Whether it serves.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Why it cannot start.</summary>
    public Exception? Failure { get; private set; }

    public TimeProvider Clock { get; }

    public IGrainFactory Grains { get; }

    public ISettings Settings { get; }

    public IStateReader States { get; }

    public ILeads Leads { get; }

    public DialerNudges Nudges { get; }

    public IInbox Inbox { get; }

    public InboxPump Pump { get; }

    /// <summary>Whether the number of a grain's key is on the do-not-call list by its row.</summary>
    public bool IsListed(string key) => world.Database.Rows("numbers").Any(row => $"{row["org"]}/{row["id"]}" == key && row["listed"] is 1L);

    /// <summary>kill -9.</summary>
    public void Kill() => IsAlive = false;

    /// <summary>Runs code of this process that is no grain, on a queue of its own: nobody hears of it if the process dies.</summary>
    public void Do(string service, Func<Task> work)
    {
        if (!queues.TryGetValue(service, out var queue))
        {
            queues[service] = queue = new TurnQueue(dispatcher, service);
        }

        _ = Task.Factory.StartNew(() => Run(service, work), CancellationToken.None, TaskCreationOptions.DenyChildAttach, queue);
    }

    private async Task Run(string service, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            world.History.Say($"{service} failed: {e.GetType().Name}: {e.Message}");
            Failure ??= service == "host" ? e : null;
        }
    }

    private async Task StartAsync()
    {
        await services.GetRequiredService<GrainHost>().StartAsync(CancellationToken.None);
        foreach (var service in services.GetServices<IHostedService>().OfType<BackgroundService>())
        {
            // the host would run it on the thread pool
            var execute = (Func<CancellationToken, Task>)Delegate.CreateDelegate(typeof(Func<CancellationToken, Task>), service, "ExecuteAsync");
            Do(service.GetType().Name, () => execute(CancellationToken.None));
        }

        IsReady = true;
        world.History.Say($"process {Number} serves");
    }

    private ServiceProvider Build()
    {
        var bug = world.Bug;
        var all = new ServiceCollection();
        all.AddSingleton<ILoggerFactory>(new HistoryLog(world.History));
        all.AddSingleton(Clock);
        all.AddSingleton(dispatcher);
        all.AddDatabase(_ => world.Database);
        all.Replace(ServiceDescriptor.KeyedSingleton<IGrainStorage>("Default", (_, _) => bug.Storage(world.Database.Grains)));
        all.Replace(ServiceDescriptor.Singleton(_ => bug.Wakeups(world.Database.Wakeups)));
        all.Replace(ServiceDescriptor.Singleton(_ => bug.DueLeads(world.Database.DueLeads)));
        all.Replace(ServiceDescriptor.Singleton(_ => bug.States(world.Database.States)));
        all.AddInProcessGrains(options =>
        {
            options.GrainAssemblies.Add(typeof(CallGrain).Assembly);
            options.CheckContracts = false;
        });
        all.AddSingleton<IIds>(world.Ids);
        all.AddSingleton(bug.Provider(new Providers.ProviderPort(world, this), this));
        all.AddSingleton<IVoiceWebhookReceiver, Providers.WebhookReceiver>();
        all.AddSingleton(new CallOptions());
        all.AddSingleton<IOutgoingHttp, NoOutgoingHttp>();
        all.AddCalls();
        return all.BuildServiceProvider();
    }
}
