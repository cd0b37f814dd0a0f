using Orleans.Activations;

namespace LeadSail.Simulation.Worlds;

/// <summary>Notes whatever leaves the simulation: another thread, or code that runs outside any turn. The first escape ends the run.</summary>
internal sealed class Guard
{
    private readonly int thread = Environment.CurrentManagedThreadId;
    private volatile string? escape;

    /// <summary>Whether the caller is where it belongs; if not, that is the end of the run.</summary>
    public bool Require(string what)
    {
        if (Environment.CurrentManagedThreadId == thread)
        {
            return true;
        }

        escape ??= $"{what} was reached from another thread:{Environment.NewLine}{Environment.StackTrace}";
        return false;
    }

    /// <summary>The same, and inside a turn.</summary>
    public void RequireTurn(string what)
    {
        if (Require(what) && TaskScheduler.Current is not TurnQueue)
        {
            escape ??= $"{what} was reached outside any turn:{Environment.NewLine}{Environment.StackTrace}";
        }
    }

    /// <summary>Throws if something has escaped.</summary>
    public void ThrowIfEscaped()
    {
        if (escape is not null)
        {
            throw new EscapeException(escape);
        }
    }
}

/// <summary>Something ran where no seed decides: its history proves nothing.</summary>
internal sealed class EscapeException(string message) : Exception(message);
