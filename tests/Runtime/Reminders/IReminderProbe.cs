using System.Collections.Immutable;
using Orleans.Concurrency;

namespace LeadSail.Reminders;

/// <summary>A grain with reminders, which notes their ticks.</summary>
[Alias("test.reminder-probe")]
public interface IReminderProbe : IGrainWithStringKey
{
    [Alias("register")]
    Task<string> Register(string name, TimeSpan due, TimeSpan period);

    /// <summary>Says whether there was one.</summary>
    [Alias("unregister")]
    Task<bool> Unregister(string name);

    [Alias("all")]
    Task<ImmutableArray<string>> All();

    [Alias("work")]
    Task Work(string name);

    [Alias("pass"), AlwaysInterleave]
    Task Pass();

    [Alias("end")]
    Task End();
}

/// <summary>A grain that wants a reminder and cannot receive one.</summary>
[Alias("test.deaf-probe")]
public interface IDeafProbe : IGrainWithStringKey
{
    [Alias("register")]
    Task Register();
}
