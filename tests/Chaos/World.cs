using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LeadSail.Chaos;

/// <summary>The simulator in a process of its own, which nobody kills, and the product in another. One clock for both, at noon in New York when it begins.</summary>
internal sealed class World : IAsyncDisposable
{
    /// <summary>The admin key of the product.</summary>
    public const string Key = "chaos-key-0123456789abcdef0123456789abcdef";

    private const string Secret = "wsec_chaos_secret";

    private static readonly DateTimeOffset Noon = DateTimeOffset.Parse("2026-11-18T17:00:00Z", null);

    private readonly string folder = Directory.CreateTempSubdirectory("leadsail-chaos-").FullName;
    private readonly Stopwatch running = Stopwatch.StartNew();
    private readonly Uri simulatorAt = FreeAddress(), productAt = FreeAddress();
    private readonly ChaosOptions options;
    private TimeSpan jumped;
    private HostProcess? simulator, product;
    private bool keep;

    private World(ChaosOptions options)
    {
        this.options = options;
        Api = new ApiClient(productAt, Key);
        Witness = new ApiClient(simulatorAt, null);
    }

    /// <summary>The product, whichever process serves it now.</summary>
    public ApiClient Api { get; }

    /// <summary>The simulator.</summary>
    public ApiClient Witness { get; }

    /// <summary>The product's database.</summary>
    public string Database => Path.Combine(folder, "product", "data", "leadsail.db");

    /// <summary>Starts both.</summary>
    public static async Task<World> CreateAsync(ChaosOptions options)
    {
        var world = new World(options);
        await world.StartSimulatorAsync();
        await world.StartProductAsync();
        return world;
    }

    /// <summary>kill -9, and a new process on what the old one left.</summary>
    public async Task KillProductAsync()
    {
        await product!.DisposeAsync();
        await StartProductAsync();
    }

    /// <summary>Both processes go on later, as after a night: whatever nobody knows of is past its deadline then.</summary>
    public async Task JumpAsync(TimeSpan by)
    {
        await product!.DisposeAsync();
        await simulator!.StopAsync();
        jumped += by;
        await StartSimulatorAsync();
        await StartProductAsync();
    }

    /// <summary>Ends the product as an operator does, and tells its exit code.</summary>
    public Task<int> StopProductAsync() => product!.StopAsync();

    /// <summary>Leaves the files where they are, and tells where.</summary>
    public string Keep()
    {
        keep = true;
        return folder;
    }

    public async ValueTask DisposeAsync()
    {
        await (product?.DisposeAsync() ?? default);
        await (simulator?.DisposeAsync() ?? default);
        if (!keep)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private DateTimeOffset Now => Noon + running.Elapsed + jumped;

    private async Task StartSimulatorAsync() => simulator = await HostProcess.ServeAsync(
        Path.Combine(folder, "simulator"), "--simulator-only", $"--Urls={simulatorAt}", $"--Clock:Now={Now:O}", FormattableString.Invariant($"--Simulator:Speed={options.Speed}"),
        $"--Simulator:Seed={options.Seed}", $"--Simulator:WebhookUrl={productAt}api/v1/webhooks/elevenlabs", $"--Simulator:WebhookSecret={Secret}");

    private async Task StartProductAsync() => product = await HostProcess.ServeAsync(
        Path.Combine(folder, "product"), $"--Urls={productAt}", $"--Clock:Now={Now:O}", $"--Bootstrap:ApiKey={Key}",
        $"--Providers:ElevenLabs:BaseUrl={simulatorAt}simulator/elevenlabs", $"--Providers:ElevenLabs:WebhookSecrets:0={Secret}", "--Providers:ElevenLabs:PollSeconds=2");

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }
}
