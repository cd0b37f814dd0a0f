using LeadSail.Simulation;
using LeadSail.Simulation.Bugs;

// the container would compile what it makes on the thread pool
AppContext.SetSwitch("Microsoft.Extensions.DependencyInjection.DisableDynamicEngine", true);
if (SimulationOptions.Parse(args) is not { } options)
{
    return 2;
}

return options switch
{
    { Hashes: true } => Runs.PrintHashes(options),
    { Bugs: true } => Runs.Bugs(Catalog.All.Select(bug => bug.Name), 100, options),
    { Bug: { } bug } => Runs.Bugs([bug], options.Seeds, options),
    { Rehearsals: { } rehearsals } => Runs.Rehearse(rehearsals, options),
    { Seed: { } seed } => Runs.One(seed, options),
    _ => Runs.Many(options),
};
