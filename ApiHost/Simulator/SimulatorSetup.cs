using LeadSail.Simulator.Calls;
using LeadSail.Simulator.Conversations;
using LeadSail.Simulator.Webhooks;
using LeadSail.Simulator.Workspaces;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LeadSail.Simulator;

/// <summary>Puts the flight simulator into a host, beside the product or alone.</summary>
public static class SimulatorSetup
{
    /// <summary>The base address of the imitated API on its host.</summary>
    public const string Prefix = Hosting.Simulators.Path;

    /// <summary>Adds the simulator, with its settings from section <c>Simulator</c>. The clock is the host's, if it has registered one.</summary>
    public static IServiceCollection AddSimulator(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SimulatorOptions>().Bind(configuration.GetSection(SimulatorOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SimulatorOptions>, SimulatorOptionsCheck>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SimulatorStore>();
        services.AddSingleton<Storm>();
        services.AddSingleton<StartCalls>();
        services.AddSingleton<InboundCalls>();
        services.AddSingleton<WebhookTarget>();
        services.AddSingleton<WebhookSender>();
        services.AddHostedService(provider => provider.GetRequiredService<WebhookSender>());
        return services;
    }

    /// <summary>Maps the imitated API under <see cref="Prefix"/> and the dial log at <c>/simulator/dials</c>; both need no sign-in.</summary>
    public static void MapSimulator(this IEndpointRouteBuilder app)
    {
        var open = app.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        open.MapDials();
        open.MapStorms();
        open.MapInbound();
        var api = open.MapGroup(Prefix + "/v1/convai");
        api.MapStartCalls();
        var keyed = api.MapGroup("").AddEndpointFilter(ApiKey.Require);
        keyed.MapConversations();
        keyed.MapWorkspace();
    }
}
