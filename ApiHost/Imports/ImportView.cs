using System.ComponentModel.DataAnnotations;

namespace LeadSail.Imports;

/// <summary>How an import stands.</summary>
public sealed record ImportView
{
    /// <summary>Its id.</summary>
    public required string ImportId { get; init; }

    /// <summary>The campaign of its leads.</summary>
    public required string CampaignId { get; init; }

    /// <summary>What the file is called.</summary>
    public string? FileName { get; init; }

    /// <summary>By what leads are known.</summary>
    [AllowedValues("email", "phone", "leadId")]
    public required string Identifier { get; init; }

    /// <summary>Which rows count.</summary>
    public ImportPurpose Purpose { get; init; }

    /// <summary>Whether rows are only counted, and no lead is made or changed.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether it runs, is done, or was cancelled.</summary>
    public ImportStatus Status { get; init; }

    /// <summary>How many rows the file has.</summary>
    public int Total { get; init; }

    /// <summary>Rows so far that made a lead.</summary>
    public int Created { get; init; }

    /// <summary>Rows so far that were laid over what was known of a lead.</summary>
    public int Updated { get; init; }

    /// <summary>Rows so far that the purpose leaves out.</summary>
    public int Skipped { get; init; }

    /// <summary>Rows so far that say what cannot be.</summary>
    public int Rejected { get; init; }

    /// <summary>Where the rejected rows are, as CSV; null when there are none, or a week after the end.</summary>
    public string? RejectsUrl { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was over; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    internal static ImportView Of(string importId, ImportState import) => new()
    {
        ImportId = importId,
        CampaignId = import.Plan.CampaignId,
        FileName = import.FileName,
        Identifier = ImportRules.NameOf(import.Plan.Identifier),
        Purpose = import.Plan.Purpose,
        DryRun = import.Plan.IsDryRun,
        Status = import.Status,
        Total = import.Total,
        Created = import.Counts.Created,
        Updated = import.Counts.Updated,
        Skipped = import.Counts.Skipped,
        Rejected = import.Counts.Rejected,
        RejectsUrl = import.KeepsRejects ? $"/api/v1/leads/imports/{importId}/rejects" : null,
        CreatedAt = import.CreatedAt!.Value,
        EndedAt = import.EndedAt,
    };
}

/// <summary>An import that was begun.</summary>
/// <param name="ImportId">Its id.</param>
public sealed record BegunImport(string ImportId);

/// <summary>A page of imports.</summary>
/// <param name="Imports">The imports, newest first.</param>
/// <param name="NextCursor">For the next page; null at the end.</param>
/// <param name="HasMore">Whether there is one.</param>
public sealed record ImportList(IReadOnlyList<ImportView> Imports, string? NextCursor, bool HasMore);
