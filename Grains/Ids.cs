using System.Security.Cryptography;
using System.Text;

namespace LeadSail;

/// <summary>
/// Ids of 26 characters behind the prefix: 48 bits of time in milliseconds and 80 random bits in Crockford's base 32, lower case
/// (the ULID layout). Within a millisecond the random part counts up, so that ids of one process always sort.
/// </summary>
public sealed class Ids(TimeProvider time) : IIds
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private readonly Lock gate = new();
    private UInt128 last;

    /// <inheritdoc/>
    public string Next(string prefix)
    {
        UInt128 id;
        lock (gate)
        {
            Span<byte> random = stackalloc byte[10];
            RandomNumberGenerator.Fill(random);
            UInt128 low = 0;
            foreach (var b in random)
            {
                low = (low << 8) | b;
            }

            id = ((UInt128)(ulong)time.GetUtcNow().ToUnixTimeMilliseconds() << 80) | low;
            last = id = id > last ? id : last + 1;
        }

        return Text(prefix, id);
    }

    /// <summary>The id of something that is made once however often it is tried: time from <paramref name="at"/>, and in place of chance the hash of <paramref name="from"/>.</summary>
    /// <param name="prefix">Of which kind, without the underscore.</param>
    /// <param name="at">When it was first tried; the same each time.</param>
    /// <param name="from">What makes it out, by everything that others could share with it: the organization, the request, the row.</param>
    public static string Derived(string prefix, DateTimeOffset at, string from)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{prefix}\n{from}"));
        UInt128 low = 0;
        foreach (var b in hash.AsSpan(0, 10))
        {
            low = (low << 8) | b;
        }

        return Text(prefix, ((UInt128)(ulong)at.ToUnixTimeMilliseconds() << 80) | low);
    }

    private static string Text(string prefix, UInt128 id) => string.Create(prefix.Length + 27, (prefix, id), static (text, made) =>
    {
        made.prefix.CopyTo(text);
        text[made.prefix.Length] = '_';
        var rest = made.id;
        for (var i = text.Length - 1; i > made.prefix.Length; i--)
        {
            text[i] = Alphabet[(int)(rest & 31)];
            rest >>= 5;
        }
    });
}
