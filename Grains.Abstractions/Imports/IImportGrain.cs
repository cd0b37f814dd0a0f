using System.Collections.Immutable;

namespace LeadSail.Imports;

/// <summary>Leads out of a file, batch by batch, through restarts of the process. Key: <c>organization/imp_…</c>.</summary>
[Alias("leadsail.IImportGrain")]
public interface IImportGrain : IGrainWithStringKey
{
    /// <summary>Gives the import a command; it decides, persists and answers.</summary>
    [Alias("tell")]
    Task<ImportReply> Tell(ImportCommand command);

    /// <summary>Makes the import look at what it owes. Harmless at any time.</summary>
    [Alias("wake")]
    Task Wake();
}

/// <summary>What an import can be told.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.import-command")]
public abstract record ImportCommand;

/// <summary>Rows are about to be stored for it. Should it not begin within the hour, they go. A repeat is nothing.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.import.receive")]
public sealed record ReceiveImport([property: Id(0)] string Actor) : ImportCommand;

/// <summary>It will not begin: its rows go.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.import.abandon")]
public sealed record AbandonImport : ImportCommand;

/// <summary>Begin: all rows are stored. A repeat is nothing.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.import.start")]
public sealed record StartImport : ImportCommand
{
    /// <summary>What is to become of the rows.</summary>
    [Id(0)] public ImportPlan Plan { get; init; } = new();

    /// <summary>What the file is called; null when nobody said.</summary>
    [Id(1)] public string? FileName { get; init; }

    /// <summary>The names of the file's columns, in its order.</summary>
    [Id(2)] public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>How many rows the file has.</summary>
    [Id(3)] public int Total { get; init; }

    /// <summary>How many of them could not be read as leads.</summary>
    [Id(4)] public int Rejected { get; init; }
}

/// <summary>Take no more rows; the leads that are in stay in. Nothing for an import that is over.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.import.cancel")]
public sealed record CancelImport([property: Id(0)] string Actor) : ImportCommand;

/// <summary>A batch is done. From its own settler; a repeat is nothing.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.import.batch-done")]
public sealed record ImportBatchDone : ImportCommand
{
    /// <summary>The number of the row after which the batch began; 0 for the first batch.</summary>
    [Id(0)] public int After { get; init; }

    /// <summary>The number of its last row.</summary>
    [Id(1)] public int Last { get; init; }

    /// <summary>What came of its rows.</summary>
    [Id(2)] public ImportCounts Counts { get; init; } = new();

    /// <summary>Whether there are no more.</summary>
    [Id(3)] public bool IsEnd { get; init; }
}

/// <summary>Rows are gone. From its own settler; a repeat is nothing.</summary>
/// <param name="WithRejects">Whether the rejected ones are among them.</param>
[GenerateSerializer, Immutable, Alias("leadsail.import.rows-gone")]
public sealed record ImportRowsGone([property: Id(0)] bool WithRejects) : ImportCommand;

/// <summary>What an import says to a command.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.import-reply")]
public sealed record ImportReply
{
    /// <summary>Why not; null when it was done or was done before.</summary>
    [Id(0)] public Refusal? Refusal { get; init; }
}
