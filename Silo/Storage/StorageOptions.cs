namespace LeadSail.Storage;

/// <summary>Where things are stored: section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage";

    /// <summary>
    /// The connection string, which alone decides the kind of database: <c>Data Source=file</c> is SQLite, a relative path lies
    /// under the content root. Default <c>Data Source=data/leadsail.db</c>.
    /// </summary>
    public string ConnectionString { get; set; } = "Data Source=data/leadsail.db";
}
