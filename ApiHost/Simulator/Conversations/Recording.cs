using System.Buffers.Binary;
using LeadSail.Simulator.Calls;

namespace LeadSail.Simulator.Conversations;

/// <summary>The sound of a call: a WAV file of soft tones, one pitch for each side, in syllables while it speaks.</summary>
public static class Recording
{
    /// <summary>Samples a second; one channel of 16 bits.</summary>
    public const int SampleRate = 8000;

    /// <summary>Seconds after which a recording is cut.</summary>
    public const int LongestSeconds = 60;

    private const int HeaderBytes = 44;
    private const double SyllablesPerSecond = 4;

    /// <summary>The file; the same for the same plan.</summary>
    public static byte[] Wav(CallPlan plan)
    {
        var samples = Math.Min(plan.TalkSeconds, LongestSeconds) * SampleRate;
        var file = new byte[HeaderBytes + samples * 2];
        WriteHeader(file, samples * 2);
        for (var i = 0; i < plan.Turns.Length; i++)
        {
            var from = plan.Turns[i].At;
            // Silence follows a turn's words: only as many seconds of tone as the words take, and never into the next turn.
            var words = plan.Turns[i].Message.Count(letter => letter == ' ') + 1;
            var next = i + 1 < plan.Turns.Length ? plan.Turns[i + 1].At : plan.TalkSeconds;
            var to = Math.Min(next - 0.3, from + words / 2.6);
            Speak(file.AsSpan(HeaderBytes), (int)(from * SampleRate), Math.Min((int)(to * SampleRate), samples), plan.Turns[i].Role == "agent" ? 330 : 196);
        }
        return file;
    }

    private static void Speak(Span<byte> sound, int from, int to, double pitch)
    {
        for (var sample = from; sample < to; sample++)
        {
            var t = (double)(sample - from) / SampleRate;
            var syllable = Math.Sin(Math.PI * (t * SyllablesPerSecond % 1));
            var melody = pitch * (1 + 0.06 * Math.Sin(t * 2.1));
            var tone = Math.Sin(2 * Math.PI * melody * t) + 0.3 * Math.Sin(4 * Math.PI * melody * t);
            BinaryPrimitives.WriteInt16LittleEndian(sound[(sample * 2)..], (short)(tone * syllable * 5000));
        }
    }

    private static void WriteHeader(Span<byte> file, int dataBytes)
    {
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file[4..], HeaderBytes - 8 + dataBytes);
        "WAVEfmt "u8.CopyTo(file[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(file[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(file[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(file[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(file[24..], SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(file[28..], SampleRate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(file[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(file[34..], 16);
        "data"u8.CopyTo(file[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(file[40..], dataBytes);
    }
}
