using LeadSail.Fixture;

namespace LeadSail.Activations;

[GrainType("test-life-probe")]
public sealed class LifeProbeGrain : Grain, ILifeProbe, IAsyncDisposable
{
    private static int activations;
    private readonly int number = Interlocked.Increment(ref activations);
    private readonly Stage stage;
    private readonly string key;

    public LifeProbeGrain(Stage stage, GrainFixture.ScopedThing thing, IGrainContext context)
    {
        this.stage = stage;
        key = context.GrainId.Key.ToString();
        thing.Disposed += () => stage.Note(key, "scope disposed");
        stage.Note(key, "made");
        if (stage.Find<Exception>($"{key} fails when made") is { } fault)
            throw fault;
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        stage.Note(key, "activates");
        if (stage.Find<object>($"{key} activates slowly") is not null)
            await stage.Pass(key, "activation");
        if (stage.Find<Exception>($"{key} fails to activate") is { } fault)
            throw fault;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        stage.Note(key, $"deactivates: {reason.ReasonCode}");
        if (stage.Find<object>($"{key} deactivates slowly") is not null)
            await stage.Pass(key, "deactivation");
        if (stage.Find<Exception>($"{key} fails to deactivate") is { } fault)
            throw fault;
    }

    public ValueTask DisposeAsync()
    {
        stage.Note(key, "disposed");
        return ValueTask.CompletedTask;
    }

    public Task<int> Activation() => Task.FromResult(number);

    public async Task<int> Work(string name)
    {
        await stage.Pass(key, name);
        stage.Note(key, $"{name} ends");
        return number;
    }

    public Task<int> Pass(string name) => Work(name);

    public Task<int> End()
    {
        DeactivateOnIdle();
        return Task.FromResult(number);
    }

    public Task EndWith(string failure)
    {
        GrainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, new InvalidOperationException(failure), failure));
        return Task.CompletedTask;
    }

    public Task DelayEnd(TimeSpan by)
    {
        DelayDeactivation(by);
        return Task.CompletedTask;
    }
}

[GrainType("test-eternal-probe"), KeepAlive]
public sealed class EternalProbeGrain : Grain, IEternalProbe
{
    private static int activations;
    private readonly int number = Interlocked.Increment(ref activations);

    public Task<int> Activation() => Task.FromResult(number);
}

[GrainType("test-plain-probe")]
public sealed class PlainProbeGrain(IGrainContext context, Stage stage) : IGrainBase, IPlainProbe
{
    public IGrainContext GrainContext { get; } = context;

    public Task OnActivateAsync(CancellationToken token)
    {
        stage.Note(this.Key(), "activates");
        return Task.CompletedTask;
    }

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token)
    {
        stage.Note(this.Key(), "deactivates");
        return Task.CompletedTask;
    }

    public Task<string> End()
    {
        this.DeactivateOnIdle();
        return Task.FromResult(this.AsReference<IPlainProbe>().GetPrimaryKeyString());
    }

    private string Key() => GrainContext.GrainId.Key.ToString();
}
