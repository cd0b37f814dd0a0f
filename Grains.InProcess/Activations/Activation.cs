using Orleans.Calls;
using Orleans.Runtime;

namespace Orleans.Activations;

internal sealed class Activation : IGrainContext
{
    public static Activation? Current => null;

    public GrainId GrainId => throw new NotSupportedException();

    public object? GrainInstance => null;

    public IServiceProvider ActivationServices => throw new NotSupportedException();

    public GrainHost Host => throw new NotSupportedException();

    public static Activation Of(IGrainContext context) => (Activation)context;

    public void DelayDeactivation(TimeSpan timeSpan) => throw new NotSupportedException();

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}

internal sealed class GrainHost
{
    public GrainReferences References { get; } = new();
}
