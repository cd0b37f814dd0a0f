using Microsoft.Extensions.Options;

namespace LeadSail.Simulator;

public sealed class RestartTests
{
    [Fact]
    public async Task A_crash_leaves_the_log_the_conversation_and_the_webhook_that_is_due_later()
    {
        using var folder = new TempFolder();
        using var asCrashed = new TempFolder();
        await using var before = await SimulatorFlight.TakeOffAsync(speed: 1, folder: folder);
        var id = (await before.StartAsync("+12125550142")).GetProperty("conversation_id").GetString();
        var log = Assert.Single(await before.DialsAsync()).GetProperty("time").GetRawText();
        Assert.Equal("initiated", (await before.GetAsync("/conversations/" + id)).GetProperty("status").GetString());
        // What is on disk while the process runs is what kill -9 would leave.
        Directory.CreateDirectory(Path.Combine(asCrashed.Path, "data"));
        foreach (var file in Directory.GetFiles(Path.Combine(folder.Path, "data"), "*.db*"))
            if (!file.EndsWith("-shm", StringComparison.Ordinal)) File.Copy(file, Path.Combine(asCrashed.Path, "data", Path.GetFileName(file)));

        await using var after = await SimulatorFlight.TakeOffAsync(speed: 1, folder: asCrashed, ahead: TimeSpan.FromHours(1));
        Assert.Equal(id, (await after.NextWebhookAsync()).ConversationId);
        var dial = Assert.Single(await after.DialsAsync());
        Assert.Equal(log, dial.GetProperty("time").GetRawText());
        Assert.Equal("ended", dial.GetProperty("outcome").GetString());
        Assert.Equal("done", (await after.GetAsync("/conversations/" + id)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task What_was_delivered_is_not_sent_again_and_the_count_of_dials_goes_on()
    {
        using var folder = new TempFolder();
        await using (var before = await SimulatorFlight.TakeOffAsync(folder: folder))
        {
            await before.StartAsync("+12125550143");
            using var refused = await before.PostStartAsync("+12125550120");
        }
        await using var after = await SimulatorFlight.TakeOffAsync(folder: folder, ahead: TimeSpan.FromHours(1));
        using var second = await after.PostStartAsync("+12125550120");
        Assert.Equal(429, (int)second.StatusCode);
        var third = await after.StartAsync("+12125550120");
        Assert.Equal(third.GetProperty("conversation_id").GetString(), (await after.NextWebhookAsync()).ConversationId);
    }

    [Fact]
    public async Task The_log_is_read_by_number_and_instant()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        await flight.StartAsync("+12125550143");
        await flight.StartAsync("+12125550101");
        Assert.Single(await flight.DialsAsync("?to=%2B12125550101"));
        Assert.Single(await flight.DialsAsync("?to=+12125550101"));
        Assert.Empty(await flight.DialsAsync("?since=2999-01-01T00:00:00Z"));
        var times = (await flight.DialsAsync()).Select(dial => dial.GetProperty("time").GetDateTimeOffset()).ToList();
        Assert.Equal(2, (await flight.DialsAsync("?since=" + Uri.EscapeDataString(times[0].ToString("O")))).Length);
    }

    [Theory]
    [InlineData(0.5, "", "Simulator:Speed")]
    [InlineData(20_000, "", "Simulator:Speed")]
    [InlineData(20, "ftp://receiver/", "Simulator:WebhookUrl")]
    public async Task A_setting_out_of_range_is_refused_at_start(double speed, string webhookUrl, string named)
    {
        using var folder = new TempFolder();
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => SimulatorFlight.TakeOffAsync(speed, folder, webhookUrl: webhookUrl));
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }
}
