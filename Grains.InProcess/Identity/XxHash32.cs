using System.Buffers.Binary;
using System.Numerics;

namespace Orleans.Identity;

/// <summary>
/// XxHash32 with seed 0, by its specification (github.com/Cyan4973/xxHash, doc/xxhash_spec.md), with its bytes read in the
/// wrong order as Orleans reads them: the hash by which it splits reminder tables, so that a table filled under one runtime
/// can be read under the other.
/// </summary>
internal static class XxHash32
{
    private const uint Prime1 = 0x9E3779B1, Prime2 = 0x85EBCA77, Prime3 = 0xC2B2AE3D, Prime4 = 0x27D4EB2F, Prime5 = 0x165667B1;

    public static uint Compute(ReadOnlySpan<byte> data)
    {
        var rest = data;
        var hash = unchecked((uint)data.Length + (data.Length < 16 ? Prime5 : Stripes(ref rest)));
        unchecked
        {
            for (; rest.Length >= 4; rest = rest[4..])
                hash = BitOperations.RotateLeft(hash + (BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime3), 17) * Prime4;
            foreach (var b in rest)
                hash = BitOperations.RotateLeft(hash + (b * Prime5), 11) * Prime1;

            hash = (hash ^ (hash >> 15)) * Prime2;
            hash = (hash ^ (hash >> 13)) * Prime3;
            return BinaryPrimitives.ReverseEndianness(hash ^ (hash >> 16));
        }
    }

    private static uint Stripes(ref ReadOnlySpan<byte> rest)
    {
        unchecked
        {
            Span<uint> lanes = [Prime1 + Prime2, Prime2, 0, 0 - Prime1];
            for (; rest.Length >= 16; rest = rest[16..])
            {
                for (var lane = 0; lane < 4; lane++)
                    lanes[lane] = BitOperations.RotateLeft(lanes[lane] + (BinaryPrimitives.ReadUInt32LittleEndian(rest[(lane * 4)..]) * Prime2), 13) * Prime1;
            }

            return BitOperations.RotateLeft(lanes[0], 1) + BitOperations.RotateLeft(lanes[1], 7)
                + BitOperations.RotateLeft(lanes[2], 12) + BitOperations.RotateLeft(lanes[3], 18);
        }
    }
}
