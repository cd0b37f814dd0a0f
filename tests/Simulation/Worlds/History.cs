using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Orleans.Activations;
using Orleans.Calls;

namespace LeadSail.Simulation.Worlds;

/// <summary>Everything that happens, in order. Its hash is the proof that a seed has one history; its lines are kept only when somebody wants to read them.</summary>
internal sealed class History(VirtualClock clock, bool keepsLines) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ConditionalWeakTable<TurnQueue, Name> names = [];
    private readonly byte[] buffer = new byte[16 * 1024];
    private readonly List<string> lines = [];
    private int filled, known;

    /// <summary>Whether lines are kept.</summary>
    public bool KeepsLines { get; } = keepsLines;

    /// <summary>The lines, if they are kept.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <summary>Turns and messages so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Whose turn it was last.</summary>
    public string LastTurn { get; private set; } = "nobody";

    /// <summary>A turn is run.</summary>
    public void Turn(TurnQueue queue)
    {
        Steps++;
        if (!names.TryGetValue(queue, out var name))
        {
            name = new Name(queue.Name, known++);
            names.Add(queue, name);
            Append(name.Text);
        }

        LastTurn = name.Text;
        Append('t', name.Number);
    }

    /// <summary>A message arrives.</summary>
    public void Message(Call call, Leg leg)
    {
        Steps++;
        Append(call.Method);
        Append((char)('0' + (int)leg), call.Number);
        if (KeepsLines)
        {
            Keep(leg == Leg.Request ? $"{call.Caller?.ToString() ?? "outside"} asks {call.Target}: {call.Method} {string.Join(", ", call.Arguments.Select(Shown))} #{call.Number}" : $"{leg} {call.Method} of {call.Target} #{call.Number}");
        }
    }

    /// <summary>Something else happens: a request to the provider, a commit, a webhook, a fault.</summary>
    public void Say(string what)
    {
        Append(what);
        Append('s', 0);
        if (KeepsLines)
        {
            Keep(what);
        }
    }

    /// <summary>A line for the reader alone.</summary>
    public void Remark(string what)
    {
        if (KeepsLines)
        {
            Keep(what);
        }
    }

    /// <summary>The hash of all of it.</summary>
    public string Hash()
    {
        Flush();
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    public void Dispose() => hash.Dispose();

    private static string Shown(object? argument) => argument?.ToString() is { } text ? text.Length > 400 ? text[..400] : text : "";

    private void Keep(string what) => lines.Add(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed:d\\.hh\\:mm\\:ss\\.fff} {clock.Wall:MM-dd HH:mm:ss.fff} {what}"));

    private void Append(char kind, long number)
    {
        var place = Room(18);
        place[0] = (byte)kind;
        BinaryPrimitives.WriteInt64LittleEndian(place[1..], number);
        BinaryPrimitives.WriteInt64LittleEndian(place[9..], clock.Elapsed.Ticks);
    }

    private void Append(string text)
    {
        if (text.Length > 1000)
        {
            text = text[..1000];
        }

        var size = Encoding.UTF8.GetByteCount(text);
        Encoding.UTF8.GetBytes(text, Room(size));
    }

    private Span<byte> Room(int size)
    {
        if (filled + size > buffer.Length)
        {
            Flush();
        }

        filled += size;
        return buffer.AsSpan(filled - size, size);
    }

    private void Flush()
    {
        hash.AppendData(buffer, 0, filled);
        filled = 0;
    }

    private sealed record Name(string Text, int Number);
}
