using System.Net;
using System.Net.Sockets;
using LeadSail.Simulator;
using Microsoft.Data.Sqlite;

namespace LeadSail.Hosting;

/// <summary>The process: how it starts, how it refuses to, and how it ends.</summary>
public sealed class LaunchTests : IDisposable
{
    private const string Key = "--Bootstrap:ApiKey=" + RunningHost.ApiKey;

    private readonly TempFolder folder = new();

    private string Database => Path.Combine(folder.Path, "data", "leadsail.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_first_start_shows_a_key_that_works_and_the_next_one_shows_none_and_goes_on()
    {
        string key, campaignId;
        await using (var first = await ChildHost.ServeAsync(folder.Path))
        {
            key = first.NewKey!;
            campaignId = (await new ApiClient(first.Address, key, null).Post("campaigns", new { name = "Kept" })).Gives(201).Text("campaignId")!;
            var exit = await first.InterruptAsync();
            Assert.Equal((0, ""), (exit.Code, exit.Error));
        }

        await using var second = await ChildHost.ServeAsync(folder.Path);
        Assert.Null(second.NewKey);
        Assert.Equal("Kept", (await new ApiClient(second.Address, key, null).Get($"campaigns/{campaignId}")).Gives(200).Text("name"));
    }

    [Fact]
    public async Task On_a_port_in_use_it_says_so_and_the_one_showing_of_the_key_is_not_used_up()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        (await ChildHost.FailAsync(folder.Path, FormattableString.Invariant($"--Urls=http://127.0.0.1:{port}"))).SaysWhy("address already in use", "Urls");
        await using var host = await ChildHost.ServeAsync(folder.Path);
        (await new ApiClient(host.Address, host.NewKey, null).Get("campaigns")).Gives(200);
    }

    [Fact]
    public async Task The_simulator_alone_needs_a_receiver_elsewhere_and_no_demo()
    {
        (await InProcess.RunAsync(folder.Path, "--simulator-only", "--Simulator:WebhookUrl=/api/v1/webhooks/elevenlabs")).SaysWhy("Simulator:WebhookUrl", "the product's address");
        (await InProcess.RunAsync(folder.Path, "--simulator-only", "--demo")).SaysWhy("--demo", "--simulator-only");
        (await InProcess.RunAsync(folder.Path, "--simulator-only", "--Simulator:Speed=0")).SaysWhy("Simulator:Speed");
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "data")));
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_is_turned_away_and_the_first_goes_on()
    {
        await using var first = await ChildHost.ServeAsync(folder.Path, Key);
        (await ChildHost.FailAsync(folder.Path, "--Urls=http://127.0.0.1:0")).SaysWhy(Database, "in use by another process", "Storage:ConnectionString");
        (await new ApiClient(first.Address, RunningHost.ApiKey, null).Post("campaigns", new { name = "Still here" })).Gives(201);
    }

    [Fact]
    public async Task While_phones_ring_Ctrl_C_ends_it_in_seconds_and_the_next_start_takes_the_calls_up()
    {
        string[] lifelike = [Key, $"--Clock:Now={RunningHost.Noon:O}", "--Simulator:Speed=1"];
        string interactionId;
        await using (var host = await ChildHost.ServeAsync(folder.Path, lifelike))
        {
            var scene = await Scene.Set(new ApiClient(host.Address, RunningHost.ApiKey, null), "sip_trunk");
            var phone = Scene.Phone("05");
            interactionId = await scene.Call(await scene.Lead(phone));
            await Eventually.Sees(() => scene.Api.Dials(phone), dials => dials.Length == 1, "the phone to ring");
            Assert.Equal(0, (await host.InterruptAsync().WaitAsync(TimeSpan.FromSeconds(15))).Code);
        }

        // an hour later nobody rings any more
        await using var next = await ChildHost.ServeAsync(folder.Path, Key, $"--Clock:Now={RunningHost.Noon.AddHours(1):O}");
        var final = await Eventually.Sees(
            async () => (await new ApiClient(next.Address, RunningHost.ApiKey, null).Get($"interactions/{interactionId}")).Gives(200), seen => seen.Text("status") != "in_progress", "the call to end");
        Assert.True(final.Text("status") == "no_answer", final.GetRawText());
    }

    [Theory]
    [InlineData("leadsail.db", "is not a SQLite database")]
    [InlineData("simulator.db", "The simulator cannot use")]
    public async Task A_file_that_is_no_database_is_told_and_left_as_it_is(string file, string why)
    {
        var path = Path.Combine(folder.Path, "data", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, string.Concat(Enumerable.Repeat("My precious notes.\n", 500)));
        var before = await File.ReadAllBytesAsync(path);
        (await Fail()).SaysWhy(why, path);
        Assert.Equal(before, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task A_damaged_database_is_told_and_left_as_it_is()
    {
        await Start();
        var bytes = await File.ReadAllBytesAsync(Database);
        Array.Fill(bytes, (byte)0xAB, 200, bytes.Length - 200);
        await File.WriteAllBytesAsync(Database, bytes);
        (await Fail()).SaysWhy(Database, "damaged", "backup");
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Database));
    }

    [Fact]
    public async Task A_database_of_another_program_is_told_and_left_as_it_is()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Database)!);
        await using (var connection = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE recipes (name TEXT)";
            await command.ExecuteNonQueryAsync();
        }

        var before = await File.ReadAllBytesAsync(Database);
        (await Fail()).SaysWhy(Database, "not one of LeadSail Voice");
        Assert.Equal(before, await File.ReadAllBytesAsync(Database));
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_database_is_told()
    {
        Directory.CreateDirectory(Database);
        (await Fail()).SaysWhy(Database, "cannot be opened");
    }

    [Fact]
    public async Task A_database_that_another_program_holds_is_told()
    {
        await Start();
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync();
        (await Fail()).SaysWhy(Database, "locked by another program");
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_data_folder_is_told()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "data"), "mine");
        (await Fail()).SaysWhy(Database, "cannot be written");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told() =>
        (await InProcess.RunAsync(Path.Combine(folder.Path, "nowhere"))).SaysWhy(Path.Combine(folder.Path, "nowhere"));

    [Fact]
    public async Task A_settings_file_that_is_no_JSON_is_told_with_its_place()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "appsettings.json"), "{ \"Urls\": \n oops }");
        (await Fail()).SaysWhy("appsettings.json", "LineNumber: 1");
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "data")));
    }

    private Task<Exit> Fail() => InProcess.RunAsync(folder.Path, "--Urls=http://127.0.0.1:0");

    private async Task Start()
    {
        var host = new RunningHost(1, folder.Path, default, RunningHost.InFolder);
        await host.InitializeAsync();
        await host.DisposeAsync();
    }
}
