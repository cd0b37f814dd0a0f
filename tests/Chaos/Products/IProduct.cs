namespace LeadSail.Chaos;

/// <summary>The product under fire, as one process or several.</summary>
internal interface IProduct : IAsyncDisposable
{
    /// <summary>The processes that run.</summary>
    IReadOnlyList<int> ProcessIds { get; }

    /// <summary>Starts all of it and waits until it serves.</summary>
    Task StartAsync();

    /// <summary>kill -9 of one process, and a new one on what the old one left.</summary>
    Task KillOneAsync();

    /// <summary>kill -9 of all processes.</summary>
    Task KillAllAsync();

    /// <summary>The database goes away for so long, where it is a server.</summary>
    Task LoseDatabaseAsync(TimeSpan away);

    /// <summary>Ends it as an operator does, and tells the worst exit code.</summary>
    Task<int> StopAsync();

    /// <summary>The count that a query of its database gives.</summary>
    long Count(string query);
}
