namespace LeadSail.Fixture;

/// <summary>The base of the tests that must pass on both runtimes.</summary>
[Collection(OneRuntime.Name)]
public abstract class RuntimeTests(GrainFixture runtime)
{
    private static int keys;
    private static int times;

    protected GrainFixture Runtime { get; } = runtime;

    protected Stage Stage => Runtime.Stage;

    protected FakeClock Clock => Runtime.Clock;

    /// <summary>A key that no other test uses, and that looks neither like a number nor like a GUID.</summary>
    protected static string NewKey() => $"org/probe_{Interlocked.Increment(ref keys)}x";

    /// <summary>A time that no other timer has, so that <see cref="FakeClock.DueIn"/> means the one of the test.</summary>
    protected static TimeSpan Odd(int seconds) => TimeSpan.FromMilliseconds((seconds * 1000) + Interlocked.Increment(ref times));

    protected T Grain<T>(string key)
        where T : IGrainWithStringKey => Runtime.Grains.GetGrain<T>(key);
}
