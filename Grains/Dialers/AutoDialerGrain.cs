using System.Collections.Immutable;
using LeadSail.Campaigns;
using LeadSail.Leads;
using LeadSail.Lines;
using LeadSail.Lives;
using LeadSail.Organizations;
using LeadSail.Storage;
using LeadSail.VoiceAgents;
using Microsoft.Extensions.Logging;

namespace LeadSail.Dialers;

/// <summary>
/// Takes a slot while somebody is due, then offers it to the leads in the order of service until one calls. It keeps nothing that matters:
/// what is due stands in the leads' rows, what runs in the calls', and the reminder wakes it should everything else be lost.
/// </summary>
[GrainType("dialer")]
public sealed partial class AutoDialerGrain(IDueLeads due, IStateReader states, ISettings settings, IIds ids, TimeProvider time, ILogger<AutoDialerGrain> logger)
    : Grain, IAutoDialerGrain, IRemindable
{
    private const string Backstop = "pump";
    private const int MostOffers = 32, MostPicked = 64, Spare = 8, ReleaseBatch = 256, ReleasedAtOnce = 32;

    /// <summary>How long the pump waits for a slot before it looks, and counts its pace, again.</summary>
    internal static readonly TimeSpan SlotPatience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1), HeldLine = TimeSpan.FromSeconds(5), AfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>How long picked leads stay the ones to offer although there is news; and how long a lead that declined is not picked again, whatever its row says.</summary>
    private static readonly TimeSpan PickLasts = TimeSpan.FromMilliseconds(200), AfterDecline = TimeSpan.FromSeconds(1);

    private readonly OpenHours hours = new();
    private readonly Queue<(string LeadId, Lane Lane)> picked = new();

    /// <summary>Leads that are being offered a call, or whose offer failed, and until when they are not picked again.</summary>
    private readonly Dictionary<string, DateTimeOffset> setAside = new(StringComparer.Ordinal);

    private readonly long started = time.GetTimestamp();
    private TokenBucket pace = new(1, DateTimeOffset.UnixEpoch);
    private Settler settler = null!;
    private IGrainReminder? reminder;
    private DateTimeOffset pickedAt;
    private int offers;
    private bool nudged, reconsiders;

    private string OrganizationId => GrainKeys.OrganizationOf(this.GetPrimaryKeyString());

    private string CampaignId => GrainKeys.IdOf(this.GetPrimaryKeyString());

    /// <summary>A clock that nobody sets, for the pace.</summary>
    private DateTimeOffset Elapsed => DateTimeOffset.UnixEpoch + time.GetElapsedTime(started);

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        settler = new Settler(this, Pump, e => LogPumpFailed(e, CampaignId), time);
        return FindReminder();
    }

    /// <inheritdoc/>
    public Task Nudge()
    {
        nudged = true;
        settler.Kick();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Reconsider()
    {
        reconsiders = true;
        return Nudge();
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Nudge();

    /// <summary>Goes on while somebody is due and may be called, and says when that may be so again; null when only news can make it so.</summary>
    private async Task<DateTimeOffset?> Pump(CancellationToken cancellationToken)
    {
        picked.Clear();
        while (!cancellationToken.IsCancellationRequested)
        {
            if (reconsiders)
            {
                await ReleaseHeld(cancellationToken);
            }

            var campaign = await states.ReadAsync<CampaignState>("campaign", this.GetPrimaryKeyString(), cancellationToken);
            var organization = await settings.FindAsync<Organization>(OrganizationId, OrganizationId, fresh: true, cancellationToken);
            var lanes = PumpRules.LanesServed(campaign, organization?.Value.DialingPaused ?? false);
            if (campaign is null || lanes.IsEmpty)
            {
                return null;
            }

            hours.Use(campaign);
            var dialer = campaign.Settings.AutoDialer;
            var room = dialer.MaxConcurrentCalls - offers - await due.InFlightAsync(OrganizationId, CampaignId, cancellationToken);
            if (room <= 0 || offers >= MostOffers)
            {
                return null; // the end of a call, or of an offer, is news
            }

            if (picked.Count == 0 || (nudged && Elapsed - pickedAt >= PickLasts))
            {
                nudged = false;
                pickedAt = Elapsed;
                var now = time.GetUtcNow();
                var opens = await Pick(lanes, room, now, cancellationToken);
                if (picked.Count == 0)
                {
                    return await LookAgainAfter(lanes, now, opens, cancellationToken);
                }
            }

            pace = pace.Refill(PumpRules.PerSecond(dialer), Elapsed);
            if (pace.NextAt(PumpRules.PerSecond(dialer), Elapsed) is var next && next > Elapsed)
            {
                return time.GetUtcNow() + (next - Elapsed);
            }

            await KeepReminder();
            var interactionId = ids.Next("int");
            var lane = picked.Peek().Lane; // now: offers under way take from the queue, too
            var (line, agent) = await CampaignLine.FindAsync(GrainFactory, settings, OrganizationId, campaign);
            var slot = await line.Take(SlotRequestOf(interactionId, lane, agent));
            if (slot.Granted)
            {
                pace = pace.Take();
                _ = Serve(line, interactionId);
            }
            else if (slot.Why is not null)
            {
                return time.GetUtcNow() + HeldLine;
            }
        }

        return null;
    }

    /// <summary>What the rules said of the held leads they said under other settings. Batch by batch: a failed one is begun anew.</summary>
    private async Task ReleaseHeld(CancellationToken cancellationToken)
    {
        reconsiders = false;
        try
        {
            string? last = null;
            while (await due.HeldAsync(OrganizationId, CampaignId, time.GetUtcNow(), last, ReleaseBatch, cancellationToken) is { Count: > 0 } held)
            {
                foreach (var few in held.Chunk(ReleasedAtOnce))
                {
                    await Task.WhenAll(few.Select(leadId => GrainFactory.GetGrain<ILeadGrain>(GrainKeys.Of(OrganizationId, leadId)).Tell(new ReleaseHold())));
                }

                last = held[^1];
            }
        }
        catch
        {
            reconsiders = true;
            throw;
        }
    }

    /// <summary>Due leads whose clocks allow a call, in the order of service; a few more than there is room for, as some may refuse.</summary>
    /// <returns>With nobody picked: when the hours open next for somebody who is due; the end of time when they do for nobody.</returns>
    private async Task<DateTimeOffset> Pick(ImmutableArray<Lane> lanes, int room, DateTimeOffset now, CancellationToken cancellationToken)
    {
        picked.Clear();
        var most = Math.Min(room + Spare, MostPicked);
        foreach (var (leadId, _) in setAside.Where(aside => aside.Value <= now).ToArray())
        {
            setAside.Remove(leadId);
        }

        var opens = DateTimeOffset.MaxValue;
        foreach (var lane in lanes)
        {
            var open = new List<DueZone>();
            foreach (var zone in await due.DueZonesAsync(OrganizationId, CampaignId, lane, now, cancellationToken))
            {
                var at = hours.OpensAt(zone, lane, now);
                if (at <= now)
                {
                    open.Add(zone);
                }
                else if (at < opens)
                {
                    opens = at;
                }
            }

            if (open.Count == 0)
            {
                continue;
            }

            foreach (var leadId in await due.PickAsync(OrganizationId, CampaignId, lane, open, now, most + setAside.Count, cancellationToken))
            {
                if (picked.Count < most && !setAside.ContainsKey(leadId))
                {
                    picked.Enqueue((leadId, lane));
                }
            }

            if (picked.Count >= most)
            {
                break;
            }
        }

        return opens;
    }

    /// <summary>
    /// Nobody could be called when it was looked: the next instant after it at which somebody falls due, at which the hours open for somebody who is,
    /// or at which somebody set aside may be offered a call again.
    /// </summary>
    private async Task<DateTimeOffset?> LookAgainAfter(ImmutableArray<Lane> lanes, DateTimeOffset looked, DateTimeOffset opens, CancellationToken cancellationToken)
    {
        var free = setAside.Values.DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        var next = await due.NextDueAsync(OrganizationId, CampaignId, lanes, looked, cancellationToken) ?? DateTimeOffset.MaxValue;
        var at = new[] { free, opens, next }.Min();
        if (at == DateTimeOffset.MaxValue)
        {
            return await Rest(cancellationToken);
        }

        await KeepReminder();
        return at;
    }

    /// <summary>Offers a slot to one lead after the other until one calls. What a lead says of its own stands in its row.</summary>
    private async Task Serve(ILineGrain line, string interactionId)
    {
        offers++;
        try
        {
            var answer = Answer.Declines;
            while (answer == Answer.Declines && picked.TryDequeue(out var next))
            {
                answer = await Offer(next.LeadId, next.Lane, interactionId);
            }

            if (answer is Answer.Declines or Answer.SpendsTheId)
            {
                await line.Free(interactionId);
            }
        }
        catch (Exception e)
        {
            LogPumpFailed(e, CampaignId);
        }
        finally
        {
            offers--;
            settler.Kick();
        }
    }

    private async Task<Answer> Offer(string leadId, Lane lane, string interactionId)
    {
        setAside[leadId] = DateTimeOffset.MaxValue;
        try
        {
            var reply = await GrainFactory.GetGrain<ILeadGrain>(GrainKeys.Of(OrganizationId, leadId))
                .Initiate(PumpRules.Offer(lane) with { InteractionId = interactionId });
            if (reply.Refusal is null)
            {
                setAside.Remove(leadId);
            }
            else
            {
                setAside[leadId] = time.GetUtcNow() + AfterDecline;
            }

            return reply.Refusal switch { null => Answer.Calls, { Code: Codes.CallInProgress } => Answer.SpendsTheId, _ => Answer.Declines };
        }
        catch (Exception e)
        {
            LogOfferFailed(e, CampaignId, leadId);
            setAside[leadId] = time.GetUtcNow() + AfterFailure;
            return Answer.Unknown;
        }
    }

    private SlotRequest SlotRequestOf(string interactionId, Lane lane, VoiceAgent agent) => new()
    {
        InteractionId = interactionId,
        Source = PumpRules.SourceOf(lane),
        Since = time.GetUtcNow(),
        Patience = SlotPatience,
        ProviderAgentId = agent.ProviderAgentId,
        CampaignId = CampaignId,
        Lane = lane,
    };

    private async Task FindReminder() => reminder = await this.GetReminder(Backstop);

    private async Task DropReminder(IGrainReminder kept)
    {
        await this.UnregisterReminder(kept);
        reminder = null;
    }

    private async Task KeepReminder() => reminder ??= await this.RegisterOrUpdateReminder(Backstop, Minute, Minute);

    /// <summary>Nobody waits for a time. With no call under way either there is nothing to be reminded of.</summary>
    private async Task<DateTimeOffset?> Rest(CancellationToken cancellationToken)
    {
        if (reminder is not null && offers == 0 && await due.InFlightAsync(OrganizationId, CampaignId, cancellationToken) == 0)
        {
            await DropReminder(reminder);
        }

        return null;
    }

    /// <summary>What a lead makes of a slot.</summary>
    private enum Answer
    {
        /// <summary>A rule refuses; the next lead may have the slot.</summary>
        Declines,

        /// <summary>The call is on its way and owns the slot.</summary>
        Calls,

        /// <summary>The number may have been taken after the lead had decided on a call of this id: nobody else may have the id.</summary>
        SpendsTheId,

        /// <summary>Nobody knows: the slot lapses by itself if no call confirms it.</summary>
        Unknown,
    }
}
