namespace Orleans.Identity;

internal static class GrainIdLabel
{
    /// <summary>A grain id for logs and messages: of a phone number in the key only the last two digits are shown.</summary>
    public static string ForLog(this GrainId id)
    {
        var text = id.ToString();
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? text : string.Concat(text.AsSpan(0, plus), "+…", text.AsSpan(Math.Max(plus + 1, text.Length - 2)));
    }
}
