namespace LeadSail.Fixture;

/// <summary>The base of the scenarios: one cluster for all of them, an organization for each.</summary>
[Collection(OneCluster.Name)]
public abstract class ScenarioTests(ScenarioCluster cluster)
{
    protected ScenarioCluster Cluster { get; } = cluster;

    /// <summary>An organization whose line has so many slots.</summary>
    protected Task<Scene> Set(int slots = 5) => Scene.SetAsync(Cluster, slots);
}

/// <summary>Scenarios run one after the other: they share the clock.</summary>
[CollectionDefinition(Name)]
public sealed class OneCluster : ICollectionFixture<ScenarioCluster>
{
    public const string Name = "one cluster";
}
