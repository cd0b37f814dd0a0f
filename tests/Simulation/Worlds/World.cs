using LeadSail.Simulation.Bugs;
using LeadSail.Simulation.Checks;
using LeadSail.Simulation.Faults;
using LeadSail.Simulation.Providers;
using LeadSail.Simulation.Workloads;
using LeadSail.Storage.Memory;
using Orleans.Calls;

namespace LeadSail.Simulation.Worlds;

/// <summary>One run of one seed: a clock, a storage, a provider, people, and one process after the other.</summary>
internal sealed class World : IDisposable
{
    private const int MostStepsAtOnce = 200_000, Looks = 12;

    private static readonly TimeSpan Rest = TimeSpan.FromHours(7), Look = TimeSpan.FromSeconds(10), Settling = TimeSpan.FromMinutes(2), BetweenLooks = TimeSpan.FromSeconds(20), Second = TimeSpan.FromSeconds(1);

    private readonly Chance chance;
    private readonly Witness witness;
    private int processes, crashIn = -1;
    private TimeSpan standsSince;
    private long stepsThen;

    public World(long seed, Bug bug, bool keepsLines)
    {
        Bug = bug;
        chance = Chance.Of(seed, "world");
        Plan = new Plan(seed);
        Guard = new Guard();
        Clock = new VirtualClock(Plan.Start);
        History = new History(Clock, keepsLines);
        Faults = new FaultPlan(seed) { Clock = Clock };
        Scheduler = new Scheduler(Clock, History, Guard, Faults, Chance.Of(seed, "order"));
        Ids = new SeededIds(Clock, Chance.Of(seed, "ids"));
        witness = new Witness(this);
        Courier = new Courier(this, Faults, Chance.Of(seed, "webhooks"));
        Provider = new Provider(Clock, History, Faults, Chance.Of(seed, "provider"), Courier.Report);
        var commits = new CommitFaults(Faults, Guard, History, () => Process!.Clock, Committed);
        Database = new MemoryDatabase(new ProcessClock(Clock, Guard, () => true), commits);
        Client = new Client(this, Plan);
        Calamities = new Calamities(this, Faults, Chance.Of(seed, "calamities"));
    }

    public Bug Bug { get; }

    public Plan Plan { get; }

    public Guard Guard { get; }

    public VirtualClock Clock { get; }

    public History History { get; }

    public FaultPlan Faults { get; }

    public Scheduler Scheduler { get; }

    public SeededIds Ids { get; }

    public MemoryDatabase Database { get; }

    public Provider Provider { get; }

    public Courier Courier { get; }

    public Client Client { get; }

    public Calamities Calamities { get; }

    /// <summary>The process that runs; null when none does.</summary>
    public LiveProcess? Process { get; private set; }

    /// <summary>Crashes that wait for something to happen.</summary>
    public int ArmedCrashes { get; set; }

    /// <summary>Until when things are asked: while nobody serves, people wait.</summary>
    public TimeSpan AsksUntil { get; private set; }

    /// <summary>When no process served.</summary>
    public List<(TimeSpan From, TimeSpan To)> Outages { get; } = [];

    /// <summary>Runs it from the first request to the last check.</summary>
    public Outcome Run(long seed)
    {
        Launch();
        RunUntil(TimeSpan.FromSeconds(30), () => Process!.IsReady);
        Do("setup", process => Client.PrepareAsync(process));

        Faults.On = true;
        Calamities.Begin(Plan.Horizon);
        new Workload(this, Plan, Client, Chance.Of(seed, "workload")).Begin();
        AsksUntil = Clock.Elapsed + Plan.Horizon;
        while (Clock.Elapsed < AsksUntil)
        {
            RunUntil(AsksUntil, null);
        }

        BeQuiet();
        ComeToRest();
        var evidence = witness.Collect();
        Guard.ThrowIfEscaped();
        return new Outcome(seed, History.Hash(), History.Steps, Clock.Elapsed, evidence.Calls.Count, evidence.Posts.Count, Faults.Counts, [.. Dials.Judge(evidence), .. Ends.Judge(evidence), .. Stalls.Judge(evidence)], History.Lines);
    }

