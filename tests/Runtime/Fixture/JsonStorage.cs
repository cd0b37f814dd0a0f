using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans.Storage;

namespace LeadSail.Fixture;

/// <summary>Stores states as JSON text in memory, with versions; a test can make it fail, wait, or be changed by somebody else.</summary>
public sealed class JsonStorage(Stage stage) : IGrainStorage
{
    private readonly ConcurrentDictionary<string, (string Json, int Version)> rows = new();
    private readonly ConcurrentDictionary<string, Exception> faults = new();
    private readonly ConcurrentDictionary<string, bool> gated = new();

    /// <summary>What the next operation of this kind on this grain throws.</summary>
    public void FailNext(string operation, string grainKey, Exception fault) => faults[$"{operation} {grainKey}"] = fault;

    /// <summary>Operations of this kind on this grain wait at the gate named after them.</summary>
    public void Gate(string operation, string grainKey) => gated[$"{operation} {grainKey}"] = true;

    /// <summary>Writes behind the grain's back.</summary>
    public void Overwrite<T>(string stateName, GrainId grain, T state) =>
        rows.AddOrUpdate(Key(stateName, grain), (JsonSerializer.Serialize(state), 1), (_, row) => (JsonSerializer.Serialize(state), row.Version + 1));

    public T? Peek<T>(string stateName, GrainId grain) =>
        rows.TryGetValue(Key(stateName, grain), out var row) ? JsonSerializer.Deserialize<T>(row.Json) : default;

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Enter("read", grainId);
        var found = rows.TryGetValue(Key(stateName, grainId), out var row);
        grainState.State = found ? JsonSerializer.Deserialize<T>(row.Json)! : Activator.CreateInstance<T>();
        grainState.ETag = found ? Text(row.Version) : null;
        grainState.RecordExists = found;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var json = JsonSerializer.Serialize(grainState.State);
        await Enter("write", grainId);
        var key = Key(stateName, grainId);
        var stored = rows.TryGetValue(key, out var row) ? row.Version : 0;
        if ((grainState.ETag ?? "0") != Text(stored))
            throw new InconsistentStateException("The row was changed.", Text(stored), grainState.ETag);

        rows[key] = (json, stored + 1);
        grainState.ETag = Text(stored + 1);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Enter("clear", grainId);
        rows.TryRemove(Key(stateName, grainId), out _);
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private static string Key(string stateName, GrainId grain) => $"{stateName} {grain}";

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);

    private async Task Enter(string operation, GrainId grain)
    {
        var key = grain.Key.ToString();
        stage.Note(key, operation);
        if (gated.ContainsKey($"{operation} {key}"))
            await stage.Pass(key, operation);
        if (faults.TryRemove($"{operation} {key}", out var fault))
            throw fault;
    }
}
