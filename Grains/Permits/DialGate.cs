using LeadSail.Clocks;

namespace LeadSail.Permits;

/// <summary>Whether this process may have anybody called: not with a wrong clock, not before it knows what was called while it was away, not while it stops.</summary>
public sealed class DialGate(ClockCheck clock)
{
    private readonly CancellationTokenSource stopping = new();
    private volatile string? waitsFor;

    /// <summary>Cancelled when this process stops: nothing more is begun.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>Why nobody may be called now, for the operator; null when calls may go.</summary>
    public string? Closed => stopping.IsCancellationRequested ? "This server is stopping; calls wait for its next start." : waitsFor ?? (clock.IsOff ? $"{clock.Tell()} No call is permitted." : null);

    /// <summary>Closes it until <see cref="Open"/>.</summary>
    public void Wait(string why) => waitsFor = why;

    /// <summary>What was waited for has come.</summary>
    public void Open() => waitsFor = null;

    /// <summary>Closes it for good.</summary>
    public void Stop() => stopping.Cancel();
}
