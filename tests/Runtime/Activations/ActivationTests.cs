using LeadSail.Fixture;

namespace LeadSail.Activations;

/// <summary>How grains begin.</summary>
public sealed class ActivationTests(GrainFixture runtime) : RuntimeTests(runtime)
{
    private readonly string key = NewKey();

    private ILifeProbe Probe => Grain<ILifeProbe>(key);

    [Fact]
    public async Task A_grain_is_activated_once_before_its_first_call()
    {
        Stage.Leave($"{key} activates slowly", key);
        var calls = Enumerable.Range(0, 5).Select(_ => Probe.Activation()).ToArray();
        await Stage.Noted(key, "at activation");
        Stage.Open(key, "activation");

        var numbers = await Task.WhenAll(calls).Soon();

        Assert.Single(numbers.Distinct());
        Assert.Equal(["made", "activates", "at activation"], Stage.Notes(key));
    }

    [Fact]
    public async Task If_activation_fails_all_who_wait_fail_with_its_exception_and_the_next_call_tries_again()
    {
        Stage.Leave($"{key} activates slowly", key);
        Stage.Leave($"{key} fails to activate", new InvalidOperationException("no luck"));
        var calls = Enumerable.Range(0, 3).Select(_ => Probe.Activation()).ToArray();
        await Stage.Noted(key, "at activation");
        Stage.Open(key, "activation");

        foreach (var call in calls)
            Assert.Equal("no luck", (await Assert.ThrowsAsync<InvalidOperationException>(() => call.Soon())).Message);

        Stage.Leave($"{key} fails to activate", "not any more");
        await Probe.Activation().Soon();
        Assert.DoesNotContain(Stage.Notes(key), note => note.StartsWith("deactivates", StringComparison.Ordinal));
    }

    [Fact]
    public async Task If_a_grain_cannot_be_made_the_call_fails_with_the_cause_inside_and_the_next_one_tries_again()
    {
        Stage.Leave($"{key} fails when made", new IOException("no material"));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Probe.Activation().Soon());

        Assert.Equal("no material", Assert.IsType<IOException>(failure.InnerException).Message);

        Stage.Leave($"{key} fails when made", "not any more");
        await Probe.Activation().Soon();
    }

    [Fact]
    public async Task A_grain_class_need_not_derive_from_the_base_class()
    {
        var plain = Grain<IPlainProbe>(key);

        Assert.Equal(key, await plain.End().Soon());

        await Stage.Noted(key, "deactivates");
        Assert.Equal(["activates", "deactivates"], Stage.Notes(key));
    }
}
