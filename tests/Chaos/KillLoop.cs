using System.Collections.Concurrent;
using System.Globalization;

namespace LeadSail.Chaos;

/// <summary>What was asked for and acknowledged.</summary>
/// <param name="Calls">Interaction by the number called, for the calls asked for one by one.</param>
/// <param name="Entered">Lead by the number, for those that were given to the dialer.</param>
/// <param name="Leads">Lead by the number.</param>
/// <param name="Phones">Every number that a call may have been started to.</param>
/// <param name="Kills">When a process of the product was killed.</param>
/// <param name="AskedUntil">Until when calls were asked for, one after the other.</param>
internal sealed record Story(IReadOnlyDictionary<string, string> Calls, IReadOnlyDictionary<string, string> Entered, IReadOnlyDictionary<string, string> Leads, IReadOnlyCollection<string> Phones, IReadOnlyList<DateTimeOffset> Kills, DateTimeOffset AskedUntil);

/// <summary>Calls leads while the product is killed at random moments, then lets it finish.</summary>
internal sealed class KillLoop(World world, ChaosOptions options)
{
    private const int AtOnce = 8;

    private readonly ConcurrentDictionary<string, string> calls = new(), entered = new(), leads = new();
    private readonly ConcurrentDictionary<string, bool> phones = new();
    private readonly List<string> campaigns = [];

    /// <summary>One at a time: a process cannot start while its database is away.</summary>
    private readonly SemaphoreSlim disaster = new(1);

    private readonly List<DateTimeOffset> kills = [];
    private int people;

