using LeadSail.Fixture;

namespace LeadSail.Lines;

/// <summary>Slots of which nobody hears any more.</summary>
public sealed class LineTests(ScenarioCluster cluster) : ScenarioTests(cluster)
{
    [Fact]
    public async Task A_slot_that_nobody_confirms_is_free_again_for_whoever_looks_and_whoever_asks()
    {
        var scene = await Set(slots: 1);
        Assert.True((await Take(scene, "int_one")).Granted);
        Assert.Equal(1, (await scene.Line.View()).InUse);

        Cluster.Clock.Pass(LineMachine.GrantLasts);

        Assert.Equal(0, (await scene.Line.View()).InUse);
        Assert.True((await Take(scene, "int_two")).Granted);
        Assert.True(await scene.Line.Confirm("int_two"));
        Assert.False(await scene.Line.Confirm("int_one"));
        Cluster.Clock.Pass(LineMachine.GrantLasts);
        Assert.Equal(1, (await scene.Line.View()).InUse);
    }

    private static Task<SlotReply> Take(Scene scene, string interactionId) =>
        scene.Line.Take(new() { InteractionId = interactionId, Since = DateTimeOffset.UnixEpoch, Patience = TimeSpan.FromSeconds(20) });
}
