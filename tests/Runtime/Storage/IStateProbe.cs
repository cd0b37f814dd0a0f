using Orleans.Concurrency;

namespace LeadSail.Storage;

/// <summary>A grain with two stored states.</summary>
[Alias("test.state-probe")]
public interface IStateProbe : IGrainWithStringKey
{
    /// <summary>What is in memory, without any storage.</summary>
    [Alias("look")]
    Task<Look> Look();

    /// <summary>Sets a value in memory and writes it.</summary>
    [Alias("write")]
    Task Write(int value);

    [Alias("write-other")]
    Task WriteOther(string written);

    [Alias("set")]
    Task Set(int value);

    [Alias("read")]
    Task Read();

    [Alias("clear")]
    Task Clear();

    [Alias("end")]
    Task End();

    /// <summary>Writes twice without waiting in between, changes the value after both calls, and says whether it was one task.</summary>
    [Alias("write-twice")]
    Task<bool> WriteTwice(int first, int last);

    /// <summary>Queues a write that a fault will hit, then another behind it that has started its own.</summary>
    [Alias("write-after-failure")]
    Task WriteAfterFailure(int value);

    /// <summary>Writes and, without waiting, reads.</summary>
    [Alias("write-and-read")]
    Task WriteAndRead(int value);

    [Alias("is-write-asynchronous")]
    Task<bool> IsWriteAsynchronous();

    /// <summary>Writes and swallows a conflict.</summary>
    [Alias("write-carelessly")]
    Task WriteCarelessly(int value);

    /// <summary>Has the other grain write, and lets its exception through.</summary>
    [Alias("have-write")]
    Task HaveWrite(IStateProbe other, int value);

    [Alias("write-with-token")]
    Task WriteWithToken(int value, CancellationToken token);

    [Alias("leak")]
    Task Leak();

    [Alias("pass"), AlwaysInterleave]
    Task<int> Pass();
}

[GenerateSerializer, Immutable, Alias("test.look")]
public sealed record Look(
    [property: Id(0)] int Value,
    [property: Id(1)] bool Exists,
    [property: Id(2)] string? Etag,
    [property: Id(3)] int Activation,
    [property: Id(4)] string? Other,
    [property: Id(5)] int AtActivation);
