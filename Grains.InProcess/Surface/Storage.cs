using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Core;
using Orleans.Storage;

namespace Orleans
{
    /// <summary>A stored state as a storage provider sees it.</summary>
    public interface IGrainState<T>
    {
        /// <summary>The state.</summary>
        T? State { get; set; }

        /// <summary>The version that was read or written last, or null.</summary>
        string? ETag { get; set; }

        /// <summary>Whether there is a record.</summary>
        bool RecordExists { get; set; }
    }

    /// <summary>The plain <see cref="IGrainState{T}"/>.</summary>
    /// <param name="state">The state.</param>
    /// <param name="eTag">Its version.</param>
    [GenerateSerializer]
    public sealed class GrainState<T>(T? state, string? eTag) : IGrainState<T>
    {
        /// <summary>Nothing yet.</summary>
        public GrainState()
            : this(default, null)
        {
        }

        /// <summary>A state that was not stored yet.</summary>
        public GrainState(T? state)
            : this(state, null)
        {
        }

        /// <inheritdoc/>
        [Id(0)]
        public T? State { get; set; } = state;

        /// <inheritdoc/>
        [Id(1)]
        public string? ETag { get; set; } = eTag;

        /// <inheritdoc/>
        [Id(2)]
        public bool RecordExists { get; set; }
    }
}

namespace Orleans.Core
{
    /// <summary>
    /// A stored state, without its type. Operations run one after the other in the order of the calls; writes that have not
    /// started are one write, and what is written is the state at the start of the operation, not at the call.
    /// A conflict throws <see cref="InconsistentStateException"/>, another failure of the provider
    /// <see cref="OrleansException"/> with the cause inside.
    /// </summary>
    public interface IStorage
    {
        /// <summary>The version that was read or written last, or null.</summary>
        string? Etag { get; }

        /// <summary>Whether there is a record.</summary>
        bool RecordExists { get; }

        /// <summary>Removes the record, if its version is still <see cref="Etag"/>.</summary>
        Task ClearStateAsync();

        /// <summary>Writes the state, if the stored version is still <see cref="Etag"/>.</summary>
        Task WriteStateAsync();

        /// <summary>Reads the state and overwrites what is in memory.</summary>
        Task ReadStateAsync();

        /// <inheritdoc cref="ClearStateAsync()"/>
        Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

        /// <inheritdoc cref="WriteStateAsync()"/>
        Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

        /// <inheritdoc cref="ReadStateAsync()"/>
        Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
    }

    /// <summary>A stored state.</summary>
    public interface IStorage<TState> : IStorage
    {
        /// <summary>The state in memory; only from within the activation.</summary>
        TState State { get; set; }
    }
}

namespace Orleans.Runtime
{
    /// <summary>A stored state that a grain class takes in its constructor, read before activation.</summary>
    public interface IPersistentState<TState> : IStorage<TState>;

    /// <summary>Says under which name, and where, an <see cref="IPersistentState{TState}"/> parameter is stored.</summary>
    /// <param name="stateName">Unique over all grain classes: some providers key rows by it, not by the class.</param>
    /// <param name="storageName">The key under which the <see cref="IGrainStorage"/> is registered; null means <c>Default</c>.</param>
    [AttributeUsage(AttributeTargets.Parameter)]
    public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
    {
        /// <summary>The name.</summary>
        public string StateName { get; } = stateName;

        /// <summary>The provider's key.</summary>
        public string? StorageName { get; } = storageName;
    }
}

namespace Orleans.Storage
{
    /// <summary>Stores states of grains. A method sets state, ETag and existence on the object it is given.</summary>
    public interface IGrainStorage
    {
        /// <summary>Reads. If there is no record: a fresh state, no ETag.</summary>
        Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <summary>Writes if the stored version is the ETag given; null means that there must be none.</summary>
        /// <exception cref="InconsistentStateException">It is another.</exception>
        Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <summary>Removes if the stored version is the ETag given.</summary>
        /// <exception cref="InconsistentStateException">It is another.</exception>
        Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <inheritdoc cref="ReadStateAsync{T}(string, GrainId, IGrainState{T})"/>
        Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
            ReadStateAsync(stateName, grainId, grainState);

        /// <inheritdoc cref="WriteStateAsync{T}(string, GrainId, IGrainState{T})"/>
        Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
            WriteStateAsync(stateName, grainId, grainState);

        /// <inheritdoc cref="ClearStateAsync{T}(string, GrainId, IGrainState{T})"/>
        Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
            ClearStateAsync(stateName, grainId, grainState);
    }
}

namespace Orleans.Runtime.Hosting
{
    /// <summary>Registration of storage providers.</summary>
    public static class StorageProviderExtensions
    {
        /// <summary>Registers a provider under the name that <see cref="PersistentStateAttribute"/> gives; <c>Default</c> also as the default.</summary>
        public static IServiceCollection AddGrainStorage<T>(
            this IServiceCollection collection, string name, Func<IServiceProvider, string, T> implementationFactory)
            where T : IGrainStorage
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            ArgumentNullException.ThrowIfNull(implementationFactory);
            collection.AddKeyedSingleton<IGrainStorage>(name, (services, key) => implementationFactory(services, (string)key!));
            if (name == "Default")
                collection.TryAddSingleton(services => services.GetRequiredKeyedService<IGrainStorage>("Default"));
            return collection;
        }
    }
}
