using LeadSail.Campaigns;
using LeadSail.Hosting;
using LeadSail.Organizations;
using LeadSail.PhoneNumbers;
using LeadSail.Prompts;
using LeadSail.Providers;
using LeadSail.Storage;
using LeadSail.VoiceAgents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadSail.Bench;

/// <summary>The whole product on a database of its own, with a provider that costs nothing and one campaign.</summary>
internal sealed record BenchedProduct(WebApplication App, Uri Address, string Organization)
{
    public const string Key = "bench-bench-bench-bench-bench-bench-bench", Campaign = "BENCH";

    /// <summary>Signs the webhooks.</summary>
    public const string Secret = "wsec_bench_bench_bench";

    /// <summary>Started, with agent, number, prompt and campaign.</summary>
    /// <param name="connectionString">Of its database.</param>
    /// <param name="limits">Of the line.</param>
    /// <param name="dialer">Of the campaign.</param>
    /// <param name="adjust">What else is different.</param>
    /// <param name="timeline">Told what calls wait for.</param>
    public static async Task<BenchedProduct> StartAsync(string connectionString, LineLimits limits, AutoDialerSettings dialer, Action<IServiceCollection>? adjust = null, Timeline? timeline = null)
    {
        var provider = new InstantProvider(Secret, timeline);
        var app = LeadSailApp.Build(
            ["--Urls=http://127.0.0.1:0", $"--Storage:ConnectionString={connectionString}", $"--Bootstrap:ApiKey={Key}",
                "--Providers:ElevenLabs:BaseUrl=http://127.0.0.1:9", $"--Providers:ElevenLabs:WebhookSecrets:0={Secret}", "--Logging:Level=Warning"],
            builder =>
            {
                builder.Services.RemoveAll<IVoiceProvider>();
                builder.Services.AddSingleton<IVoiceProvider>(provider);
                adjust?.Invoke(builder.Services);
            });
        await app.StartAsync();
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        provider.Receiver = new Uri(address, "/api/v1/webhooks/elevenlabs");
        var product = new BenchedProduct(app, address, app.Services.GetRequiredService<BootstrapResult>().OrganizationId);
        await product.PrepareAsync(limits, dialer);
        return product;
    }

    /// <summary>In a file.</summary>
    public static string Sqlite(string folder) => $"Data Source={Path.Combine(folder, "bench.db")}";

    public T Get<T>() where T : notnull => App.Services.GetRequiredService<T>();

    public string KeyOf(string id) => GrainKeys.Of(Organization, id);

    private async Task PrepareAsync(LineLimits limits, AutoDialerSettings dialer)
    {
        var settings = Get<ISettings>();
        await settings.SaveAsync(Organization, Organization, new Organization { Name = "Bench", Lines = [limits] }, null, "bench");
        await settings.SaveAsync(Organization, "num_bench", new PhoneNumber { Number = "+12125550100", ProviderPhoneNumberId = "phnum_bench" }, null, "bench");
        await settings.SaveAsync(Organization, "agent_bench", new VoiceAgent { Name = "Amy", ProviderAgentId = "agent_bench", PhoneNumberId = "num_bench" }, null, "bench");
        await settings.SaveAsync(Organization, "tmpl_bench", new PromptTemplate { Name = "Bench", Body = "You are {{ agent.name }}. Speak with {{ first_name }} about {{ campaign.name }}." }, null, "bench");
        await Get<IGrainFactory>().GetGrain<ICampaignGrain>(KeyOf(Campaign)).Save(
            new CampaignSettings { Name = "Bench", Voice = new() { AgentId = "agent_bench", PromptTemplateId = "tmpl_bench" }, AutoDialer = dialer }, 0, "bench");
    }
}
