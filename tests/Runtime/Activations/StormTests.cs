using LeadSail.Fixture;

namespace LeadSail.Activations;

/// <summary>Many callers while activations come and go.</summary>
public sealed class StormTests(GrainFixture runtime) : RuntimeTests(runtime)
{
    [Fact]
    public async Task Every_call_is_served_once_by_one_activation_at_a_time()
    {
        var keys = new[] { NewKey(), NewKey(), NewKey() };
        var presences = keys.ToDictionary(key => key, _ => new Presence());
        foreach (var (key, presence) in presences)
            Stage.Leave($"{key} presence", presence);

        var sent = await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(() => Send(keys, worker)))).Soon("the storm");

        Assert.Equal(sent.Sum(), presences.Values.Sum(presence => presence.Served));
        Assert.All(presences.Values, presence => Assert.Equal(0, presence.Faults));
    }

    private async Task<int> Send(string[] keys, int worker)
    {
        var sent = 0;
        for (var call = 0; call < 200; call++)
        {
            var grain = Grain<IStormProbe>(keys[(call + worker) % keys.Length]);
            try
            {
                await (call % 10 == worker ? grain.End() : grain.Work());
                sent++;
            }
            catch (OrleansException)
            {
                // It was passed on too often, and never served.
            }
        }

        return sent;
    }
}
