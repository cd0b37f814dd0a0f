namespace LeadSail.Storage.States;

/// <summary>How long a claimed grain is left alone.</summary>
internal static class WakeupRules
{
    private const long FirstMilliseconds = 2_000, LongestMilliseconds = 300_000;

    /// <summary>2 s doubling to 5 min, in milliseconds.</summary>
    /// <param name="tries">How often it was claimed before since its last commit.</param>
    public static long PutOff(long tries) => tries >= 8 ? LongestMilliseconds : Math.Min(FirstMilliseconds << (int)tries, LongestMilliseconds);
}
