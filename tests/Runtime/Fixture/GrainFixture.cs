using Microsoft.Extensions.DependencyInjection;
using Orleans.Reminders;
using Orleans.Runtime.Hosting;

namespace LeadSail.Fixture;

/// <summary>
/// A runtime with the grains of this assembly. Which one stands in <c>GrainFixture.InProcess.cs</c> and
/// <c>GrainFixture.Orleans.cs</c>; the build takes one of them.
/// </summary>
public sealed partial class GrainFixture : IAsyncLifetime
{
    /// <summary>The time-out of calls that do not say otherwise. Orleans counts it in real time, so it is not long.</summary>
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(10);

    public GrainFixture() => Storage = new JsonStorage(Stage);

    public Stage Stage { get; } = new();

    public JsonStorage Storage { get; }

    public InMemoryReminderTable Reminders { get; } = new();

    public Task InitializeAsync() => Start();

    public Task DisposeAsync() => Stop();

    private void AddShared(IServiceCollection services)
    {
        services.AddSingleton(Stage);
        services.AddScoped<ScopedThing>();
        services.AddGrainStorage("json", (_, _) => Storage);
        services.AddGrainStorage("Default", (_, _) => Storage);
        services.AddSingleton<IReminderTable>(Reminders);
    }

    /// <summary>A service of which every activation has its own.</summary>
    public sealed class ScopedThing : IAsyncDisposable
    {
        public event Action? Disposed;

        public ValueTask DisposeAsync()
        {
            Disposed?.Invoke();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>Tests that share one runtime run one after the other: they share its clock.</summary>
[CollectionDefinition(Name)]
public sealed class OneRuntime : ICollectionFixture<GrainFixture>
{
    public const string Name = "one runtime";
}
