using LeadSail.Simulation.Bugs;
using LeadSail.Simulation.Checks;
using LeadSail.Simulation.Worlds;

namespace LeadSail.Simulation;

/// <summary>Runs seeds on threads of their own; nothing in a world knows of another, and nothing may use the thread pool.</summary>
internal sealed class Runner(Func<Bug> bug, int threads)
{
    private readonly Lock gate = new();
    private Exception? failure;

    /// <summary>Runs seeds in order, several at once, until it is told that it is enough.</summary>
    /// <param name="seeds">The seeds.</param>
    /// <param name="take">Takes each outcome, one at a time, in the order in which they come. False: enough.</param>
    public void Run(IEnumerable<long> seeds, Func<Outcome, bool> take)
    {
        var waiting = new Queue<long>(seeds);
        var enough = false;
        var elsewhere = ElsewhereDone();
        var workers = Enumerable.Range(0, Math.Min(threads, waiting.Count)).Select(_ => new Thread(Work, maxStackSize: 16 * 1024 * 1024)).ToArray();
        foreach (var worker in workers)
        {
            worker.Start();
        }

        foreach (var worker in workers)
        {
            worker.Join();
        }

        if (failure is not null)
        {
            throw new InvalidOperationException("The simulation itself failed.", failure);
        }

        void Work()
        {
            while (true)
            {
                long seed;
                lock (gate)
                {
                    if (enough || failure is not null || !waiting.TryDequeue(out seed))
                    {
                        return;
                    }
                }

                try
                {
                    var outcome = RunOne(seed, bug, keepsLines: false);
                    lock (gate)
                    {
                        if (ElsewhereDone() != elsewhere)
                        {
                            failure ??= new EscapeException($"The thread pool was used, or a real timer, while seed {seed} or another beside it ran: run them alone, with --seed.");
                        }

                        enough |= !take(outcome);
                    }
                }
                catch (Exception e)
                {
                    lock (gate)
                    {
                        failure ??= e;
                    }
                }
            }
        }
    }

    /// <summary>What was done where no seed decides, in this process.</summary>
    private static (long Work, long Timers) ElsewhereDone() => (ThreadPool.CompletedWorkItemCount + ThreadPool.PendingWorkItemCount, Timer.ActiveCount);

    /// <summary>Runs one seed on this thread. What throws in it is a violation, too.</summary>
    public static Outcome RunOne(long seed, Func<Bug> bug, bool keepsLines)
    {
        using var world = new World(seed, bug(), keepsLines);
        try
        {
            return world.Run(seed);
        }
        catch (Exception e)
        {
            return new Outcome(
                seed, world.History.Hash(), world.History.Steps, world.Clock.Elapsed, 0, world.Provider.Posts.Count, world.Faults.Counts,
                [new Violation(e is EscapeException ? "escape" : "run", e is EscapeException ? e.Message : e.ToString())], world.History.Lines);
        }
    }
}
