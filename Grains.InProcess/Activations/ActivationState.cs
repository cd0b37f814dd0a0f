namespace Orleans.Activations;

internal enum ActivationState
{
    /// <summary>Being built and activated; calls wait.</summary>
    Activating,

    /// <summary>Serving.</summary>
    Valid,

    /// <summary>Requests under way may end, calls wait for the next activation.</summary>
    Deactivating,

    /// <summary>Over: out of the catalog, takes nothing.</summary>
    Ended,
}
