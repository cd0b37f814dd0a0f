using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Activations;
using Orleans.Timers;

namespace Orleans.Hosting;

/// <summary>Registration of the runtime.</summary>
public static class InProcessGrainExtensions
{
    /// <summary>
    /// Runs grains in this process. Uses the container's <see cref="TimeProvider"/> (the system's if there is none), its
    /// <see cref="ITurnDispatcher"/> (the thread pool if there is none) and its <see cref="IReminderTable"/> (no reminders if there is none).
    /// </summary>
    public static IServiceCollection AddInProcessGrains(this IServiceCollection services, Action<InProcessGrainOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddLogging();
        services.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ITurnDispatcher, PoolDispatcher>();
        services.AddSingleton<GrainHost>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<GrainHost>());
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainHost>().References);
        services.AddSingleton<IReminderRegistry>(provider => provider.GetRequiredService<GrainHost>().Reminders);
        services.AddSingleton<ITimerRegistry, TimerRegistry>();
        services.AddTransient<IGrainContext>(_ => Activation.Current
            ?? throw new InvalidOperationException($"{nameof(IGrainContext)} exists only inside a grain; the code runs outside any."));
        return services;
    }
}
