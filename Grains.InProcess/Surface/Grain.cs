using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Activations;

namespace Orleans;

/// <summary>The usual base class of grain classes.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    private IGrainFactory? factory;

    /// <summary>Binds the instance to the activation that is being built; outside one the grain has no context.</summary>
    protected Grain() => GrainContext = Activation.Current;

    /// <inheritdoc/>
    [AllowNull]
    public IGrainContext GrainContext { get; }

    /// <summary>Type and key, as text.</summary>
    public string IdentityString => GrainContext.GrainId.ToString();

    /// <summary>References to other grains.</summary>
    protected IGrainFactory GrainFactory => factory ??= ServiceProvider.GetRequiredService<IGrainFactory>();

    /// <summary>The services of this activation: its scope ends with it.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    /// <summary>Ends this activation when the requests under way have ended; the next call makes a new one.</summary>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <summary>
    /// Keeps this activation from idle collection for a while. <see cref="Timeout.InfiniteTimeSpan"/> means for good,
    /// zero takes an earlier wish back. <see cref="DeactivateOnIdle"/> still ends it.
    /// </summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => Activation.Of(GrainContext).DelayDeactivation(timeSpan);

    /// <inheritdoc/>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
}
