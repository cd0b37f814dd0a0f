namespace LeadSail.Lives;

/// <summary>Pauses that double.</summary>
internal static class Backoff
{
    private const int MostDoublings = 20;

    /// <summary>The pause after so many earlier ones, from 0: the first, twice that, and so on up to the longest.</summary>
    public static TimeSpan Of(TimeSpan first, TimeSpan longest, int earlier)
    {
        var pause = first * Math.Pow(2, Math.Clamp(earlier, 0, MostDoublings));
        return pause < longest ? pause : longest;
    }
}
