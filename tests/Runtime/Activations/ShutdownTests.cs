using LeadSail.Fixture;

namespace LeadSail.Activations;

/// <summary>The end of the process, when it is graceful.</summary>
public sealed class ShutdownTests(GrainFixture runtime) : RuntimeTests(runtime)
{
    [Fact]
    public async Task Every_grain_ends_and_may_start_again_in_the_next_process()
    {
        var keys = Enumerable.Range(0, 5).Select(_ => NewKey()).ToArray();
        foreach (var key in keys)
            await Grain<ILifeProbe>(key).Activation().Soon();

        await Runtime.Stop();

        foreach (var key in keys)
            Assert.Equal(["made", "activates", "deactivates: ShuttingDown", "disposed", "scope disposed"], Stage.Notes(key));
        await Runtime.Start();
        await Grain<ILifeProbe>(keys[0]).Activation().Soon();
    }
}
