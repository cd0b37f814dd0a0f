using System.Collections.Immutable;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.LegalHours;
using LeadSail.Lives;

namespace LeadSail.DialedNumbers;

/// <summary>
/// A number is free or held by one call; a held one is reserved, then permitted. The permit is the last look before dialling:
/// the list, pauses, the campaign, hours, gap and caps, in the write that counts the attempt (<c>dialing.md</c>, "How the dialer works").
/// </summary>
public static class NumberMachine
{
    /// <summary>How long the ledger keeps a call.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    private static readonly TimeSpan ClaimLasts = TimeSpan.FromHours(24);

    /// <summary>What a command makes happen. <paramref name="phone"/> is the number itself, E.164.</summary>
    public static Decision<NumberEvent> Decide(NumberState state, NumberCommand command, string phone, DateTimeOffset now) => command switch
    {
        Reserve reserve => DecideReserve(state, reserve),
        Occupy occupy => state.Ledger.Inbound is { } same && (same.InteractionId == occupy.InteractionId || (same.CarrierCallId is not null && same.CarrierCallId == occupy.CarrierCallId))
            ? Decision<NumberEvent>.Nothing
            : Decision<NumberEvent>.Happens(new Occupied(occupy.InteractionId, occupy.LeadId, occupy.CarrierCallId)),
        Permit permit => DecidePermit(state.Ledger, permit, phone, now),
        Release release => DecideRelease(state.Ledger, release),
        AdoptCall adopt => Knows(state.Ledger, adopt.InteractionId)
            ? Decision<NumberEvent>.Nothing
            : Decision<NumberEvent>.Happens(new Adopted(adopt.InteractionId, adopt.LeadId, adopt.DialledAt, adopt.EndedAt)),
        ListNumber list => state.Ledger.Listed is null ? Decision<NumberEvent>.Happens(new Listed(list.Reason, list.By)) : Decision<NumberEvent>.Nothing,
        UnlistNumber unlist => state.Ledger.Listed is null ? Decision<NumberEvent>.Nothing : Decision<NumberEvent>.Happens(new Unlisted(unlist.By)),
        Claim claim => ClaimedBy(state, claim.CampaignId, now) is { } by && by != claim.InPlaceOf
            ? Decision<NumberEvent>.Nothing
            : Decision<NumberEvent>.Happens(new Claimed(claim.CampaignId, claim.LeadId)),
        _ => throw new InvalidOperationException($"A number does not know {command.GetType().Name}."),
    };

    /// <summary>The state after an event.</summary>
    public static NumberState Evolve(NumberState state, NumberEvent happened, DateTimeOffset at) => Change(state, happened, at) with { UpdatedAt = at };

    private static NumberState Change(NumberState state, NumberEvent happened, DateTimeOffset at) => happened switch
    {
        Reserved reserved => state with { Ledger = state.Ledger with { Running = new(reserved.InteractionId, reserved.LeadId, reserved.Direction, at, null) } },
        Occupied occupied => state with { Ledger = state.Ledger with { Inbound = new(occupied.InteractionId, occupied.LeadId, occupied.CarrierCallId, at) } },
        InboundOver => state with { Ledger = state.Ledger with { Inbound = null } },
        PermitGiven => state with { Ledger = state.Ledger with { Running = state.Ledger.Running! with { PermittedAt = at } } },
        Released released => state with { Ledger = Close(state.Ledger, released, at) },
        Adopted adopted => state with { Ledger = TakeIn(state.Ledger, adopted) },
        Listed listed => state with { Ledger = state.Ledger with { Listed = new(listed.Reason, listed.By, at) } },
        Unlisted => state with { Ledger = state.Ledger with { Listed = null } },
        Claimed claimed => state with
        {
            Claims = [.. state.Claims.Where(claim => claim.At > at - ClaimLasts && claim.CampaignId != claimed.CampaignId), new(claimed.CampaignId, claimed.LeadId, at)],
        },
        _ => throw new InvalidOperationException($"A number does not know {happened.GetType().Name}."),
    };

    /// <summary>The lead that was submitted with this number to a campaign within the last 24 h; null when none was.</summary>
    public static string? ClaimedBy(NumberState state, string campaignId, DateTimeOffset now) =>
        state.Claims.FirstOrDefault(claim => claim.CampaignId == campaignId && claim.At > now - ClaimLasts)?.LeadId;

    /// <summary>The call that has its permit and goes on whatever is listed now; null when there is none.</summary>
    public static string? InFlight(Ledger ledger) => ledger.Running is { PermittedAt: not null } running ? running.InteractionId : null;

    /// <summary>Since when, call after call, the number is said not to exist; null when the last call said otherwise.</summary>
    public static DateTimeOffset? BadSince(Ledger ledger) =>
        ledger.Calls is [.., { BadNumber: true }] ? ledger.Calls.Reverse().TakeWhile(call => call.BadNumber).Last().DialledAt : null;

    private static Decision<NumberEvent> DecideReserve(NumberState state, Reserve reserve) => state.Ledger.Running?.InteractionId == reserve.InteractionId
        ? Decision<NumberEvent>.Nothing
        : state.Ledger.Holder is { } holder
            ? Decision<NumberEvent>.Refuse(new Refusal { Code = Codes.CallInProgress, Message = "A call to or from this number is running.", InteractionId = holder.InteractionId })
            : Decision<NumberEvent>.Happens(new Reserved(reserve.InteractionId, reserve.LeadId, reserve.Direction));

