using LeadSail.Storage;

namespace LeadSail.Simulation.Bugs;

/// <summary>The dialer never picks some leads.</summary>
internal sealed class LeadOverlooked : Bug
{
    public override IDueLeads DueLeads(IDueLeads leads) =>
        Around.Of(leads, (method, _, ask) => method.Name == nameof(IDueLeads.PickAsync) ? Without((Task<IReadOnlyList<string>>)ask()!) : ask());

    private static async Task<IReadOnlyList<string>> Without(Task<IReadOnlyList<string>> picked) => [.. (await picked).Where(id => (id[^1] - '0') % 3 != 2)];
}
