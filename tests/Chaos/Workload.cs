using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace LeadSail.Chaos;

/// <summary>People who ask for calls, and for all that goes with them, whether the product is there or not.</summary>
internal sealed class Workload(World world, ChaosOptions options)
{
    private const int AtOnce = 8, Rows = 2_000, MostNights = 5;

    private static readonly TimeSpan BetweenFiles = TimeSpan.FromSeconds(10);

    private readonly Story story = new();
    private readonly List<string> campaigns = [];
    private readonly HashSet<string> over = new(StringComparer.Ordinal);
    private readonly Stopwatch asking = new();
    private int people;

    private bool IsEnough => options.Minutes > 0 ? asking.Elapsed.TotalMinutes >= options.Minutes : story.Asked >= options.Calls;

    /// <summary>Asks while everything befalls the product, then lets it finish.</summary>
    public async Task<Story> RunAsync(Calamities calamities)
    {
        await SetSceneAsync();
        using var enough = new CancellationTokenSource();
        var befalling = calamities.BefallAsync(enough.Token);
        asking.Start();
        await Task.WhenAll([.. Enumerable.Range(0, AtOnce).Select(_ => CallAsync()), ImportAsync()]);
        story.AskedUntil = world.Now;
        System.Console.WriteLine($"{story.Calls.Count} calls and {story.Entered.Count} leads for the dialer acknowledged, {calamities.Kills.Count} kills so far");

        // what the next process finds must be taken up under fire too
        await RunningFewerThanAsync(story.Asked / 4, patience: TimeSpan.FromMinutes(1)); // some may wait for their deadline by now
        await enough.CancelAsync();
        await befalling;
        world.Receiver.Behaves = true;
        await StandstillAsync();
        for (var night = 0; night == 0 || (night < MostNights && await RunningAsync() > 0); night++)
        {
            // leads that the dialer had not come to are called in the morning, and some of their calls have a deadline of their own
            System.Console.WriteLine($"{await RunningAsync()} calls wait for their deadline or their turn; half an hour later");
            await world.JumpAsync(TimeSpan.FromMinutes(30));
            await StandstillAsync();
        }

        return story;
    }

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
        await world.Api.PatchAsync("api/v1/organization", new
        {
            lines = new[] { new { provider = "elevenlabs", maxConcurrentCalls = 200, callsPerSecond = 50 } },
            webhooks = new { enabled = true, url = world.Receiver.Address, retryAttempts = 10, timeoutSeconds = 2, events = new Dictionary<string, bool> { ["call.started"] = false, ["lead.status_changed"] = false } },
        });
        world.Receiver.Secret = (await world.Api.TryGetAsync("api/v1/organization/webhook-secret"))!.Value.GetProperty("secret").GetString();
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
        while (!IsEnough)
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

            var leadId = lead.GetProperty("leadId").GetString()!;
            story.Leads[phone] = leadId;
            if (chance.Next(12) == 0)
            {
                await UntilAcknowledgedAsync("api/v1/dnc", new { phone, reason = "chaos" });
                story.Listed[phone] = leadId;
                await world.Api.TryPostAsync("api/v1/leads/send-to-auto-dialer", new { leadIds = new[] { leadId } });
            }
            else if (ending.Starts && chance.Next(2) == 0)
            {
                await UntilAcknowledgedAsync("api/v1/leads/send-to-auto-dialer", new { leadIds = new[] { leadId } });
                story.Entered[phone] = leadId;
            }
            else if (await world.Api.TryPostAsync("api/v1/voice/calls/initiate", new { leadId }) is { } call)
            {
                story.Calls[phone] = call.GetProperty("interactionId").GetString()!;
            }
        }
    }

    /// <summary>Also when the answer is lost: a second time changes nothing, so it is asked again until it is acknowledged.</summary>
    private async Task UntilAcknowledgedAsync(string path, object body)
    {
        while (await world.Api.TryPostAsync(path, body) is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }
    }

    /// <summary>Files one after the other, each into a campaign of its own; one whose answer is lost is sent again under its key.</summary>
    private async Task ImportAsync()
    {
        var number = 0;
        do
        {
            var campaign = await world.Api.TryPostAsync("api/v1/campaigns", new { name = $"Import {number}" });
            if (campaign is null)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250));
                continue;
            }

            var file = new StringBuilder("firstName,lastName,email,phone\n");
            for (var row = 0; row < Rows; row++)
            {
                file.Append(CultureInfo.InvariantCulture, $"Ida,Row{row},ida@example.com,+1646{2_000_000 + (number * Rows) + row}\n");
            }

            var key = $"chaos-import-{options.Seed}-{number}";
            System.Text.Json.JsonElement? accepted;
            while ((accepted = await world.Api.TryUploadAsync("api/v1/leads/import", file.ToString(), campaign.Value.GetProperty("campaignId").GetString()!, key)) is null)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250));
            }

            var importId = accepted.Value.GetProperty("importId").GetString()!;
            story.Imports[importId] = Rows;
            number++;
            while (!IsEnough && (await world.Api.TryGetAsync($"api/v1/leads/imports/{importId}"))?.GetProperty("status").GetString() is not "done")
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250));
            }

            for (var rest = TimeProvider.System.GetTimestamp(); !IsEnough && TimeProvider.System.GetElapsedTime(rest) < BetweenFiles;)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250));
            }
        }
        while (!IsEnough);
    }

    /// <summary>How many of the acknowledged calls are not over, as far as the product can be asked now.</summary>
    private async Task<int> RunningAsync()
    {
        foreach (var interactionId in story.Calls.Values.Where(id => !over.Contains(id)))
        {
            if (await world.Api.TryGetAsync($"api/v1/interactions/{interactionId}") is { } seen && seen.GetProperty("status").GetString() is not "in_progress")
            {
                over.Add(interactionId);
            }
        }

        foreach (var leadId in story.Entered.Values.Where(id => !over.Contains(id)))
        {
            if (await world.Api.TryGetAsync($"api/v1/leads/{leadId}") is { } seen && seen.GetProperty("activeInteractionId").GetString() is null && seen.GetProperty("attempts").GetProperty("total").GetInt32() > 0)
            {
                over.Add(leadId);
            }
        }

        return story.Asked - over.Count;
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
        for (var (before, now) = (-1L, await OpenAsync()); quiet < 3; (before, now) = (now, await OpenAsync()))
        {
            quiet = before == now ? quiet + 1 : 0;
            await Task.Delay(TimeSpan.FromSeconds(2));
        }
    }

    /// <summary>Calls that are not over, and what receivers are to be told before long.</summary>
    private async Task<long> OpenAsync() => await RunningAsync() + world.Product.Count("select count(*) from deliveries where due_at is not null") + world.Product.Count("select count(*) from import_rows where fault is null");
}