    /// <summary>Runs code of the product's process to its end.</summary>
    public void Do(string what, Func<LiveProcess, Task> work)
    {
        var done = false;
        Process!.Do(what, async () =>
        {
            await work(Process);
            done = true;
        });
        RunUntil(Clock.Elapsed + TimeSpan.FromMinutes(10), () => done);
        if (!done)
        {
            throw new InvalidOperationException($"The {what} did not come to an end.");
        }
    }

    /// <summary>A message of the process sets out.</summary>
    public void Sent(LiveProcess process, Call call, Leg leg)
    {
        witness.Sent(call, leg);
        Bug.Sent(process, call, leg);
    }

    /// <summary>Starts a process.</summary>
    public void Launch()
    {
        if (Process is null)
        {
            Process = new LiveProcess(this, ++processes);
            History.Say($"process {Process.Number} is started");
        }
    }

    /// <summary>kill -9, and a new process later.</summary>
    public void Crash(TimeSpan away)
    {
        if (Process is null)
        {
            return;
        }

        History.Say($"process {Process.Number} is killed, for {away.TotalSeconds:0.0} s");
        Process.Kill();
        Process = null;
        Scheduler.Clear();
        AsksUntil += away;
        Outages.Add((Clock.Elapsed, Clock.Elapsed + away + TimeSpan.FromSeconds(15)));
        Clock.In(away, Launch);
    }

    public void Dispose() => History.Dispose();

    private void Committed(string key)
    {
        if (ArmedCrashes > 0 && crashIn < 0 && Faults.On && key.StartsWith("state/", StringComparison.Ordinal))
        {
            ArmedCrashes--;
            crashIn = chance.Below(60);
        }

        witness.Committed(key);
    }

    /// <summary>Nothing goes wrong any more and nobody asks for anything: what the dialers do now they do by themselves.</summary>
    private void BeQuiet()
    {
        Faults.On = false;
        ArmedCrashes = 0;
        crashIn = -1;
        Provider.Calm();
        Launch();
        RunUntil(Clock.Elapsed + Rest, () => Process!.IsReady);
        if (Plan.HasDialer)
        {
            new Manager(this, Client).LetGo(Plan.Campaigns.Select(campaign => campaign.Id));
        }

        Client.Hush();
        if (Plan.HasDialer)
        {
            RunUntil(Clock.Elapsed + Settling, null);
            for (var look = 0; look < Looks; look++)
            {
                witness.Look();
                RunUntil(Clock.Elapsed + BetweenLooks, null);
            }
        }
    }

    private void ComeToRest()
    {
        Client.Close();
        var quietAt = Clock.Elapsed + Rest;
        do
        {
            RunUntil(Clock.Elapsed + Look, null);
        }
        while (Clock.Elapsed < quietAt && (Provider.IsBusy || Courier.IsBusy || witness.IsBusy));

        // webhooks that came last, and debts
        RunUntil(Clock.Elapsed + TimeSpan.FromMinutes(3), null);
    }

    /// <summary>Lets everything happen until an instant, or until something is so.</summary>
    public void RunUntil(TimeSpan end, Func<bool>? isDone)
    {
        while (Clock.Elapsed < end && isDone?.Invoke() != true)
        {
            Clock.RingDue();
            Guard.ThrowIfEscaped();
            if (Process?.Failure is { } failure)
            {
                throw new InvalidOperationException($"Process {Process.Number} cannot start.", failure);
            }

            if (crashIn >= 0 && crashIn-- == 0)
            {
                Faults.Note("kill -9");
                Crash(Calamities.Away());
            }

            if (Scheduler.RunOne())
            {
                RequireProgress();
            }
            else if (!Clock.MoveOn(end))
            {
                Clock.Pass(end - Clock.Elapsed);
            }
        }
    }

    private void RequireProgress()
    {
        if (Clock.Elapsed - standsSince >= Second)
        {
            (standsSince, stepsThen) = (Clock.Elapsed, History.Steps);
        }
        else if (History.Steps - stepsThen > MostStepsAtOnce)
        {
            throw new InvalidOperationException($"{MostStepsAtOnce} steps within a second: {History.LastTurn} runs in circles.");
        }
    }
}
