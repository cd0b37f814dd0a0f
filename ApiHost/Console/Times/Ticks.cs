namespace LeadSail.Console.Times;

/// <summary>One second hand for all ages on the pages of this process.</summary>
internal sealed class Ticks : IDisposable
{
    private readonly ITimer timer;
    private event Action? Ticked;

    public Ticks(TimeProvider time) => timer = time.CreateTimer(_ => Ticked?.Invoke(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    /// <summary>Tells each second until what is returned is disposed.</summary>
    public IDisposable Subscribe(Action tell)
    {
        Ticked += tell;
        return new Subscription(() => Ticked -= tell);
    }

    public void Dispose() => timer.Dispose();

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
