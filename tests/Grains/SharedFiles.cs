namespace LeadSail;

/// <summary>
/// The material that lies beside the checkout in <c>../shared</c>: provider samples, conformance cases. <c>LEADSAIL_SHARED</c> names
/// another folder.
/// </summary>
internal static class SharedFiles
{
    /// <summary>The folder of the solution.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The full path of a shared file or folder; a clear failure when it is not there.</summary>
    public static string Path(params string[] parts)
    {
        var shared = Environment.GetEnvironmentVariable("LEADSAIL_SHARED") is { Length: > 0 } given ? given : System.IO.Path.Combine(Repository, "..", "shared");
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine([shared, .. parts]));
        return File.Exists(path) || Directory.Exists(path)
            ? path
            : throw new FileNotFoundException($"The tests need '{path}', which is not there. Put the folder 'shared' beside the checkout, or name it in LEADSAIL_SHARED.");
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "LeadSail.Actors.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"There is no LeadSail.Actors.sln above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
