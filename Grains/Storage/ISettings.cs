namespace LeadSail.Storage;

/// <summary>A kind of settings that is kept as versioned rows: agents, prompts, phone numbers, organizations, keys.</summary>
public interface ISetting
{
    /// <summary>The kind's name in the table, snake_case; stored, so never changed.</summary>
    static abstract string Kind { get; }
}

/// <summary>A settings row.</summary>
/// <param name="Id">Its id, e.g. <c>agent_…</c>.</param>
/// <param name="Version">Counts up by one with each change, from 1.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
/// <param name="Value">The settings.</param>
public sealed record Setting<T>(string Id, long Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, T Value) where T : class, ISetting;

/// <summary>A page of rows in the order of their ids.</summary>
/// <param name="Items">At most as many as asked for.</param>
/// <param name="NextCursor">What to give for the next page; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>The settings of all organizations, read through a cache of at most 5 s; a change made by this process is seen at once.</summary>
public interface ISettings
{
    /// <summary>One row; null when it is not there.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="fresh">Past the cache: for decisions that must not be late.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Setting<T>?> FindAsync<T>(string organizationId, string id, bool fresh = false, CancellationToken cancellationToken = default) where T : class, ISetting;

    /// <summary>Rows of one organization by id, past the cache. <paramref name="cursor"/> is the last id of the page before.</summary>
    Task<Page<Setting<T>>> ListAsync<T>(string organizationId, string? cursor, int limit, CancellationToken cancellationToken = default) where T : class, ISetting;

    /// <summary>Rows of every organization, past the cache: for keys and providers, which are looked up before an organization is known.</summary>
    Task<IReadOnlyList<(string OrganizationId, Setting<T> Row)>> ListAllAsync<T>(CancellationToken cancellationToken = default) where T : class, ISetting;

    /// <summary>Creates or changes a row and writes a history entry <c>{kind}.created</c> or <c>{kind}.updated</c> in the same transaction.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="value">The whole new value.</param>
    /// <param name="expectedVersion">0: must not exist yet; n: must be at version n; null: whatever is there.</param>
    /// <param name="actor">Who did it, for the history.</param>
    /// <param name="cancellationToken">Stops waiting, not the write.</param>
    /// <returns>The row as stored; null when <paramref name="expectedVersion"/> did not hold, and then nothing is written.</returns>
    Task<Setting<T>?> SaveAsync<T>(string organizationId, string id, T value, long? expectedVersion, string actor, CancellationToken cancellationToken = default) where T : class, ISetting;
}
