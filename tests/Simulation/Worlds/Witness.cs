using System.Text.Json.Nodes;
using LeadSail.Lines;
using LeadSail.Organizations;
using LeadSail.Simulation.Checks;
using LeadSail.Simulation.Workloads;
using Orleans.Calls;

namespace LeadSail.Simulation.Worlds;

/// <summary>Gathers what the checker may look at: rows as they are committed, and all that is stored in the end.</summary>
internal sealed class Witness(World world)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1), GrantLasts = TimeSpan.FromSeconds(30);

    private readonly List<(string Id, Sighting Sighting)> sightings = [];
    private readonly List<(TimeSpan, string, int, int)> lateSlots = [];
    private readonly List<Glance> glances = [];
    private readonly SortedDictionary<string, TimeSpan> asksForSlot = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> statuses = new(StringComparer.Ordinal);

    /// <summary>Whether a call is in progress.</summary>
    public bool IsBusy => statuses.Values.Any(status => status == "in_progress");

    /// <summary>A message sets out: who asks for a slot may hold one before any row says so.</summary>
    public void Sent(Call call, Leg leg)
    {
        if (leg == Leg.Request && call.Arguments is [SlotRequest request])
        {
            asksForSlot[request.InteractionId] = world.Clock.Elapsed;
        }
    }

    /// <summary>Something was committed.</summary>
    public void Committed(string key)
    {
        if (!key.StartsWith("state/call/", StringComparison.Ordinal))
        {
            return;
        }

        var id = key[(key.LastIndexOf('/') + 1)..];
        if (world.Database.Rows("interactions").FirstOrDefault(row => row["id"] is string known && known == id) is not { } row)
        {
            return;
        }

        sightings.Add((id, new Sighting(world.Clock.Elapsed, row)));
        var (before, now) = (statuses.GetValueOrDefault(id), (string)row["status"]!);
        statuses[id] = now;
        if (before == "in_progress" && now != before)
        {
            world.History.Say($"{id} is {now}");
            var (process, at) = (world.Process, world.Clock.Elapsed);
            world.Clock.In(Second, () => LookAtLine(process!, id, at));
        }
    }

    /// <summary>Looks at what stands there now.</summary>
    public void Look() => glances.Add(new Glance(
        world.Clock.Elapsed, world.Clock.Wall, world.Database.Rows("leads"), world.Database.Rows("numbers"),
        [.. world.Database.Rows("interactions").Where(row => row["status"] is "in_progress")]));

    /// <summary>All there is.</summary>
    public Evidence Collect()
    {
        var states = new SortedDictionary<(string Type, string Id), JsonObject>();
        var endings = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var inboxWaits = false;
        world.Do("checker", async process =>
        {
            var (calls, numbers) = (world.Database.Rows("interactions"), world.Database.Rows("numbers"));
            var jobs = world.Client.Asks.Where(ask => ask is { Kind: AskKind.Job, DoneAt: not null }).Select(ask => ask.Id!);
            foreach (var (type, ids) in new[]
            {
                ("call", Ids(calls)), ("lead", world.Plan.Leads.Select(lead => lead.Id)), ("number", Ids(numbers)), ("campaign", world.Plan.Campaigns.Select(campaign => campaign.Id)), ("enter_job", jobs),
            })
            {
                foreach (var id in ids)
                {
                    if (await world.Database.States.ReadAsync<JsonObject>(type, GrainKeys.Of(Client.OrganizationId, id)) is { } state)
                    {
                        states[(type, id)] = state;
                        world.History.Say(state.ToJsonString());
                    }
                }
            }

            foreach (var id in statuses.Keys)
            {
                endings[id] = (await world.Database.History.ReadAsync(Client.OrganizationId, id, 0, 1000)).Count(entry => entry.Type == "call_finished");
            }

            inboxWaits = await world.Database.Inbox.NextDueAsync() is not null;
        });
        return new Evidence
        {
            Posts = world.Provider.Posts,
            Asks = world.Client.Asks,
            Deliveries = world.Courier.Acknowledged,
            Sightings = sightings.ToLookup(seen => seen.Id, seen => seen.Sighting, StringComparer.Ordinal),
            Jumps = world.Calamities.Jumps,
            Outages = world.Outages,
            Stalls = world.Faults.Stalls,
            Slots = world.Plan.Slots,
            Glances = glances,
            Calls = world.Database.Rows("interactions"),
            Leads = world.Database.Rows("leads"),
            Numbers = world.Database.Rows("numbers"),
            States = states,
            CampaignsAtEnd = states.Where(stored => stored.Key.Type == "campaign").ToDictionary(stored => stored.Key.Id, stored => CampaignTerms.Of(stored.Value["settings"]!.AsObject())),
            Endings = endings,
            InboxWaits = inboxWaits,
            LateSlots = lateSlots,
        };
    }

    private static IEnumerable<string> Ids(IEnumerable<IReadOnlyDictionary<string, object?>> rows) => rows.Select(row => (string)row["id"]!);

    /// <summary>A second after a call was over, unless something went wrong meanwhile: as many slots are taken as calls may need, and no more.</summary>
    private void LookAtLine(LiveProcess process, string interactionId, TimeSpan at)
    {
        if (!process.IsAlive || world.Faults.DisturbedUntil >= at - Second)
        {
            return;
        }

        process.Do("probe", async () =>
        {
            var view = await process.Grains.GetGrain<ILineGrain>(GrainKeys.Of(Client.OrganizationId, Providers.Provider.Key)).View();
            var now = world.Clock.Elapsed;
            var needed = statuses.Values.Count(status => status == "in_progress")
                + asksForSlot.Count(asked => now - asked.Value < GrantLasts && !statuses.ContainsKey(asked.Key));
            if (view.InUse > needed && world.Faults.DisturbedUntil < at - Second)
            {
                lateSlots.Add((at, interactionId, view.InUse, needed));
            }
        });
    }
}
