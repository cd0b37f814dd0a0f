namespace Orleans
{
    /// <summary>Marks a grain interface.</summary>
    public interface IGrain : IAddressable;

    /// <summary>Marks a grain interface whose grains are keyed by a string.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>What every grain class has, also one that does not derive from <see cref="Grain"/>.</summary>
    public interface IGrainBase
    {
        /// <summary>The activation of this instance.</summary>
        IGrainContext GrainContext { get; }

        /// <summary>Runs before the first request, after stored state was read. An exception fails the waiting callers.</summary>
        /// <param name="token">Cancelled when activation takes too long or is given up.</param>
        Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

        /// <summary>Runs after the last request. It may never run: the process can die.</summary>
        /// <param name="reason">Why the activation ends.</param>
        /// <param name="token">Cancelled when deactivation takes too long.</param>
        Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
    }

    /// <summary>Makes references to grains. A reference costs nothing: the grain wakes with the first call.</summary>
    public interface IGrainFactory
    {
        /// <summary>A reference by interface and key.</summary>
        /// <param name="primaryKey">The key, not blank.</param>
        /// <param name="grainClassNamePrefix">How the full name of the class begins, if several implement the interface.</param>
        /// <exception cref="ArgumentException">No class, or more than one, implements the interface.</exception>
        TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
            where TGrainInterface : IGrainWithStringKey;

        /// <summary>A reference by grain id, seen as the interface asked for.</summary>
        TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
            where TGrainInterface : IAddressable;

        /// <summary>A reference by interface and key, where the interface is known only at run time.</summary>
        IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey);
    }
}

namespace Orleans.Runtime
{
    /// <summary>An activation, as its grain sees it. A grain class can take it in its constructor.</summary>
    public interface IGrainContext
    {
        /// <summary>The id of the grain.</summary>
        GrainId GrainId { get; }

        /// <summary>The grain, or null while it is being built.</summary>
        object? GrainInstance { get; }

        /// <summary>The services of this activation: its scope ends with it.</summary>
        IServiceProvider ActivationServices { get; }

        /// <summary>Ends the activation when the requests under way have ended. Calls that arrive meanwhile go to the next one.</summary>
        /// <param name="deactivationReason">What <see cref="IGrainBase.OnDeactivateAsync"/> will be told.</param>
        /// <param name="cancellationToken">Cancelled when the end must come promptly.</param>
        void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
    }

    /// <summary>Anything that can be addressed: a grain or a reference to one.</summary>
    public interface IAddressable;
}