    public async Task<Story> RunAsync()
    {
        await SetSceneAsync();
        using var finished = new CancellationTokenSource();
        var killing = KillAsync(finished.Token);
        var losing = options.Away > 0 ? LoseDatabaseAsync() : Task.CompletedTask;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => CallAsync()));
        var askedUntil = world.Now;
        System.Console.WriteLine($"{calls.Count} calls and {entered.Count} leads for the dialer acknowledged, {kills.Count} kills so far");

        // what the next process finds must be taken up under fire too
        await RunningFewerThanAsync(Asked / 4, patience: TimeSpan.FromMinutes(1)); // some may wait for their deadline by now
        await finished.CancelAsync();
        await killing;
        await losing;
        await StandstillAsync();
        System.Console.WriteLine($"{await RunningAsync()} calls of unknown fate wait for their deadline; half an hour later");
        await world.JumpAsync(TimeSpan.FromMinutes(30));
        await RunningFewerThanAsync(1, patience: TimeSpan.FromMinutes(5));
        await StandstillAsync();
        return new(calls, entered, leads, [.. phones.Keys], kills, askedUntil);
    }

    private int Asked => calls.Count + entered.Count;

    /// <summary>One attempt a lead, at any hour: whoever rings twice is one too many.</summary>
    private static object OnceEach
    {
        get
        {
            var day = new[] { new { start = "00:00", end = "24:00" } };
            return new
            {
                active = true, maxAttempts = 1, maxConcurrentCalls = 100, callsPerMinute = 6000,
                operatingHours = new { monday = day, tuesday = day, wednesday = day, thursday = day, friday = day, saturday = day, sunday = day },
            };
        }
    }

    private async Task SetSceneAsync()
    {
        await world.Api.PatchAsync("api/v1/organization", new { lines = new[] { new { provider = "elevenlabs", maxConcurrentCalls = 200, callsPerSecond = 50 } } });
        foreach (var (transport, id) in new[] { ("twilio", "phnum_sim_twilio"), ("sip_trunk", "phnum_sim_sip") })
        {
            var number = await world.Api.PostAsync("api/v1/phone-numbers", new { phoneNumber = "+12125550100", providerPhoneNumberId = id, transport });
            var agent = await world.Api.PostAsync("api/v1/voice-agents", new { name = "Amy", providerAgentId = "agent_sim_amy", phoneNumberId = number.GetProperty("phoneNumberId").GetString() });
            var campaign = await world.Api.PostAsync("api/v1/campaigns", new { name = transport, voice = new { agentId = agent.GetProperty("agentId").GetString(), maxDurationSeconds = 60 }, autoDialer = OnceEach });
            campaigns.Add(campaign.GetProperty("campaignId").GetString()!);
        }
    }

    private async Task CallAsync()
    {
        while (Asked < options.Calls)
        {
            var nth = Interlocked.Increment(ref people);
            var chance = new Random(options.Seed + nth);
            await Task.Delay(TimeSpan.FromSeconds(options.Pause * chance.NextDouble())); // kills are to fall among calls of every age
            var ending = Endings.All[chance.Next(Endings.All.Length)];
            var phone = string.Create(CultureInfo.InvariantCulture, $"+1212{20_000 + nth:00000}{ending.Digits}");
            var person = new { campaignId = campaigns[nth % 2], firstName = "Marta", lastName = "Keller", email = "marta@example.com", phone };
            // what is not acknowledged is not promised: the next person then
            if (await world.Api.TryPostAsync("api/v1/leads", person) is not { } lead)
            {
                continue;
            }

            leads[phone] = lead.GetProperty("leadId").GetString()!;
            phones[phone] = true;
            if (ending.Starts && chance.Next(2) == 0)
            {
                // also when the answer is lost: a second time changes nothing, so it is asked again until it is acknowledged
                while (await world.Api.TryPostAsync("api/v1/leads/send-to-auto-dialer", new { leadIds = new[] { leads[phone] } }) is null)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(250));
                }

                entered[phone] = leads[phone];
            }
            else if (await world.Api.TryPostAsync("api/v1/voice/calls/initiate", new { leadId = leads[phone] }) is { } call)
            {
                calls[phone] = call.GetProperty("interactionId").GetString()!;
            }
        }
    }

    private async Task KillAsync(CancellationToken finished)
    {
        var chance = new Random(options.Seed);
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(options.Every * (0.2 + 1.6 * chance.NextDouble())), finished);
                await disaster.WaitAsync(finished);
                kills.Add(world.Now);
                await world.Product.KillOneAsync();
                disaster.Release();
            }
        }
        catch (OperationCanceledException) when (finished.IsCancellationRequested)
        {
            // enough
        }
    }

    private async Task LoseDatabaseAsync()
    {
        while (Asked < options.Calls / 2)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        System.Console.WriteLine($"the database goes away for {options.Away} s after {Asked} calls");
        await disaster.WaitAsync();
        await world.Product.LoseDatabaseAsync(TimeSpan.FromSeconds(options.Away));
        disaster.Release();
    }

    /// <summary>How many of the acknowledged calls are not over, as far as the product can be asked now.</summary>
    private async Task<int> RunningAsync()
    {
        var running = 0;
        foreach (var interactionId in calls.Values)
        {
            var seen = await world.Api.TryGetAsync($"api/v1/interactions/{interactionId}");
            running += seen?.GetProperty("status").GetString() is "in_progress" or null ? 1 : 0;
        }

        foreach (var leadId in entered.Values)
        {
            var lead = await world.Api.TryGetAsync($"api/v1/leads/{leadId}");
            var isOver = lead is { } seen && seen.GetProperty("activeInteractionId").GetString() is null && seen.GetProperty("attempts").GetProperty("total").GetInt32() > 0;
            running += isOver ? 0 : 1;
        }

        return running;
    }

    private async Task RunningFewerThanAsync(int limit, TimeSpan patience)
    {
        using var guard = new CancellationTokenSource(patience);
        while (await RunningAsync() >= Math.Max(1, limit) && !guard.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), CancellationToken.None);
        }
    }

    /// <summary>Until nothing has changed for a while: what is owed after the end is paid by then.</summary>
    private async Task StandstillAsync()
    {
        var quiet = 0;
        for (var (before, now) = (-1, await RunningAsync()); quiet < 3; (before, now) = (now, await RunningAsync()))
        {
            quiet = before == now ? quiet + 1 : 0;
            await Task.Delay(TimeSpan.FromSeconds(2));
        }
    }
}
