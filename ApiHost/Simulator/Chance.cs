using System.Security.Cryptography;
using System.Text;

namespace LeadSail.Simulator;

/// <summary>Chance that is the same at every run: all of it follows from the parts given.</summary>
public static class Chance
{
    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>A source of numbers that these parts decide.</summary>
    public static Random Of(params ReadOnlySpan<object?> parts) => new(BitConverter.ToInt32(Hash(parts)));

    /// <summary>An id of <paramref name="prefix"/> and <paramref name="length"/> (at most 32) letters and digits, which these parts decide.</summary>
    public static string Id(string prefix, int length, params ReadOnlySpan<object?> parts)
    {
        var hash = Hash([prefix, .. parts]);
        return prefix + string.Create(length, hash, static (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = Letters[bytes[i] & 31];
        });
    }

    /// <summary>An id as Twilio writes them: two capitals and 32 hexadecimal digits.</summary>
    public static string Sid(string prefix, params ReadOnlySpan<object?> parts) =>
        prefix + Convert.ToHexStringLower(Hash([prefix, .. parts]).AsSpan(0, 16));

    /// <summary>One of the items.</summary>
    public static T Pick<T>(this Random chance, IReadOnlyList<T> items) => items[chance.Next(items.Count)];

    private static byte[] Hash(ReadOnlySpan<object?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(FormattableString.Invariant($"{part}")).Append('\n');
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
