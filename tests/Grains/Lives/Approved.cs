namespace LeadSail.Lives;

/// <summary>
/// Texts that a person has approved. A change shows as a difference in review; <c>LEADSAIL_APPROVE=1</c> writes what the code says now.
/// </summary>
internal static class Approved
{
    private static readonly bool Approving = Environment.GetEnvironmentVariable("LEADSAIL_APPROVE") == "1";

    /// <summary>Compares with the approved file.</summary>
    /// <param name="file">Its path under <c>tests/Grains</c>.</param>
    /// <param name="text">What the code says now.</param>
    public static void Check(string file, string text)
    {
        var path = PathOf(file);
        if (Approving)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        var approved = File.Exists(path) ? File.ReadAllText(path) : "";
        Assert.True(approved == text, $"{file} is not what the code says now. If the change is right, run the test with LEADSAIL_APPROVE=1 and review the file.\n{Difference(approved, text)}");
    }

    /// <summary>
    /// Compares with the newest of the numbered files of a folder; a stored form is never edited, so a new one is a new file.
    /// </summary>
    /// <param name="stem">The path under <c>tests/Grains</c> without number and extension.</param>
    /// <param name="text">What the code writes now.</param>
    /// <returns>The texts of all numbers, oldest first.</returns>
    public static IReadOnlyList<string> CheckNewest(string stem, string text)
    {
        var count = 0;
        while (File.Exists(PathOf($"{stem}-{count + 1}.json")))
        {
            count++;
        }

        if (Approving && (count == 0 || File.ReadAllText(PathOf($"{stem}-{count}.json")) != text))
        {
            count++;
        }

        Check($"{stem}-{Math.Max(1, count)}.json", text);
        return [.. Enumerable.Range(1, count).Select(number => File.ReadAllText(PathOf($"{stem}-{number}.json")))];
    }

    private static string PathOf(string file) => Path.Combine(SharedFiles.Repository, "tests", "Grains", file);

    private static string Difference(string before, string after)
    {
        string[] old = before.Split('\n'), now = after.Split('\n');
        return string.Join('\n', old.Except(now).Select(line => "- " + line).Concat(now.Except(old).Select(line => "+ " + line)));
    }
}
