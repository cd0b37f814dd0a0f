using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using LeadSail.Campaigns;
using LeadSail.Demo;
using LeadSail.Dialers;
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
/// A dialer with many leads of whom few are due: load time, what a look of the pump costs, from due to dialling, memory, size of the database.
/// The provider costs nothing and calls last no time, so that the pump and the storage are all that is measured.
/// </summary>
internal static class DialerBench
{
    private const string Secret = "wsec_bench_bench_bench", Key = "bench-bench-bench-bench-bench-bench-bench", Campaign = "BENCH";
    private const int Batch = 1_000, Due = 1_000, Looks = 200;

    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(40);

    public static async Task<int> RunAsync(string[] args)
    {
        foreach (var size in args.Length > 0 ? args : ["10000", "1000000"])
        {
            var data = Directory.CreateTempSubdirectory("leadsail-bench-");
            try
            {
                await Measure(int.Parse(size, CultureInfo.InvariantCulture), data.FullName);
            }
            finally
            {
                data.Delete(recursive: true);
            }
        }

        return 0;
    }

    private static async Task Measure(int size, string data)
    {
        var provider = new InstantProvider(Secret);
        var file = Path.Combine(data, "bench.db");
        await using var app = LeadSailApp.Build(
            ["--Urls=http://127.0.0.1:0", $"--Storage:ConnectionString=Data Source={file}", $"--Bootstrap:ApiKey={Key}",
                "--Providers:ElevenLabs:BaseUrl=http://127.0.0.1:9", $"--Providers:ElevenLabs:WebhookSecrets:0={Secret}", "--Logging:Level=Warning"],
            builder =>
            {
                builder.Services.RemoveAll<IVoiceProvider>();
                builder.Services.AddSingleton<IVoiceProvider>(provider);
            });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        provider.Receiver = new Uri($"{address}/api/v1/webhooks/elevenlabs");
        var organization = app.Services.GetRequiredService<BootstrapResult>().OrganizationId;
        await Prepare(app.Services, organization);

        var watch = Stopwatch.StartNew();
        await Load(app.Services, organization, size - Due, "idle", notBefore: _ => DateTimeOffset.UtcNow.AddDays(1));
        var loaded = watch.Elapsed;
        var database = Directory.GetFiles(data).Sum(path => new FileInfo(path).Length) / 1024 / 1024;
        Say($"{size} leads: loaded in {loaded.TotalSeconds:0.0} s ({(size - Due) / loaded.TotalSeconds:0} a second), database {database} MB, {WorkingSet()} MB of memory after it");

        var start = DateTimeOffset.UtcNow.AddSeconds(5);
        var dueAt = await Load(app.Services, organization, Due, "due", i => start + (Spread * i / Due));
        await app.Services.GetRequiredService<DialerNudges>().NudgeAsync(organization);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var calls = await Dialled(app.Services, organization, dueAt.Keys);
        var used = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        Say($"{Due} of them fell due over {Spread.TotalSeconds:0} s and were dialled in {(calls.Values.Max() - start).TotalSeconds:0.0} s; {used.TotalMilliseconds / Due:0.0} ms of CPU a call, load generator included; {WorkingSet()} MB of memory");

        Table.Head($"With {size} leads");
        Table.Row("from due to dialling", "ms", dueAt.Select(lead => (calls[lead.Key] - lead.Value).TotalMilliseconds));
        Table.Row("a look of the pump with nobody due", "ms", await LooksAsync(app.Services, organization));
        Table.Row("GET /campaigns/{id}/auto-dialer", "ms", await StatusesAsync(app.Services, organization));
        await app.StopAsync();
    }

