namespace LeadSail.Simulation.Worlds;

/// <summary>Ids as the product's, by time and then by chance, from the seed.</summary>
internal sealed class SeededIds(VirtualClock clock, Chance chance) : IIds
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public string Next(string prefix)
    {
        var id = ((UInt128)(ulong)clock.Wall.ToUnixTimeMilliseconds() << 80) | ((UInt128)(chance.Next() & 0xFFFF) << 64) | chance.Next();
        return $"{prefix}_" + string.Create(26, id, static (text, rest) =>
        {
            for (var i = text.Length - 1; i >= 0; i--)
            {
                text[i] = Alphabet[(int)(rest & 31)];
                rest >>= 5;
            }
        });
    }
}
