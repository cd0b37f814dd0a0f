namespace LeadSail.Bench;

/// <summary>Something that calls leads when it is asked to over HTTP.</summary>
internal interface ICallee : IAsyncDisposable
{
    /// <summary>Where a call is asked for.</summary>
    Uri Initiate { get; }

    /// <summary>What its calls wait for.</summary>
    Timeline Timeline { get; }

    /// <summary>Enters the leads from number 0 on.</summary>
    Task EnterAsync(int leads);

    /// <summary>How many leads have their outcome, by the database.</summary>
    Task<long> CountQualifiedAsync();

    /// <summary>What else it has counted since it was last asked.</summary>
    IEnumerable<(string What, string Unit, double Figure)> Take(int calls) => [];
}
