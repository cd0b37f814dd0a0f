using System.Globalization;
using LeadSail.Simulation;
using LeadSail.Simulation.Bugs;
using LeadSail.Simulation.Worlds;

// the container would compile what it makes on the thread pool
AppContext.SetSwitch("Microsoft.Extensions.DependencyInjection.DisableDynamicEngine", true);
if (SimulationOptions.Parse(args) is not { } options)
{
    return 2;
}

return options switch
{
    { Hashes: true } => Runs.PrintHashes(options),
    { Seed: { } seed } => Runs.One(seed, options),
    _ => Runs.Many(options),
};
