using System.Text.Json.Serialization;

namespace LeadSail.Imports;

/// <summary>What is to become of a file's rows.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.import-plan")]
public sealed record ImportPlan
{
    /// <summary>The campaign of the leads: new ones go into it, known ones are looked for in it.</summary>
    [Id(0)] public string CampaignId { get; init; } = "";

    /// <summary>By what a row's lead is known.</summary>
    [Id(1)] public ImportIdentifier Identifier { get; init; }

    /// <summary>Which rows count.</summary>
    [Id(2)] public ImportPurpose Purpose { get; init; }

    /// <summary>Whether rows are only counted, and no lead is made or changed.</summary>
    [Id(3)] public bool IsDryRun { get; init; }
}

/// <summary>By what a row's lead is known.</summary>
public enum ImportIdentifier
{
    /// <summary>Its e-mail.</summary>
    Email,

    /// <summary>Its ph</summary>
    Phone,

    /// <summary>Its id.</summary>
    LeadId,
}

/// <summary>Which rows count.</summary>
public enum ImportPurpose
{
    /// <summary>Known leads are changed, others are made.</summary>
    AddUpdate,

    /// <summary>Leads that are not known are made, rows of others are skipped.</summary>
    AddNew,

    /// <summary>Known leads are changed, rows of others are skipped.</summary>
    Update,

    /// <summary>Every row makes a lead.</summary>
    AddAll,
}

/// <summary>What came of rows.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.import-counts")]
public sealed record ImportCounts
{
    /// <summary>They made a lead.</summary>
    [Id(0)] public int Created { get; init; }

    /// <summary>They were laid over what was known of a lead.</summary>
    [Id(1)] public int Updated { get; init; }

    /// <summary>The purpose leaves them out.</summary>
    [Id(2)] public int Skipped { get; init; }

    /// <summary>They say what cannot be.</summary>
    [Id(3)] public int Rejected { get; init; }

    /// <summary>All of them.</summary>
    [JsonIgnore]
    public int Total => Created + Updated + Skipped + Rejected;

    /// <summary>These and others.</summary>
    public ImportCounts Plus(ImportCounts other) => new()
    {
        Created = Created + other.Created,
        Updated = Updated + other.Updated,
        Skipped = Skipped + other.Skipped,
        Rejected = Rejected + other.Rejected,
    };
}
