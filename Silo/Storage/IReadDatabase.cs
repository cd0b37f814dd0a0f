using System.Data.Common;

namespace LeadSail.Storage;

/// <summary>Connections for the queries of the API. What they see was committed; they cannot write.</summary>
public interface IReadDatabase
{
    /// <summary>An open connection from a pool; dispose it to give it back.</summary>
    Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default);
}
