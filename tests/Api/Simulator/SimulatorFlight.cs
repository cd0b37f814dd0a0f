using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace LeadSail.Simulator;

/// <summary>The simulator alone on a loopback port, with a receiver of webhooks beside it.</summary>
internal sealed class SimulatorFlight : IAsyncDisposable
{
    public const string Secret = "wsec_of_the_tests";
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly WebApplication app;
    private readonly TempFolder? own;
    private readonly Channel<ReceivedWebhook> received = Channel.CreateUnbounded<ReceivedWebhook>();
    private readonly Queue<int> answers;

    private SimulatorFlight(WebApplication app, TempFolder? own, IEnumerable<int> answers) =>
        (this.app, this.own, this.answers) = (app, own, new(answers));

    public HttpClient Http { get; private set; } = null!;

    /// <param name="speed">Times faster than life.</param>
    /// <param name="folder">The content root, where the file lies; a new one by default.</param>
    /// <param name="ahead">How far the clock is ahead of the machine's.</param>
    /// <param name="webhookUrl">The receiver; the one of this flight by default.</param>
    /// <param name="answers">HTTP statuses of the receiver, in order; 200 when they are used up.</param>
    public static async Task<SimulatorFlight> TakeOffAsync(
        double speed = 10_000, TempFolder? folder = null, TimeSpan ahead = default, string webhookUrl = "/receiver", params int[] answers)
    {
        var own = folder is null ? new TempFolder() : null;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = (folder ?? own!).Path });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Simulator:Speed"] = FormattableString.Invariant($"{speed}"),
            ["Simulator:WebhookUrl"] = webhookUrl.Length == 0 ? null : webhookUrl,
            ["Simulator:WebhookSecret"] = Secret,
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSimulator(builder.Configuration);
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new ShiftedTime(ahead)));
        var app = builder.Build();
        var flight = new SimulatorFlight(app, own, answers);
        app.MapSimulator();
        app.MapPost("/receiver", flight.ReceiveAsync);
        await app.StartAsync();
        flight.Http = new() { BaseAddress = new(app.Urls.First()) };
        flight.Http.DefaultRequestHeaders.Add("xi-api-key", "any");
        return flight;
    }

    /// <summary>The next webhook that arrives.</summary>
    public async Task<ReceivedWebhook> NextWebhookAsync() => await received.Reader.ReadAsync().AsTask().WaitAsync(Guard);

    /// <summary>A webhook that has arrived already.</summary>
    public bool HasArrived(out ReceivedWebhook? webhook) => received.Reader.TryRead(out webhook);

    public Task<HttpResponseMessage> PostStartAsync(string to, string transport = "twilio", string attempt = "int_1", object? variables = null) =>
        Http.PostAsJsonAsync($"/simulator/elevenlabs/v1/convai/{transport}/outbound-call", StartBody(to, transport, attempt, variables));

    public async Task<JsonElement> StartAsync(string to, string transport = "twilio", string attempt = "int_1", object? variables = null)
    {
        using var response = await PostStartAsync(to, transport, attempt, variables);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static object StartBody(string to, string transport, string attempt, object? variables = null) => new
    {
        agent_id = "agent_sim_amy",
        agent_phone_number_id = transport == "twilio" ? "phnum_sim_twilio" : "phnum_sim_sip",
        to_number = to,
        telephony_call_config = new { ringing_timeout_secs = 40 },
        conversation_initiation_client_data = new
        {
            user_id = attempt,
            dynamic_variables = variables ?? new { first_name = "Marta", campaign_name = "Solar Spring", today = "2026-05-30" },
        },
    };

    public Task<JsonElement> GetAsync(string path) => Http.GetFromJsonAsync<JsonElement>("/simulator/elevenlabs/v1/convai" + path);

    public async Task<JsonElement[]> DialsAsync(string query = "") =>
        [.. (await Http.GetFromJsonAsync<JsonElement>("/simulator/dials" + query)).GetProperty("dials").EnumerateArray()];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        own?.Dispose();
    }

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        int status;
        lock (answers) status = answers.TryDequeue(out var next) ? next : 200;
        received.Writer.TryWrite(new(body.ToArray(), request.Headers["ElevenLabs-Signature"].ToString()));
        return Results.StatusCode(status);
    }

    private sealed class ShiftedTime(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }
}

/// <summary>A folder that goes when the test does.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("simulator-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>A webhook as it arrived.</summary>
internal sealed record ReceivedWebhook(byte[] Body, string Signature)
{
    public JsonElement Json { get; } = JsonElement.Parse(Body);

    public string Type => Json.GetProperty("type").GetString()!;

    public JsonElement Data => Json.GetProperty("data");

    public string ConversationId => Data.GetProperty("conversation_id").GetString()!;

    /// <summary>Whether the signature is that of the documentation, worked out here anew.</summary>
    public bool IsSigned()
    {
        var parts = Signature.Split(',');
        var signed = System.Text.Encoding.UTF8.GetBytes(parts[0]["t=".Length..] + ".").Concat(Body).ToArray();
        using var hmac = new System.Security.Cryptography.HMACSHA256(System.Text.Encoding.UTF8.GetBytes(SimulatorFlight.Secret));
        return parts[1] == "v0=" + Convert.ToHexString(hmac.ComputeHash(signed)).ToLowerInvariant();
    }
}
