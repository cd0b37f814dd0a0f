using System.Collections.Immutable;
using Orleans.Concurrency;

namespace LeadSail.Calls;

/// <summary>A grain with one method for each thing that can be said about calls.</summary>
[Alias("test.call-probe")]
public interface ICallProbe : IGrainWithStringKey
{
    [Alias("echo")]
    Task<Parcel> Echo(Parcel parcel);

    [Alias("id")]
    Task<GrainId> Id();

    /// <summary>Notes that it starts, waits at the gate, notes that it ends.</summary>
    [Alias("work")]
    Task Work(string name);

    [Alias("pass"), AlwaysInterleave]
    Task Pass(string name);

    [Alias("work-shortly"), ResponseTimeout("00:00:02")]
    Task WorkShortly(string name);

    [Alias("work-with-token")]
    Task WorkWithToken(string name, CancellationToken token);

    [Alias("refuse")]
    Task Refuse(string code);

    [Alias("throw-at-once")]
    Task ThrowAtOnce();

    [Alias("give-up")]
    Task<int> GiveUp();

    [Alias("drop"), OneWay]
    Task Drop(string name, bool fail);

    [Alias("call-back"), ResponseTimeout("00:00:02")]
    Task CallBack(ICallProbe other, int hops);

    [Alias("ambient")]
    Task<string?> Ambient();

    [Alias("surroundings")]
    Task<Surroundings> LookAround();

    [Alias("post-to-self")]
    Task PostToSelf(string name);

    [Alias("reference")]
    Task<ICallProbe> Reference();

    [Alias("same")]
    Task<bool> IsMe(ICallProbe other);
}

[GenerateSerializer, Immutable, Alias("test.parcel")]
public sealed record Parcel(
    [property: Id(0)] string Name,
    [property: Id(1)] int? Count,
    [property: Id(2)] ImmutableArray<string> Items,
    [property: Id(3)] DateTimeOffset At);

[GenerateSerializer, Immutable, Alias("test.surroundings")]
public sealed record Surroundings(
    [property: Id(0)] bool HasSynchronizationContext,
    [property: Id(1)] bool IsDefaultScheduler,
    [property: Id(2)] bool KeepsScheduler);

[GenerateSerializer, Alias("test.refused")]
public sealed class RefusedException(string code) : Exception($"Refused: {code}")
{
    [Id(0)]
    public string Code { get; } = code;
}
