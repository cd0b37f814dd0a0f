using LeadSail.Bench;

return args switch
{
    ["start", .. var rest] => await StartBench.RunAsync(rest),
    ["calls", .. var rest] => await CallsBench.RunAsync(rest),
    ["baseline", .. var rest] => await BaselineBench.RunAsync(rest),
    ["dialer", .. var rest] => await DialerBench.RunAsync(rest),
    ["lists", .. var rest] => await ListsBench.RunAsync(rest),
    ["import", .. var rest] => await ImportBench.RunAsync(rest),
    ["prompts", .. var rest] => PromptsBench.Run(rest),
    ["rehearsal", .. var rest] => await RehearsalBench.RunAsync(rest),
    ["storage", .. var rest] => await StorageBench.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project bench -- start [rounds] | calls [calls] [at once] | baseline [calls] [at once] | dialer [leads]... | lists [size] | import [rows] | prompts [rounds] | rehearsal [leads] [rounds] | storage [rounds] [at once]");
    return 2;
}