    /// <summary>New leads in the dialer, as its machine makes them, each with a time of its own.</summary>
    private static async Task<Dictionary<string, DateTimeOffset>> Load(IServiceProvider services, string organization, int count, string kind, Func<int, DateTimeOffset> notBefore)
    {
        var store = services.GetRequiredService<ILeads>();
        var campaign = await services.GetRequiredService<IStateReader>().ReadAsync<CampaignState>("campaign", GrainKeys.Of(organization, Campaign));
        var place = DemoPlaces.OpenAt(DateTimeOffset.UtcNow)[..5];
        var times = new Dictionary<string, DateTimeOffset>(kind == "due" ? count : 0);
        for (var first = 0; first < count; first += Batch)
        {
            var batch = Enumerable.Range(first, Math.Min(Batch, count - first)).Select(i =>
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"lead_{kind}_{i:0000000}");
                var phone = string.Create(CultureInfo.InvariantCulture, $"{place}{(kind == "due" ? 2_000_000 : 3_000_000) + i:0000000}");
                var given = new LeadGiven { FirstName = "Ada", LastName = "Lovelace", Email = "ada@example.com", Phone = phone };
                var now = DateTimeOffset.UtcNow;
                var (lead, refusal) = NewLead.Of(id, campaign, now, new Submit($"sub_{kind}_{i}", Campaign, given, LeadStatus.New, "bench"), new EnterDialer { Actor = "bench" });
                var made = lead ?? throw new InvalidOperationException(refusal!.Message);
                if (kind == "due")
                {
                    times[id] = notBefore(i);
                }

                return made with { State = made.State with { Place = made.State.Place! with { NotBefore = notBefore(i) } } };
            });
            await store.InsertAsync(organization, [.. batch]);
        }

        return times;
    }

    /// <summary>When each lead's call was persisted as dialling.</summary>
    private static async Task<Dictionary<string, DateTimeOffset>> Dialled(IServiceProvider services, string organization, IReadOnlyCollection<string> leads)
    {
        var reader = services.GetRequiredService<IStateReader>();
        var dialled = new Dictionary<string, DateTimeOffset>(leads.Count);
        while (dialled.Count < leads.Count)
        {
            await Task.Delay(500);
            foreach (var leadId in leads.Where(lead => !dialled.ContainsKey(lead)))
            {
                if (await reader.ReadAsync<LeadState>("lead", GrainKeys.Of(organization, leadId)) is { Attempts: [var attempt, ..] })
                {
                    dialled[leadId] = attempt.DialledAt;
                }
            }
        }

        return dialled;
    }

    private static async Task<List<double>> LooksAsync(IServiceProvider services, string organization)
    {
        var due = services.GetRequiredService<IDueLeads>();
        ImmutableArray<Lane> lanes = [.. Enum.GetValues<Lane>()];
        return await Times(async () =>
        {
            await due.DueZonesAsync(organization, Campaign, lanes, DateTimeOffset.UtcNow);
            await due.NextDueAsync(organization, Campaign, lanes, DateTimeOffset.UtcNow);
            await due.InFlightAsync(organization, Campaign);
        }, Looks);
    }

    private static Task<List<double>> StatusesAsync(IServiceProvider services, string organization) =>
        Times(() => services.GetRequiredService<DialerStatuses>().FindAsync(organization, Campaign, CancellationToken.None), 10);

    private static async Task<List<double>> Times(Func<Task> run, int count)
    {
        var times = new List<double>(count);
        for (var i = 0; i < count; i++)
        {
            var watch = Stopwatch.GetTimestamp();
            await run();
            times.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
        }

        return times;
    }

    private static long WorkingSet()
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1024 / 1024;
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static async Task Prepare(IServiceProvider services, string organization)
    {
        var settings = services.GetRequiredService<ISettings>();
        var limits = ImmutableArray.Create(new LineLimits { Provider = "elevenlabs", MaxConcurrentCalls = 1_000, CallsPerSecond = 100 });
        await settings.SaveAsync(organization, organization, new Organization { Name = "Bench", Lines = limits }, null, "bench");
        await settings.SaveAsync(organization, "num_bench", new PhoneNumber { Number = "+12125550100", ProviderPhoneNumberId = "phnum_bench" }, null, "bench");
        await settings.SaveAsync(organization, "agent_bench", new VoiceAgent { Name = "Amy", ProviderAgentId = "agent_bench", PhoneNumberId = "num_bench" }, null, "bench");
        await settings.SaveAsync(organization, "tmpl_bench", new PromptTemplate { Name = "Bench", Body = "You are {{ agent.name }}. Speak with {{ first_name }} about {{ campaign.name }}." }, null, "bench");
        await services.GetRequiredService<IGrainFactory>().GetGrain<ICampaignGrain>(GrainKeys.Of(organization, Campaign)).Save(
            new CampaignSettings
            {
                Name = "Bench", Voice = new() { AgentId = "agent_bench", PromptTemplateId = "tmpl_bench" },
                AutoDialer = new() { Active = true, OperatingHours = OperatingHours.AroundTheClock, MaxConcurrentCalls = 1_000, CallsPerMinute = 6_000 },
            }, 0, "bench");
    }
}
