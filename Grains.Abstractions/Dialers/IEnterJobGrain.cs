using System.Collections.Immutable;
using LeadSail.Leads;

namespace LeadSail.Dialers;

/// <summary>Enters all leads of a selection into their campaign's dialer, batch by batch, through restarts of the process. Key: <c>organization/job_…</c>.</summary>
[Alias("leadsail.IEnterJobGrain")]
public interface IEnterJobGrain : IGrainWithStringKey
{
    /// <summary>Gives the job a command; it decides, persists and answers.</summary>
    [Alias("tell")]
    Task<EnterJobReply> Tell(EnterJobCommand command);

    /// <summary>Makes the job go on. Harmless at any time.</summary>
    [Alias("wake")]
    Task Wake();
}

/// <summary>What a job can be told.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.enter-job-command")]
public abstract record EnterJobCommand;

/// <summary>Begin. A repeat is nothing.</summary>
/// <param name="Which">The leads, none of them entered after the job.</param>
/// <param name="Total">How many they are.</param>
/// <param name="Actor">Who asks, for the histories.</param>
[GenerateSerializer, Immutable, Alias("leadsail.enter-job.start")]
public sealed record StartEnterJob([property: Id(0)] LeadSelection Which, [property: Id(1)] int Total, [property: Id(2)] string Actor) : EnterJobCommand;

/// <summary>Enter no more; those who are in stay in. Nothing for a job that is over.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.enter-job.cancel")]
public sealed record CancelEnterJob([property: Id(0)] string Actor) : EnterJobCommand;

/// <summary>A batch is done. From its own settler; a repeat is nothing.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.enter-job.batch-done")]
public sealed record EnterBatchDone : EnterJobCommand
{
    /// <summary>The lead after which the batch began; null for the first batch.</summary>
    [Id(0)] public string? After { get; init; }

    /// <summary>Its last lead; null when there was none.</summary>
    [Id(1)] public string? Last { get; init; }

    /// <summary>How many are in the dialer now.</summary>
    [Id(2)] public int Entered { get; init; }

    /// <summary>The codes with which the others refused.</summary>
    [Id(3)] public ImmutableArray<string> Refused { get; init; } = [];

    /// <summary>Whether there are no more.</summary>
    [Id(4)] public bool IsEnd { get; init; }
}

/// <summary>What a job says to a command.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.enter-job-reply")]
public sealed record EnterJobReply
{
    /// <summary>Why not; null when it was done or was done before.</summary>
    [Id(0)] public Refusal? Refusal { get; init; }
}

/// <summary>How a job stands.</summary>
public enum EnterJobStatus
{
    /// <summary>It enters leads.</summary>
    Running,

    /// <summary>It has gone through all.</summary>
    Done,

    /// <summary>Somebody ended it before.</summary>
    Cancelled,
}
