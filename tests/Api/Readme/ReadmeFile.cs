namespace LeadSail.Readme;

/// <summary>The README at the top of the repository.</summary>
internal static class ReadmeFile
{
    /// <summary>Where it is.</summary>
    public static string Path => System.IO.Path.Combine(Repository, "README.md");

    /// <summary>The folder of the solution.</summary>
    public static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(System.IO.Path.Combine(folder.FullName, "LeadSail.Actors.sln")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
            }

            return folder.FullName;
        }
    }
}
