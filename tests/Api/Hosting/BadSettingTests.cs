using LeadSail.Simulator;

namespace LeadSail.Hosting;

/// <summary>A setting that cannot be used is told in a sentence that says what to do, before anything is written.</summary>
public sealed class BadSettingTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Urls", "nonsense")]
    [InlineData("Urls", "127.0.0.1:5080")]
    [InlineData("Urls", "ftp://127.0.0.1")]
    [InlineData("Urls", "http://127.0.0.1:0;http://127.0.0.1:99999")]
    [InlineData("Storage:ConnectionString", "nonsense")]
    [InlineData("Storage:ConnectionString", "")]
    [InlineData("Storage:ConnectionString", "Data Source=:memory:")]
    [InlineData("Storage:ConnectionString", "Data Source=x.db;Cache=Shared")]
    [InlineData("Storage:ConnectionString", "Host=db;Username=me")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "127.0.0.1:4317")]
    [InlineData("Simulator:Speed", "0")]
    [InlineData("Simulator:Speed", "fast")]
    [InlineData("Simulator:Speed", "NaN")]
    [InlineData("Simulator:WebhookUrl", "nowhere")]
    [InlineData("Simulator:WebhookSecret", "short")]
    [InlineData("Simulator:Database", " ")]
    [InlineData("Recordings:Path", " ")]
    [InlineData("Recordings:CacheMegabytes", "99")]
    [InlineData("Recordings:CacheMegabytes", "1000001")]
    [InlineData("Recordings:CacheMegabytes", "much")]
    [InlineData("RateLimits:RequestsPerMinute", "0")]
    [InlineData("RateLimits:UnauthorizedPerMinute", "1000001")]
    [InlineData("RateLimits:RequestsAtOnce", "0")]
    [InlineData("RateLimits:RequestsWaiting", "-1")]
    [InlineData("RateLimits:WebhooksAtOnce", "many")]
    [InlineData("Clock:Now", "nonsense")]
    [InlineData("Clock:Now", "2026-13-01T00:00:00Z")]
    [InlineData("Bootstrap:ApiKey", "too-short")]
    [InlineData("Bootstrap:ApiKey", "thirty-two characters and a blank")]
    [InlineData("Providers:ElevenLabs:PollSeconds", "0")]
    [InlineData("Providers:ElevenLabs:PollSeconds", "601")]
    [InlineData("Providers:ElevenLabs:PollSeconds", "often")]
    [InlineData("Providers:ElevenLabs:BaseUrl", "nonsense")]
    [InlineData("Providers:ElevenLabs:StartTimeoutSeconds", "5")]
    [InlineData("Providers:ElevenLabs:WebhookSecrets:0", "")]
    [InlineData("Logging:Level", "loud")]
    public async Task It_is_told_by_its_name_and_nothing_is_written(string name, string value)
    {
        (await InProcess.RunAsync(folder.Path, "--Urls=http://127.0.0.1:0", $"--{name}={value}")).SaysWhy(name.Replace(":0", "", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task The_clock_of_a_rehearsal_is_refused_where_real_people_would_be_called()
    {
        (await InProcess.RunAsync(folder.Path, $"--Clock:Now={RunningHost.Noon:O}", "--Providers:ElevenLabs:ApiKey=sk_1234567890")).SaysWhy("Clock:Now", "Providers:ElevenLabs:ApiKey");
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("http://192.0.2.1:5080")]
    public async Task An_address_at_which_it_cannot_listen_is_told(string urls) => (await InProcess.RunAsync(folder.Path, $"--Urls={urls}")).SaysWhy("cannot listen");

    [Fact]
    public async Task A_folder_of_recordings_that_cannot_be_made_is_told()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "taken"), "");
        (await InProcess.RunAsync(folder.Path, "--Urls=http://127.0.0.1:0", "--Recordings:Path=taken")).SaysWhy("Recordings:Path", "taken");
    }

    [Fact]
    public async Task An_empty_key_is_as_good_as_none()
    {
        var host = new RunningHost(1, folder.Path, default, RunningHost.InFolder);
        await host.InitializeAsync();
        await host.DisposeAsync();
        await using var child = await ChildHost.ServeAsync(folder.Path, "--Bootstrap:ApiKey=");
        Assert.Null(child.NewKey);
    }
}
