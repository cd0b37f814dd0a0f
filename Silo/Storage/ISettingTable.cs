using System.Text.Json;
using System.Text.Json.Nodes;
using LeadSail.Lives;

namespace LeadSail.Storage;

/// <summary>The table of settings, as a store implements it.</summary>
internal interface ISettingTable
{
    /// <summary>One row, or null.</summary>
    Task<SettingRow?> FindAsync(string organization, string kind, string id, CancellationToken cancellationToken);

    /// <summary>Rows of an organization behind an id, in the order of ids.</summary>
    Task<IReadOnlyList<SettingRow>> ListAsync(string organization, string kind, string after, int limit, CancellationToken cancellationToken);

    /// <summary>Rows of every organization, in the order of organizations and ids.</summary>
    Task<IReadOnlyList<SettingRow>> ListAllAsync(string kind, CancellationToken cancellationToken);

    /// <summary>Commits a change and its history entry.</summary>
    /// <returns>The row as stored; null when another version was there.</returns>
    Task<SettingRow?> SaveAsync(SettingChange change);
}

/// <summary>A row of settings.</summary>
internal sealed record SettingRow(string Organization, string Id, long Version, long CreatedAt, long UpdatedAt, string Json);

/// <summary>A change of a row of settings. <c>ExpectedVersion</c> 0: must not be there; null: whatever is there.</summary>
internal sealed record SettingChange(string Organization, string Kind, string Id, string Json, long? ExpectedVersion, string Actor, DateTimeOffset At)
{
    /// <summary>The row after the change; null when <paramref name="stored"/> is not what was expected.</summary>
    public SettingRow? Apply(SettingRow? stored)
    {
        var at = Instants.ToMilliseconds(At);
        return ExpectedVersion is { } expected && expected != (stored?.Version ?? 0)
            ? null
            : new SettingRow(Organization, Id, (stored?.Version ?? 0) + 1, stored?.CreatedAt ?? at, at, Json);
    }

    /// <summary>What history says of it: the version, and which fields are others than before, without what is secret or large.</summary>
    public HistoryEntry Entry(SettingRow? stored, SettingRow saved)
    {
        var changes = FieldChange.Between(stored is null ? new JsonObject() : JsonNode.Parse(stored.Json), JsonNode.Parse(saved.Json));
        return new(
            At, $"{Kind}.{(stored is null ? "created" : "updated")}", Actor, new JsonText(JsonSerializer.Serialize(new { saved.Version, changes }, LeadSail.Json.Options)));
    }
}
