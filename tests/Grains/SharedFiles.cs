namespace LeadSail;

/// <summary>
/// The material that lies beside the checkout in <c>../shared</c>: provider samples, conformance cases. <c>LEADSAIL_SHARED</c> names
/// another folder.
/// </summary>
internal static class SharedFiles
{
    private static readonly Lazy<string> Root = new(Find);

    /// <summary>The full path of a shared file or folder; a clear failure when it is not there.</summary>
    public static string Path(params string[] parts)
    {
        var path = System.IO.Path.Combine([Root.Value, .. parts]);
        return File.Exists(path) || Directory.Exists(path) ? path : throw new FileNotFoundException($"The tests need '{path}', which is not there.");
    }

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("LEADSAIL_SHARED") is { Length: > 0 } given)
            return given;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(folder.FullName, "LeadSail.Actors.sln")))
                continue;
            var shared = System.IO.Path.Combine(folder.FullName, "..", "shared");
            return Directory.Exists(shared)
                ? System.IO.Path.GetFullPath(shared)
                : throw new DirectoryNotFoundException($"The tests need the folder 'shared' beside '{folder.FullName}'; put it there, or name it in LEADSAIL_SHARED.");
        }
        throw new DirectoryNotFoundException("The tests do not run under a folder with LeadSail.Actors.sln; name the shared folder in LEADSAIL_SHARED.");
    }
}
