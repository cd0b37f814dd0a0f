using LeadSail.Fixture;

namespace LeadSail.Calls;

[GrainType("test-call-probe")]
public sealed class CallProbeGrain(Stage stage) : Grain, ICallProbe
{
    public static readonly AsyncLocal<string?> Local = new();

    private string Key => this.GetPrimaryKeyString();

    public Task<Parcel> Echo(Parcel parcel) => Task.FromResult(parcel);

    public Task<GrainId> Id() => Task.FromResult(this.GetGrainId());

    public async Task Work(string name)
    {
        stage.Note(Key, $"{name} starts");
        await stage.Pass(Key, name);
        stage.Note(Key, $"{name} ends");
    }

    public Task Pass(string name) => Work(name);

    public Task WorkShortly(string name) => Work(name);

    public async Task WorkWithToken(string name, CancellationToken token)
    {
        token.Register(() => stage.Note(Key, $"{name} is told"));
        await Work(name);
    }

    public async Task Refuse(string code)
    {
        await Task.Yield();
        throw new RefusedException(code);
    }

    public Task ThrowAtOnce() => throw new RefusedException("at once");

    public async Task<int> GiveUp()
    {
        await Task.Yield();
        throw new OperationCanceledException("the grain gave up");
    }

    public Task Drop(string name, bool fail)
    {
        stage.Note(Key, name);
        return fail ? throw new RefusedException("nobody hears") : Work(name);
    }

    public async Task CallBack(ICallProbe other, int hops)
    {
        stage.Note(Key, "called");
        if (hops > 0)
            await other.CallBack(this.AsReference<ICallProbe>(), hops - 1);
    }

    public Task<string?> Ambient()
    {
        var found = Local.Value;
        Local.Value = "set by the grain";
        return Task.FromResult(found);
    }

    public async Task<Surroundings> LookAround()
    {
        var scheduler = TaskScheduler.Current;
        await Task.Yield();
        return new Surroundings(SynchronizationContext.Current is not null, scheduler == TaskScheduler.Default, scheduler == TaskScheduler.Current);
    }

    public Task PostToSelf(string name)
    {
        _ = this.AsReference<ICallProbe>().Work(name);
        stage.Note(Key, "posted");
        return Task.CompletedTask;
    }

    public Task<ICallProbe> Reference() => Task.FromResult(this.AsReference<ICallProbe>());

    public Task<bool> IsMe(ICallProbe other) => Task.FromResult(other.Equals(this.AsReference<ICallProbe>()) && other.GetGrainId() == this.GetGrainId());
}

/// <summary>A grain interface that no class implements.</summary>
[Alias("test.orphan")]
public interface IOrphan : IGrainWithStringKey
{
    [Alias("nothing")]
    Task Nothing();
}
