using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Activations;
using Orleans.Calls;
using Orleans.Contracts;
using Orleans.Reminders;
using Orleans.Storage;

namespace Orleans.Hosting;

/// <summary>The runtime: holds its parts together, starts and stops them.</summary>
public sealed partial class GrainHost : IHostedService, IDisposable
{
    private ITimer? collector;
    private long calls;

    /// <summary>Made by the container.</summary>
    public GrainHost(
        IServiceProvider services, IOptions<InProcessGrainOptions> options, ITurnDispatcher dispatcher, TimeProvider clock, ILogger<GrainHost> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options.Value;
        Refuse("The options of the grain host are wrong", Options.Problems());
        Services = services;
        Dispatcher = dispatcher;
        Clock = clock;
        Log = logger;
        Classes = new GrainClasses(Options.GrainAssemblies);
        Catalog = new Catalog(this);
        References = new GrainReferences(this);
        Deadlines = new Deadlines(clock);
        Reminders = new ReminderService(this, services.GetService<IReminderTable>());
    }

    /// <summary>How many grains are active.</summary>
    public int ActivationCount => Catalog.Count;

    internal IServiceProvider Services { get; }

    internal InProcessGrainOptions Options { get; }

    internal ITurnDispatcher Dispatcher { get; }

    internal TimeProvider Clock { get; }

    internal ILogger Log { get; }

    internal GrainClasses Classes { get; }

    internal Catalog Catalog { get; }

    internal GrainReferences References { get; }

    internal Deadlines Deadlines { get; }

    internal ReminderService Reminders { get; }

    /// <summary>Checks the grains, starts reminders and the collection of idle grains.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Refuse("Grains want storage that is not there", Classes.All.SelectMany(grain => grain.States).Where(IsStorageMissing).Select(state => state.Missing));
        if (Options.CheckContracts)
            Refuse("The grains would not run under Orleans", GrainContracts.Check(Options.GrainAssemblies));

        using (NoFlow.Begin())
        {
            collector = Clock.CreateTimer(
                static host => ((GrainHost)host!).Catalog.CollectIdle(), this, Options.CollectionQuantum, Options.CollectionQuantum);
        }

        await Reminders.StartAsync(cancellationToken);
        LogStarted(Log, Classes.All.Count);
    }

    /// <summary>
    /// Stops reminders, takes no calls from outside that would wake a grain, lets grains serve what they have, and ends them.
    /// Who still waits for an answer at the end gets an exception.
    /// </summary>
    /// <param name="cancellationToken">The deadline: what has not ended by then is left.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (collector is not null)
            await collector.DisposeAsync();
        Reminders.Silence();
        try
        {
            await Catalog.DrainAsync(cancellationToken);
            LogStopped(Log);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogLeft(Log, Catalog.Count);
        }

        Deadlines.AbandonAll();
        await Reminders.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        collector?.Dispose();
        Deadlines.Dispose();
    }

    internal long NextCallNumber() => Interlocked.Increment(ref calls);

    private static void Refuse(string what, IEnumerable<string> problems)
    {
        string[] all = [.. problems.Distinct()];
        if (all.Length > 0)
            throw new InvalidOperationException($"{what}:{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }

    private bool IsStorageMissing(StateParameter state) => Services.GetService<IServiceProviderIsKeyedService>() is { } known
        && !(state.StorageName is null ? known.IsService(typeof(IGrainStorage)) : known.IsKeyedService(typeof(IGrainStorage), state.StorageName));
}
