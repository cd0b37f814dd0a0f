using LeadSail.Chaos;

if (ChaosOptions.From(args) is not { } options)
{
    return 2;
}

var where = options.Cluster ? "a cluster on PostgreSQL" : options.Storage;
await using var world = await World.CreateAsync(options);
Verdict verdict;
if (options.Overload > 0)
{
    Console.WriteLine($"More requests than {where} can serve, for {options.Overload} s.");
    verdict = await Overload.RunAsync(world, TimeSpan.FromSeconds(options.Overload));
}
else
{
    Console.WriteLine($"Seed {options.Seed}, {where}: {(options.Minutes > 0 ? $"{options.Minutes:0.#} minutes of calls" : $"{options.Calls} calls")}, a kill -9 every {options.Every:0.#} s on average, {options.Speed:0.#} times as fast as life.");
    var calamities = new Calamities(world, options);
    verdict = await Judge.HoldAsync(world, await new Workload(world, options).RunAsync(calamities), calamities);
}

verdict.Print(Console.Out);
if (verdict.Broken > 0)
{
    Console.WriteLine($"Repeat with --seed {options.Seed} and the same arguments: the same calls and moments; what the machine makes of them differs.");
    Console.WriteLine($"Kept for inspection: {world.Keep()}");
}

return verdict.Broken == 0 ? 0 : 1;
