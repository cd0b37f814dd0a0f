using System.Text.Json;

namespace LeadSail.Chaos;

/// <summary>
/// Holds what the product says, and what is in its database, against the simulator's own log and against what was acknowledged.
/// It shares no code with the product's rules.
/// </summary>
internal static class Judge
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    public static async Task<Verdict> HoldAsync(World world, Story story, Calamities calamities)
    {
        var verdict = new Verdict();
        var dials = (await world.Witness.TryGetAsync("simulator/dials"))!.Value.GetProperty("dials").EnumerateArray().ToArray();
        var rang = dials.Where(dial => dial.GetProperty("dialled").GetBoolean()).ToLookup(dial => Text(dial, "to")!);
        verdict.Count("calls acknowledged", story.Calls.Count);
        verdict.Count("leads given to the dialer", story.Entered.Count);
        verdict.Count("kill -9 of the product", calamities.Kills.Count);
        verdict.Count("times that the database went away", calamities.Losses);
        verdict.Count("times that the provider refused everything", calamities.Storms);
        verdict.Count("start requests that the simulator saw", dials.Length);
        verdict.Count("phones that rang", rang.Sum(calls => calls.Count()));

        var known = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var ofLead = new Dictionary<string, JsonElement[]>(StringComparer.Ordinal);
        foreach (var (phone, leadId) in story.Leads)
        {
            var answer = await world.Api.TryGetAsync($"api/v1/interactions/lead/{leadId}");
            ofLead[leadId] = [.. answer?.GetProperty("interactions").EnumerateArray() ?? default];
            foreach (var interaction in ofLead[leadId])
            {
                known[Text(interaction, "interactionId")!] = interaction;
            }

            var lead = await world.Api.TryGetAsync($"api/v1/leads/{leadId}");
            verdict.Hold("nothing acknowledged is missing", lead is not null, $"lead {leadId} is gone");
            verdict.Hold("every number is free at the end", lead is not { } person || Text(person, "activeInteractionId") is null, $"{leadId} is still in a call");
            verdict.Hold("nobody is dialled twice", rang[phone].Count() <= 1, $"{phone} rang {rang[phone].Count()} times");
        }

        foreach (var (phone, interactionId) in story.Calls)
        {
            if (!known.TryGetValue(interactionId, out var interaction))
            {
                verdict.Hold("nothing acknowledged is missing", false, $"{interactionId} to {phone} is gone");
                continue;
            }

            await HoldCallAsync(world, verdict, phone, interaction, rang[phone].Any(), Endings.Of(phone).Status);
        }

        foreach (var (phone, leadId) in story.Entered)
        {
            var dialled = ofLead[leadId].Where(interaction => interaction.GetProperty("dialled").GetBoolean()).ToArray();
            verdict.Hold("the dialer keeps to its one attempt", dialled.Length == 1, $"{leadId} has {dialled.Length} attempts");
            foreach (var interaction in dialled)
            {
                await HoldCallAsync(world, verdict, phone, interaction, rang[phone].Any(), Endings.OfLastAttempt(Endings.Of(phone).Status));
            }

            foreach (var interaction in ofLead[leadId].Except(dialled))
            {
                verdict.Hold("every call is final", Text(interaction, "status") == "error", $"{Text(interaction, "interactionId")} was not dialled and is {Text(interaction, "status")}");
            }
        }

        HoldListed(verdict, story, rang);
        await HoldImportsAsync(world, verdict, story);
        HoldNews(world, verdict, known.Values);
        CountFaults(verdict, rang.Select(calls => calls.Key));
        foreach (var dial in dials)
        {
            verdict.Hold("every dial is one of our calls", known.ContainsKey(Text(dial, "attemptId") ?? ""), $"{Text(dial, "to")} was dialled as {Text(dial, "attemptId")}");
        }

        // while calls are asked for all the time, and nothing else is killed, they are begun
        foreach (var kill in calamities.Kills.Where(kill => kill + Recovery < story.AskedUntil && !calamities.Kills.Any(next => next > kill && next < kill + Recovery)))
        {
            var next = dials.Select(dial => dial.GetProperty("time").GetDateTimeOffset()).Where(moment => moment > kill).Order().First();
            verdict.Most("longest silence after a kill, seconds", (int)Math.Ceiling((next - kill).TotalSeconds));
            verdict.Hold("dialling goes on within 30 s of a kill", next - kill < Recovery, $"nobody was dialled for {(next - kill).TotalSeconds:0} s");
        }

        verdict.Hold("it stops cleanly", await world.Product.StopAsync() == 0, "exit code");
        HoldDatabase(world, verdict);
        return verdict;
    }

    private static async Task HoldCallAsync(World world, Verdict verdict, string phone, JsonElement interaction, bool rang, string expected)
    {
        var (id, status, ending) = (Text(interaction, "interactionId"), Text(interaction, "status")!, Endings.Of(phone));
        verdict.Count($"ended {status}", 1);
        verdict.Hold("every call is final", status != "in_progress", $"{id} to {phone} is in progress");
        if (rang || !ending.Rings)
        {
            verdict.Hold("the status is the one of its ending", status == expected, $"{id} to {phone} ended {status}, not {expected}");
        }
        else
        {
            // killed between "dialling" and the request: nobody dials again to find out
            verdict.Hold("the status is the one of its ending", status == "error", $"{id} to {phone} ended {status} though nothing rang");
        }

        var events = await world.Api.TryGetAsync($"api/v1/interactions/{id}/events");
        var ends = events?.GetProperty("events").EnumerateArray().Count(entry => Text(entry, "type") == "call_finished");
        verdict.Hold("each call ends once", ends == 1, $"{id} ended {ends} times");
    }

    private static void HoldListed(Verdict verdict, Story story, ILookup<string, JsonElement> rang)
    {
        foreach (var phone in story.Listed.Keys)
        {
            verdict.Hold("nobody on the do-not-call list is dialled", !rang[phone].Any(), $"{phone} rang");
        }
    }

    private static async Task HoldImportsAsync(World world, Verdict verdict, Story story)
    {
        foreach (var (importId, rows) in story.Imports)
        {
            verdict.Count("rows of files", rows);
            var import = await world.Api.TryGetAsync($"api/v1/leads/imports/{importId}");
            var created = import?.GetProperty("created").GetInt32();
            verdict.Hold("every row of a file is a lead, once", created == rows, $"{importId} made {created} leads of {rows} rows");
            var leads = world.Product.Count($"select count(*) from leads where campaign_id = '{import?.GetProperty("campaignId").GetString()}'");
            verdict.Hold("every row of a file is a lead, once", leads == rows, $"{importId} of {rows} rows has {leads} leads");
        }
    }

    /// <summary>At least once, always with the same id and body, and nothing that did not happen.</summary>
    private static void HoldNews(World world, Verdict verdict, IEnumerable<JsonElement> interactions)
    {
        var heard = world.Receiver.Heard;
        verdict.Count("news that the receiver took", heard.Sum(told => told.Value.Count));
        verdict.Count("news that it did not take at first", world.Receiver.Misbehaved);
        verdict.Hold("news are signed, and say the same each time", world.Receiver.Forged == 0, $"{world.Receiver.Forged} were not signed");
        var ended = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (eventId, bodies) in heard)
        {
            verdict.Hold("news are signed, and say the same each time", bodies.Distinct(StringComparer.Ordinal).Count() == 1, $"{eventId} came with several bodies");
            var told = JsonElement.Parse(bodies.First());
            if (Text(told, "event") == "call.completed")
            {
                var interactionId = Text(told, "interactionId")!;
                (ended.TryGetValue(interactionId, out var ids) ? ids : ended[interactionId] = new(StringComparer.Ordinal)).Add(eventId);
            }
        }

        foreach (var interaction in interactions.Where(interaction => Text(interaction, "status") != "in_progress"))
        {
            var id = Text(interaction, "interactionId")!;
            var times = ended.Remove(id, out var ids) ? ids.Count : 0;
            verdict.Hold("the end of each call is told, as one event", times == 1, $"{id} was told {times} times");
        }

        verdict.Hold("the end of each call is told, as one event", ended.Count == 0, $"{string.Join(", ", ended.Keys.Take(3))} were told of, and are no calls");
    }

    private static void CountFaults(Verdict verdict, IEnumerable<string> phones)
    {
        foreach (var phone in phones)
        {
            if (Endings.FaultOf(phone) is { } fault)
            {
                verdict.Count(fault, 1);
            }
        }
    }

    private static void HoldDatabase(World world, Verdict verdict)
    {
        foreach (var (promise, query) in new[]
        {
            ("every slot is free at the end", "select count(*) from interactions where line is not null"),
            ("every number is free at the end", "select count(*) from numbers where running_interaction_id is not null"),
            ("every webhook was applied", "select count(*) from inbox where due_at is not null"),
            ("the end of each call is told, as one event", "select count(*) from deliveries where due_at is not null or state <> 'delivered'"),
            ("the rows are as the states", "select count(*) from interactions where status = 'in_progress'"),
        })
        {
            var count = world.Product.Count(query);
            verdict.Hold(promise, count == 0, $"{count} rows: {query}");
        }
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
