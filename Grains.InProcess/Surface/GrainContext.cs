namespace Orleans.Runtime;

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
