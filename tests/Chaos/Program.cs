using LeadSail.Chaos;

if (ChaosOptions.From(args) is not { } options)
{
    return 2;
}

Console.WriteLine($"Seed {options.Seed}: {options.Calls} calls, a kill -9 every {options.Every:0.#} s on average, {options.Speed:0.#} times as fast as life.");
await using var world = await World.CreateAsync(options);
var story = await new KillLoop(world, options).RunAsync();
var verdict = await Judge.HoldAsync(world, story);
verdict.Print(Console.Out);
if (verdict.Broken > 0)
{
    Console.WriteLine($"Repeat: dotnet run --project tests/Chaos -- --calls {options.Calls} --seed {options.Seed} --every {options.Every:0.#} --speed {options.Speed:0.#}{(options.Cluster ? $" --cluster true --away {options.Away}" : "")}   (the same calls and moments; what the machine makes of them differs)");
    Console.WriteLine($"Kept for inspection: {world.Keep()}");
}

return verdict.Broken == 0 ? 0 : 1;
