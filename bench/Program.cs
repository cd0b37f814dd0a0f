using LeadSail.Bench;

return args switch
{
    ["start", .. var rest] => await StartBench.RunAsync(rest),
    ["calls", .. var rest] => await CallsBench.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project bench -- start [rounds] | calls [calls] [at once]");
    return 2;
}
