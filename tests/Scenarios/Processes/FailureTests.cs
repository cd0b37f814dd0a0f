using System.Data.Common;
using LeadSail.DialedNumbers;
using LeadSail.Fixture;
using LeadSail.Storage;

namespace LeadSail.Processes;

/// <summary>What goes wrong in a grain is what its caller hears, in whichever process either is.</summary>
public sealed class FailureTests(ScenarioCluster cluster) : ScenarioTests(cluster)
{
    [Fact]
    public async Task A_storage_that_fails_is_told_as_that()
    {
        var scene = await Set();
        var phone = scene.NewPhone();
        Cluster.Faults.Fails = keys => keys.Any(key => key.Contains(phone, StringComparison.Ordinal)) ? new StorageException("The disk is full.", new FullDiskException()) : null;
        try
        {
            for (var i = 0; i < 4; i++) // asked from one process after the other
            {
                var failure = await Assert.ThrowsAsync<OrleansException>(() => scene.Grain<IDialedNumberGrain>(phone).Tell(new ListNumber("test", "test")));

                var cause = Assert.IsType<StorageException>(failure.InnerException);
                Assert.Equal(("The disk is full.", "No space left"), (cause.Message, Assert.IsType<FullDiskException>(cause.InnerException).Message));
            }
        }
        finally
        {
            Cluster.Faults.Fails = _ => null;
        }

        Assert.NotNull((await scene.Grain<IDialedNumberGrain>(phone).Tell(new ListNumber("test", "test"))).Listed);
    }

    private sealed class FullDiskException() : DbException("No space left");
}
