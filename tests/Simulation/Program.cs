using LeadSail.Simulation;
using LeadSail.Simulation.Bugs;
using LeadSail.Simulation.Worlds;

AppContext.SetSwitch("Microsoft.Extensions.DependencyInjection.DisableDynamicEngine", true);
using var world = new World(long.Parse(args[0]), Bug.None, true);
var outcome = world.Run(long.Parse(args[0]));
Console.WriteLine(outcome.Hash + " " + outcome.Steps + " " + outcome.Time + " " + outcome.Calls + " " + outcome.Posts);
foreach (var v in outcome.Violations) Console.WriteLine(v.Promise + ": " + v.What);
if (args.Length > 1) File.WriteAllLines(args[1], outcome.Lines);