    private static Decision<NumberEvent> DecidePermit(Ledger ledger, Permit permit, string phone, DateTimeOffset now)
    {
        if (ledger.Running?.InteractionId != permit.InteractionId)
        {
            return Decision<NumberEvent>.Refuse(Codes.CallInProgress, "The number is not held by this call.");
        }

        if (ledger.Inbound is not null)
        {
            return Decision<NumberEvent>.Refuse(Codes.CallInProgress, "The person is calling us.");
        }

        if (ledger.Listed is { } entry)
        {
            return Decision<NumberEvent>.Refuse(Codes.LeadDnc, $"The number is on the do-not-call list: {entry.Reason}.");
        }

        if (permit.LeadDnc)
        {
            return Decision<NumberEvent>.Refuse(Codes.LeadDnc, "The lead must not be phoned any more.");
        }

        if (permit.IsPaused)
        {
            return Decision<NumberEvent>.Refuse(Codes.CampaignInactive, "Dialling was paused while the call waited.");
        }

        if (!permit.CampaignActive && !permit.IsTest)
        {
            return Decision<NumberEvent>.Refuse(Codes.CampaignInactive, "The campaign is inactive or archived.");
        }

        var hours = LegalHoursRules.Check(permit.Place, phone, now);
        if (!hours.Allowed)
        {
            return Decision<NumberEvent>.Refuse(Codes.OutsideLegalHours, hours.Evidence);
        }

        if (permit.Hours is { } kept && !AutoDialerRules.IsOpen(kept.Settings, kept.Attempt, kept.Zone, now))
        {
            return Decision<NumberEvent>.Refuse(Codes.OutsideOperatingHours, "The campaign's hours ended while the call waited.");
        }

        if (permit.MinGapMinutes > 0 && ledger.Calls.Any(call => call.EndedAt.AddMinutes(permit.MinGapMinutes) > now))
        {
            // another lead with this number was called since the rules were asked
            return Decision<NumberEvent>.Refuse(Codes.MinGapNotElapsed, $"A call to this number ended within the last {permit.MinGapMinutes} minutes.");
        }

        return CapRules.Of(permit.Place, phone, permit.Cap, now).FirstOrDefault(cap => CapRules.PassesAt(ledger, cap, now) is not null) is { } reached
            ? Decision<NumberEvent>.Refuse(Codes.NumberCapReached, $"The calls to this number have reached {reached.Tell()}.")
            : Decision<NumberEvent>.Happens(new PermitGiven(permit.InteractionId));
    }

    private static Decision<NumberEvent> DecideRelease(Ledger ledger, Release release)
    {
        var events = ImmutableArray.CreateBuilder<NumberEvent>(3);
        if (ledger.Running?.InteractionId == release.InteractionId)
        {
            events.Add(new Released(release.InteractionId, release.Dialled, release.EndedAt, release.BadNumber));
        }

        if (ledger.Inbound?.InteractionId == release.InteractionId)
        {
            events.Add(new InboundOver(release.InteractionId));
        }

        if (release.OptOut && ledger.Listed is null)
        {
            events.Add(new Listed("asked in a call not to be called again", release.InteractionId));
        }

        return new(events.ToImmutable(), null);
    }

    private static bool Knows(Ledger ledger, string interactionId) => ledger.Running?.InteractionId == interactionId || ledger.Calls.Any(call => call.InteractionId == interactionId);

    /// <summary>Whoever held the number loses it to the call that runs: reserved, it gets no permit; permitted, its call was over when this one began.</summary>
    private static Ledger TakeIn(Ledger ledger, Adopted adopted)
    {
        if (adopted.EndedAt is { } ended)
        {
            return ledger with { Calls = InOrder(ledger.Calls, new(adopted.InteractionId, adopted.LeadId, adopted.DialledAt, ended)) };
        }

        var running = new RunningCall(adopted.InteractionId, adopted.LeadId, CallDirection.Outbound, adopted.DialledAt, adopted.DialledAt);
        return ledger.Running is { PermittedAt: { } permitted } before
            ? ledger with { Running = running, Calls = InOrder(ledger.Calls, new(before.InteractionId, before.LeadId, permitted, adopted.DialledAt)) }
            : ledger with { Running = running };
    }

    private static ImmutableArray<LedgerCall> InOrder(ImmutableArray<LedgerCall> calls, LedgerCall call) => [.. calls.Append(call).OrderBy(each => each.EndedAt)];

    private static Ledger Close(Ledger ledger, Released released, DateTimeOffset at)
    {
        var kept = ledger.Calls.Where(call => call.EndedAt > at - Memory);
        var isNew = ledger.Calls.All(call => call.InteractionId != released.InteractionId);
        return ledger with
        {
            Running = null,
            Calls = released.Dialled && isNew
                ? [.. kept, new(released.InteractionId, ledger.Running!.LeadId, ledger.Running.PermittedAt ?? ledger.Running.Since, released.EndedAt, released.BadNumber)]
                : [.. kept],
        };
    }
}
