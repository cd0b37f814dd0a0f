using System.Diagnostics;
using LeadSail.Postgres;

namespace LeadSail.Chaos;

/// <summary>The simulator in a process of its own, which nobody kills, and the product in others. One clock for all, at noon in New York when it begins.</summary>
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
    private HostProcess? simulator;
    private bool keep;

    private World(ChaosOptions options, Receiver receiver)
    {
        this.options = options;
        Api = new ApiClient(productAt, Key);
        Witness = new ApiClient(simulatorAt, null);
        string[] door = [$"--Urls={productAt}", $"--Bootstrap:ApiKey={Key}"];
        var files = Path.Combine(folder, "product");
        Product = options.Cluster ? new Cluster(files, options.Seed, Settings, door)
            : new OneProcess(files, options.Storage == "postgres" ? new PostgresStore() : new SqliteStore(files), () => [.. Settings(), .. door]);
        Receiver = receiver;
    }

    /// <summary>The product, whichever process serves it now.</summary>
    public ApiClient Api { get; }

    /// <summary>The simulator.</summary>
    public ApiClient Witness { get; }

    /// <summary>Whom the product tells of calls.</summary>
    public Receiver Receiver { get; }

    /// <summary>The product's processes.</summary>
    public IProduct Product { get; }

    /// <summary>The time of all processes.</summary>
    public DateTimeOffset Now => Noon + running.Elapsed + jumped;

    /// <summary>Starts both.</summary>
    public static async Task<World> CreateAsync(ChaosOptions options)
    {
        var world = new World(options, await Receiver.StartAsync(options.Seed));
        await world.StartSimulatorAsync();
        await world.Product.StartAsync();
        return world;
    }

    /// <summary>All processes go on later, as after a night: whatever nobody knows of is past its deadline then.</summary>
    public async Task JumpAsync(TimeSpan by)
    {
        await Product.KillAllAsync();
        await simulator!.StopAsync();
        jumped += by;
        await StartSimulatorAsync();
        await Product.StartAsync();
    }

    /// <summary>Leaves the files where they are, and tells where.</summary>
    public string Keep()
    {
        keep = true;
        return folder;
    }

    public async ValueTask DisposeAsync()
    {
        await Product.DisposeAsync();
        await (simulator?.DisposeAsync() ?? default);
        await Receiver.DisposeAsync();
        if (!keep)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task StartSimulatorAsync() => simulator = await HostProcess.ServeAsync(
        "ApiHost", Path.Combine(folder, "simulator"), "--simulator-only", $"--Urls={simulatorAt}", $"--Clock:Now={Now:O}", FormattableString.Invariant($"--Simulator:Speed={options.Speed}"),
        $"--Simulator:Seed={options.Seed}", $"--Simulator:WebhookUrl={productAt}api/v1/webhooks/elevenlabs", $"--Simulator:WebhookSecret={Secret}");

    private string[] Settings() =>
    [
        $"--Clock:Now={Now:O}", $"--Providers:ElevenLabs:BaseUrl={simulatorAt}simulator/elevenlabs", $"--Providers:ElevenLabs:WebhookSecrets:0={Secret}", "--Providers:ElevenLabs:PollSeconds=2", "--Outgoing:AllowPrivateAddresses=true",
    ];

    private static Uri FreeAddress() => new(FormattableString.Invariant($"http://127.0.0.1:{Ports.Free()}/"));
}
