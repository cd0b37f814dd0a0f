namespace LeadSail.Storage.Sql;

/// <summary>News of commits for the other processes on the same database. Ends when disposed.</summary>
internal interface ISqlFeed : IDisposable
{
    /// <summary>Tells of a change, soon; never waits.</summary>
    void Tell(RowChanged change);
}
