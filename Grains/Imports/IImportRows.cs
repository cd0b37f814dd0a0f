namespace LeadSail.Imports;

/// <summary>The rows of imports on their way from the file to the leads. Nothing of a person stays here longer than it is needed.</summary>
public interface IImportRows
{
    /// <summary>Stores rows in one transaction; up to 1,000 at once keep others from waiting long. A number that is there stays as it is.</summary>
    Task AddAsync(string organizationId, string importId, IReadOnlyCollection<ImportRow> rows, CancellationToken cancellationToken = default);

    /// <summary>The next rows that say something of a lead, in their order, also those that were refused when they were tried before.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="importId">Of which import.</param>
    /// <param name="after">The number of the last row already gone through; 0 for the beginning.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<ImportRow>> WaitingAsync(string organizationId, string importId, int after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Which of these identifiers stand in a row up to a number that was not refused; of rows that were added as <see cref="ImportRow.IsRehearsal"/>.</summary>
    Task<IReadOnlySet<string>> PassedAsync(string organizationId, string importId, IReadOnlyCollection<string> identifiers, int upTo, CancellationToken cancellationToken = default);

    /// <summary>Says which rows of a batch are refused and why; a row of it that was refused before, and is not now, is so no more.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="importId">Of which import.</param>
    /// <param name="after">The number after which the batch begins.</param>
    /// <param name="upTo">The number with which it ends.</param>
    /// <param name="reasons">Why, by the number of the row.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task RefuseAsync(string organizationId, string importId, int after, int upTo, IReadOnlyDictionary<int, string> reasons, CancellationToken cancellationToken = default);

    /// <summary>Removes the rows of a batch but the refused ones.</summary>
    Task SettleAsync(string organizationId, string importId, int after, int upTo, CancellationToken cancellationToken = default);

    /// <summary>The refused rows with their cells, in their order, after a number.</summary>
    Task<IReadOnlyList<ImportRow>> RefusedAsync(string organizationId, string importId, int after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Removes rows of an import, but for the refused ones or with them.</summary>
    /// <returns>How many; fewer than the limit when no more are left.</returns>
    Task<int> DropAsync(string organizationId, string importId, bool withRefused, int limit, CancellationToken cancellationToken = default);
}

/// <summary>A row of a file.</summary>
/// <param name="Number">Which one, from 1, without the line of the names.</param>
/// <param name="Line">The line of the file in which it begins, from 1.</param>
/// <param name="Cells">What stands in it: a JSON array of strings.</param>
public sealed record ImportRow(int Number, int Line, JsonText Cells)
{
    /// <summary>The e-mail, phone or id by which its lead is known; null when it has none.</summary>
    public string? Identifier { get; init; }

    /// <summary>What it says of a lead, a <see cref="Leads.LeadGiven"/>; null when it cannot be read as one.</summary>
    public JsonText? Given { get; init; }

    /// <summary>Why it is refused; null when it is not.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether its import only counts.</summary>
    public bool IsRehearsal { get; init; }
}
