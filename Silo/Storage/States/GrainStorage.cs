using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Storage;

namespace LeadSail.Storage.States;

/// <summary>
/// The provider under <c>IPersistentState</c>: a row per grain, keyed by grain type and key, versioned by the ETag. A state that is
/// <see cref="IStored"/> brings history, read row and wake-up instant into the same commit; any other is stored plainly.
/// </summary>
internal sealed class GrainStorage(IStateTable table, TimeProvider time) : IGrainStorage
{
    // A grain type has one row per key, so a second state name would overwrite the first.
    private readonly ConcurrentDictionary<string, string> names = new(StringComparer.Ordinal);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var found = await table.FindAsync(TypeOf(stateName, grainId), grainId.Key.ToString(), CancellationToken.None);
        grainState.State = found is null ? Activator.CreateInstance<T>() : StateJson.Read<T>(found.Json);
        grainState.ETag = found is null ? null : ETag(found.Version);
        grainState.RecordExists = found is not null;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var saved = await SaveAsync(stateName, grainId, grainState, StateJson.Write(grainState.State));
        grainState.ETag = ETag(saved.Version);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await SaveAsync(stateName, grainId, grainState, json: null);
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private async Task<StateSaved> SaveAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, string? json)
    {
        var change = StateChange.Of(TypeOf(stateName, grainId), grainId.Key.ToString(), Version(grainState.ETag), grainState.State, json, time.GetUtcNow());
        var saved = await table.SaveAsync(change);
        return saved.Done ? saved : throw new InconsistentStateException(
            $"The state of a {change.Type} was changed by somebody else.", saved.Version == 0 ? null : ETag(saved.Version), grainState.ETag);
    }

    private string TypeOf(string stateName, GrainId grainId)
    {
        var type = grainId.Type.ToString();
        var name = names.GetOrAdd(type, stateName);
        return string.Equals(name, stateName, StringComparison.Ordinal) ? type : throw new InvalidOperationException(
            $"A grain has one stored state, but grain type \"{type}\" has \"{name}\" and \"{stateName}\".");
    }

    private static string ETag(long version) => version.ToString(CultureInfo.InvariantCulture);

    private static long Version(string? etag) => string.IsNullOrEmpty(etag) ? 0 : long.Parse(etag, CultureInfo.InvariantCulture);
}
