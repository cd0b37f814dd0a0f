using LeadSail.Fixture;

namespace LeadSail.Calls;

public sealed class CallTests(GrainFixture runtime) : RuntimeTests(runtime)
{
    private readonly string key = NewKey();

    private ICallProbe Probe => Grain<ICallProbe>(key);

    private ICallProbe ProbeFromOutside => Runtime.GrainsFromOutside.GetGrain<ICallProbe>(key);

    [Fact]
    public async Task A_call_brings_its_arguments_and_its_answer()
    {
        var parcel = new Parcel("box", 3, ["a", "b"], new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.FromHours(-5)));

        var back = await ProbeFromOutside.Echo(parcel).Soon();

        Assert.Equal((parcel.Name, parcel.Count, parcel.At), (back.Name, back.Count, back.At));
        Assert.Equal(parcel.Items.AsEnumerable(), back.Items.AsEnumerable());
    }

    [Fact]
    public async Task A_grain_knows_its_id()
    {
        var id = await Probe.Id().Soon();

        Assert.Equal(GrainId.Create("test-call-probe", key), id);
        Assert.Equal(id, Probe.GetGrainId());
        Assert.Equal(key, Probe.GetPrimaryKeyString());
        Assert.Equal($"test-call-probe/{key}", id.ToString());
    }

    [Fact]
    public async Task An_exception_keeps_its_type_and_its_members()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => ProbeFromOutside.Refuse("dnc").Soon());

        Assert.Equal(("dnc", "Refused: dnc"), (refused.Code, refused.Message));
    }

    [Fact]
    public async Task What_a_method_throws_at_once_comes_as_a_failed_task()
    {
        var call = Probe.ThrowAtOnce();

        await Assert.ThrowsAsync<RefusedException>(() => call.Soon());
    }

    [Fact]
    public async Task A_cancellation_inside_the_grain_comes_as_a_cancellation() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Probe.GiveUp().Soon());

    [Fact]
    public async Task A_one_way_call_is_complete_at_once_and_runs()
    {
        await Probe.Echo(new Parcel("warm", 0, [], default)).Soon();

        Assert.True(Probe.Drop("dropped", fail: false).IsCompletedSuccessfully);
        await Stage.Noted(key, "dropped starts");
        Stage.Open(key, "dropped");
        await Stage.Noted(key, "dropped ends");
    }

    [Fact]
    public async Task Nobody_hears_that_a_one_way_call_failed()
    {
        await Probe.Drop("dropped", fail: true).Soon();

        await Stage.Noted(key, "dropped");
        await Probe.Id().Soon();
    }

    [Fact]
    public async Task Ambient_data_goes_neither_in_nor_out()
    {
        CallProbeGrain.Local.Value = "set by the caller";

        Assert.Null(await Probe.Ambient().Soon());
        Assert.Null(await Probe.Ambient().Soon());
        Assert.Equal("set by the caller", CallProbeGrain.Local.Value);
    }

    [Fact]
    public async Task A_grain_runs_on_a_scheduler_of_its_own_and_comes_back_to_it()
    {
        var around = await Probe.LookAround().Soon();

        Assert.Equal(new Surroundings(HasSynchronizationContext: false, IsDefaultScheduler: false, KeepsScheduler: true), around);
    }

    [Fact]
    public async Task A_caller_outside_does_not_go_on_inside_the_grain()
    {
        await Task.Run(() => Probe.Id()).Soon();

        Assert.Equal(TaskScheduler.Default, TaskScheduler.Current);
    }

    [Fact]
    public async Task References_to_one_grain_are_equal_and_can_be_passed()
    {
        var other = await Probe.Reference().Soon();

        Assert.Equal(Probe, other);
        Assert.NotEqual(Probe, Grain<ICallProbe>(NewKey()));
        Assert.True(await Probe.IsMe(Probe).Soon());
        Assert.Equal(Probe, Runtime.Grains.GetGrain<ICallProbe>(Probe.GetGrainId()));
        Assert.Equal(Probe, Runtime.Grains.GetGrain(typeof(ICallProbe), key));
    }

    [Fact]
    public void A_reference_without_a_class_or_a_key_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Grain<IOrphan>(key));
        Assert.ThrowsAny<ArgumentException>(() => Grain<ICallProbe>(" "));
        Assert.ThrowsAny<ArgumentException>(() => Grain<ICallProbe>(null!));
    }
}
