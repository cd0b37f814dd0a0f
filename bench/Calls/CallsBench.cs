using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Hosting;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.PhoneNumbers;
using LeadSail.Prompts;
using LeadSail.Providers;
using LeadSail.Storage;
using LeadSail.VoiceAgents;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadSail.Bench;

/// <summary>
/// Whole calls per second: initiate over HTTP, verdict, reservation, slot, permit, dialling, the provider's signed webhook over HTTP,
/// outcome, the lead's new status. The provider costs nothing, the load comes from the same process.
/// </summary>
internal static class CallsBench
{
    private const string Secret = "wsec_bench_bench_bench", Key = "bench-bench-bench-bench-bench-bench-bench";

    public static async Task<int> RunAsync(string[] args)
    {
        var calls = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5_000;
        var atOnce = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 64;
        var data = Directory.CreateTempSubdirectory("leadsail-bench-");
        try
        {
            await Measure(calls, atOnce, data.FullName);
        }
        finally
        {
            data.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task Measure(int calls, int atOnce, string data)
    {
        var provider = new InstantProvider(Secret);
        var meter = new CommitMeter();
        await using var app = LeadSailApp.Build(
            ["--Urls=http://127.0.0.1:0", $"--Storage:ConnectionString=Data Source={Path.Combine(data, "bench.db")}", $"--Bootstrap:ApiKey={Key}",
                "--Providers:ElevenLabs:BaseUrl=http://127.0.0.1:9", $"--Providers:ElevenLabs:WebhookSecrets:0={Secret}", "--Logging:Level=Warning"],
            builder =>
            {
                builder.Services.RemoveAll<IVoiceProvider>();
                builder.Services.AddSingleton<IVoiceProvider>(provider);
                builder.Services.AddSingleton<IStorageFaults>(meter);
            });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        provider.Receiver = new Uri($"{address}/api/v1/webhooks/elevenlabs");
        var organization = app.Services.GetRequiredService<BootstrapResult>().OrganizationId;
        var leads = await Prepare(app.Services, organization, calls + atOnce);

        using var http = new HttpClient { BaseAddress = new Uri(address) };
        http.DefaultRequestHeaders.Add("X-API-Key", Key);
        await Run(http, app.Services, organization, leads[..atOnce], atOnce);
        meter.Reset();

        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var states = await Run(http, app.Services, organization, leads[atOnce..], atOnce);
        var elapsed = watch.Elapsed;
        var used = Process.GetCurrentProcess().TotalProcessorTime - cpu;

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{calls} whole calls, {atOnce} at once: {calls / elapsed.TotalSeconds:0} calls/s; per call {used.TotalMilliseconds / calls:0.00} ms of CPU (load generator included), {(GC.GetTotalAllocatedBytes() - allocated) / 1024 / calls} kB allocated"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"commits: {meter.Rows.Count / (double)calls:0.00} a call, {meter.Rows.Sum() / calls:0.0} rows a call; the commit itself takes {meter.Milliseconds.Sum() / elapsed.TotalMilliseconds:P0} of the time"));
        Table.Head("Where a call's time goes");
        Table.Row("created to dialling (slot, permit, commit)", "ms", states.Select(s => Between(s.CreatedAt, s.DiallingAt)));
        Table.Row("dialling to final (provider, webhook, inbox, outcome)", "ms", states.Select(s => Between(s.DiallingAt, s.UpdatedAt)));
        Table.Row("created to final", "ms", states.Select(s => Between(s.CreatedAt, s.UpdatedAt)));
        Table.Row("one commit", "ms", meter.Milliseconds);
        Table.Row("rows in a commit", "rows", meter.Rows);
        await app.StopAsync();
    }

    private static double Between(DateTimeOffset? from, DateTimeOffset? to) => ((to - from) ?? TimeSpan.Zero).TotalMilliseconds;

    private static async Task<List<CallState>> Run(HttpClient http, IServiceProvider services, string organization, string[] leads, int atOnce)
    {
        var reader = services.GetRequiredService<IStateReader>();
        var states = new List<CallState>();
        await Parallel.ForEachAsync(leads, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (leadId, cancellationToken) =>
        {
            using var answer = await http.PostAsJsonAsync("/api/v1/voice/calls/initiate", new { leadId }, cancellationToken);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw new InvalidOperationException(body.ToString());
            }

            var key = GrainKeys.Of(organization, body.GetProperty("data").GetProperty("interactionId").GetString()!);
            while (true)
            {
                if (await reader.ReadAsync<CallState>("call", key, cancellationToken) is { Phase: CallPhase.Final, Debts: CallDebts.None } state)
                {
                    lock (states)
                    {
                        states.Add(state);
                    }

                    return;
                }

                await Task.Delay(5, cancellationToken);
            }
        });
        return states;
    }

    private static async Task<string[]> Prepare(IServiceProvider services, string organization, int count)
    {
        var settings = services.GetRequiredService<ISettings>();
        var grains = services.GetRequiredService<IGrainFactory>();
        var limits = ImmutableArray.Create(new LineLimits { Provider = "elevenlabs", MaxConcurrentCalls = 100_000, CallsPerSecond = 1_000_000 });
        await settings.SaveAsync(organization, organization, new Organization { Name = "Bench", Lines = limits }, null, "bench");
        await settings.SaveAsync(organization, "num_bench", new PhoneNumber { Number = "+12125550100", ProviderPhoneNumberId = "phnum_bench" }, null, "bench");
        await settings.SaveAsync(organization, "agent_bench", new VoiceAgent { Name = "Amy", ProviderAgentId = "agent_bench", PhoneNumberId = "num_bench" }, null, "bench");
        await settings.SaveAsync(organization, "tmpl_bench", new PromptTemplate { Name = "Bench", Body = "You are {{ agent.name }}. Speak with {{ first_name }} about {{ campaign.name }}." }, null, "bench");
        await grains.GetGrain<ICampaignGrain>(GrainKeys.Of(organization, "BENCH")).Save(
            new CampaignSettings { Name = "Bench", Voice = new() { AgentId = "agent_bench", PromptTemplateId = "tmpl_bench" } }, 0, "bench");

        var place = Demo.DemoPlaces.OpenAt(DateTimeOffset.UtcNow)[..5];
        var leads = Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"lead_bench_{i:000000}")).ToArray();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, _) =>
        {
            var phone = string.Create(CultureInfo.InvariantCulture, $"{place}{5_000_000 + i}");
            await grains.GetGrain<ILeadGrain>(GrainKeys.Of(organization, leads[i])).Tell(new Submit(
                $"sub_bench_{i}", "BENCH", new LeadGiven { FirstName = "Ada", LastName = "Lovelace", Email = "ada@example.com", Phone = phone }, LeadStatus.New, "bench"));
        });
        return leads;
    }
}
