using Orleans.Concurrency;

namespace LeadSail.Activations;

/// <summary>A grain that notes what happens to it.</summary>
[Alias("test.life-probe")]
public interface ILifeProbe : IGrainWithStringKey
{
    /// <summary>A number that every activation has its own of.</summary>
    [Alias("activation")]
    Task<int> Activation();

    [Alias("work")]
    Task<int> Work(string name);

    [Alias("pass"), AlwaysInterleave]
    Task<int> Pass(string name);

    [Alias("end")]
    Task<int> End();

    [Alias("end-with")]
    Task EndWith(string failure);

    [Alias("delay-end")]
    Task DelayEnd(TimeSpan by);
}

/// <summary>The same for a grain that is never collected.</summary>
[Alias("test.eternal-probe")]
public interface IEternalProbe : IGrainWithStringKey
{
    [Alias("activation")]
    Task<int> Activation();
}

/// <summary>The same for a grain that does not derive from <see cref="Grain"/>.</summary>
[Alias("test.plain-probe")]
public interface IPlainProbe : IGrainWithStringKey
{
    [Alias("end")]
    Task<string> End();
}
