using System.Runtime.CompilerServices;
using Orleans.Activations;

namespace Orleans.Storage;

/// <summary>A stored state of an activation.</summary>
internal sealed class StateBridge<TState>(Activation activation, string name, IGrainStorage storage)
    : StateBridge(activation, name), IPersistentState<TState>
{
    private readonly GrainState<TState> record = new(Fresh());

    public TState State
    {
        get
        {
            Activation.RequireTurn();
            return record.State!;
        }

        set
        {
            Activation.RequireTurn();
            record.State = value;
        }
    }

    public string? Etag => record.ETag;

    public bool RecordExists => IsLoaded ? record.RecordExists : throw new InvalidOperationException($"State \"{Name}\" has not been read yet.");

    protected override Task ReadCoreAsync(CancellationToken token) => storage.ReadStateAsync(Name, Activation.GrainId, record, token);

    protected override Task WriteCoreAsync(CancellationToken token) => storage.WriteStateAsync(Name, Activation.GrainId, record, token);

    protected override Task ClearCoreAsync(CancellationToken token) => storage.ClearStateAsync(Name, Activation.GrainId, record, token);

    private static TState? Fresh() => typeof(TState) switch
    {
        { IsValueType: true } => default,
        var type when type.GetConstructor(Type.EmptyTypes) is not null => Activator.CreateInstance<TState>(),
        var type when type == typeof(string) => default,
        var type => (TState)RuntimeHelpers.GetUninitializedObject(type),
    };
}
