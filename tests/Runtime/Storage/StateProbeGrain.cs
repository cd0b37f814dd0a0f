using LeadSail.Fixture;
using Orleans.Storage;

namespace LeadSail.Storage;

[GrainType("test-state-probe")]
public sealed class StateProbeGrain(
    [PersistentState("test-number", "json")] IPersistentState<NumberState> number,
    [PersistentState("test-text")] IPersistentState<TextState> text,
    Stage stage) : Grain, IStateProbe
{
    private static int activations;
    private readonly int activation = Interlocked.Increment(ref activations);
    private int atActivation;

    private string Key => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        atActivation = number.State.Value;
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        stage.Note(Key, $"deactivates: {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<Look> Look() =>
        Task.FromResult(new Look(number.State.Value, number.RecordExists, number.Etag, activation, text.State.Value, atActivation));

    public Task Write(int value)
    {
        number.State.Value = value;
        return number.WriteStateAsync();
    }

    public Task WriteOther(string written)
    {
        text.State = new TextState { Value = written };
        return text.WriteStateAsync();
    }

    public Task Set(int value)
    {
        number.State.Value = value;
        return Task.CompletedTask;
    }

    public Task Read() => number.ReadStateAsync();

    public Task Clear() => number.ClearStateAsync();

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<bool> WriteTwice(int first, int last)
    {
        number.State.Value = first;
        var one = number.WriteStateAsync();
        var two = number.WriteStateAsync();
        number.State.Value = last;
        await Task.WhenAll(one, two);
        return ReferenceEquals(one, two);
    }

    public async Task WriteAfterFailure(int value)
    {
        var failing = number.WriteStateAsync();
        await Task.Yield();
        await Task.Yield();
        number.State.Value = value;
        var next = number.WriteStateAsync();
        await failing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        stage.Note(Key, failing.IsFaulted ? "first failed" : "first succeeded");
        await next;
    }

    public async Task WriteAndRead(int value)
    {
        number.State.Value = value;
        await Task.WhenAll(number.WriteStateAsync(), number.ReadStateAsync());
    }

    public async Task<bool> IsWriteAsynchronous()
    {
        var write = number.WriteStateAsync();
        var pending = !write.IsCompleted;
        await write;
        return pending;
    }

    public async Task WriteCarelessly(int value)
    {
        try
        {
            await Write(value);
        }
        catch (InconsistentStateException)
        {
            stage.Note(Key, "swallowed");
        }
    }

    public Task HaveWrite(IStateProbe other, int value) => other.Write(value);

    public Task WriteWithToken(int value, CancellationToken token)
    {
        number.State.Value = value;
        return number.WriteStateAsync(token);
    }

    public Task Leak()
    {
        stage.Leave($"{Key} state", number);
        return Task.CompletedTask;
    }

    public Task<int> Pass() => Task.FromResult(activation);
}

public sealed class NumberState
{
    public int Value { get; set; }
}

public sealed class TextState
{
    public string? Value { get; set; }
}
