using System.Collections.Immutable;
using System.Globalization;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Hours;
using LeadSail.Leads;
using LeadSail.Lives;
using LeadSail.Organizations;
using LeadSail.Places;
using NodaTime;

namespace LeadSail.Eligibility;

/// <summary>Somebody somewhere, called now and then, for a campaign with some settings, at some moment of 2024–2029: as often as not near a change of the clocks.</summary>
internal static class RandomFacts
{
    private static readonly DateTimeOffset First = new(2024, 1, 15, 0, 0, 0, TimeSpan.Zero);

    private static readonly ImmutableArray<string> Codes = [.. AreaCodes.All.Keys.Order()], Prefixes = [.. CallingCodes.All.Keys.Where(prefix => prefix != "1").Order()], States = [.. Regions.All.Order()],
        Zips = [.. PostalCodes.All.Keys.Where(prefix => prefix.Length == 3).Order()], Lands = [.. Countries.All.Select(country => country.Key).Order()],
        Zones = [.. Countries.All.SelectMany(country => country.Value.Zones).Concat(AreaCodes.All.Values.SelectMany(area => area.Zones)).Distinct().Where(WallClock.Agrees).Order()];

    public static CallFacts Next(Choices choices)
    {
        var (place, phone) = Person(choices);
        var zone = ZoneRules.LocalZone(place, phone) ?? "UTC";
        var now = Moment(choices, zone);
        var lane = choices.Of(Lane.New, Lane.Retry, Lane.Callback, Lane.First);
        var attempts = History(choices, now, "SOL", choices.Below(4));
        var (isIn, notBefore, restart) = (!choices.OneIn(4), now + Span(choices, 4 * 1440) - TimeSpan.FromDays(1), choices.OneIn(6));
        return Facts.Fine with
        {
            Now = now,
            Phone = phone,
            Place = place,
            Source = choices.Of(lane == Lane.First ? CallSource.FirstSubmission : CallSource.AutoDialer, CallSource.Api, CallSource.Manual),
            Organization = new Organization { NumberCap = choices.OneIn(3) ? new NumberCap { Calls = 1 + choices.Below(3), Hours = choices.Of(1, 24, 60) } : null },
            Campaign = Facts.Fine.Campaign! with { Settings = Facts.Fine.Campaign.Settings with { AutoDialer = Settings(choices, now, zone) } },
            Lead = Facts.Fine.Lead with
            {
                Place = isIn ? new DialerPlace(lane, notBefore, now) : null,
                Attempts = [.. attempts],
                Restarts = restart ? [new Restart("SOL", now.AddDays(-1))] : [],
            },
            Ledger = new Ledger
            {
                Calls = [.. attempts.Concat(History(choices, now, "ROOF", choices.Below(3))).OrderBy(call => call.DialledAt).Select((call, i) => new LedgerCall($"int_{i}", "lead_1", call.DialledAt, call.EndedAt))],
            },
        };
    }

    /// <summary>Everywhere that the tables know, by number, state, postal code, country, time zone, or several that may contradict each other.</summary>
    private static (CalledPlace Place, string? Phone) Person(Choices choices)
    {
        for (var tries = 0; tries < 5; tries++)
        {
            var given = choices.Of(0, 0, 2, 4, 8, 6, 14);
            var phone = choices.OneIn(15) ? null : choices.OneIn(3) ? $"+{Any(choices, Prefixes)}5550100" : $"+1{Any(choices, Codes)}5550100";
            var place = new CalledPlace
            {
                State = (given & 2) != 0 ? Any(choices, States) : null,
                Zip = (given & 4) != 0 ? Any(choices, Zips) + "00" : null,
                AddressCountry = (given & 6) == 0 && choices.OneIn(3) ? Any(choices, Lands) : null,
                Timezone = (given & 8) != 0 ? Any(choices, Zones) : null,
                TimezoneSource = choices.Of("user_input", "ip"),
            };
            if (ZoneRules.Sources(place, phone).All(source => source.Area?.Zones.All(WallClock.Agrees) ?? true))
            {
                return (place, phone);
            }
        }

        return (Facts.Fine.Place, Facts.Fine.Phone);
    }

    private static DateTimeOffset Moment(Choices choices, string zone)
    {
        var day = First.AddDays(choices.Below(5 * 365));
        var edge = choices.OneIn(2) ? DateTimeZoneProviders.Tzdb[zone].GetZoneInterval(Instant.FromDateTimeOffset(day)) : null;
        return edge is { HasEnd: true } && edge.End < Instant.FromUtc(2030, 1, 1, 0, 0)
            ? edge.End.ToDateTimeOffset().AddDays(-2) + Span(choices, 3 * 1440)
            : day + Span(choices, 1440);
    }

    private static AutoDialerSettings Settings(Choices choices, DateTimeOffset now, string zone) => new()
    {
        Active = true,
        Timezone = Any(choices, Zones),
        OperatingHours = choices.Below(4) switch
        {
            0 => OperatingHours.Weekdays,
            1 => OperatingHours.AroundTheClock,
            _ => new()
            {
                Monday = Windows(choices), Tuesday = Windows(choices), Wednesday = Windows(choices), Thursday = Windows(choices),
                Friday = Windows(choices), Saturday = Windows(choices), Sunday = Windows(choices),
            },
        },
        Holidays = [.. Enumerable.Range(0, choices.Below(4)).Select(_ => LocalDay.TellDate(now.AddDays(choices.Below(6)), zone)).Distinct()],
        Sequence = choices.OneIn(3) ? [new(), new() { AfterMinutes = 60, Windows = Windows(choices) }] : [new()],
        MinGapMinutes = choices.Of(0, 0, 45, 1440),
        MaxAttempts = choices.Of(6, 6, 6, 6, 1, 2),
        MaxAttemptsPerDay = choices.Of(3, 3, 1, 2),
    };

    private static ImmutableArray<HourWindow> Windows(Choices choices) => [.. Enumerable.Range(0, choices.Below(3)).Select(_ => Window(choices.Below(95), choices.Below(40)))];

    private static HourWindow Window(int start, int length) => new() { Start = Clock(start), End = Clock(Math.Min(start + 1 + length, 96)) };

    private static string Clock(int quarter) => string.Create(CultureInfo.InvariantCulture, $"{quarter / 4:00}:{quarter % 4 * 15:00}");

    private static IEnumerable<Attempt> History(Choices choices, DateTimeOffset now, string campaignId, int count)
    {
        List<Attempt> attempts = [];
        for (var i = 0; i < count; i++)
        {
            var ended = now - Span(choices, 2 * 1440);
            attempts.Add(new Attempt($"int_{campaignId}{i}", campaignId, "", ended.AddMinutes(-1 - choices.Below(9)), ended, choices.Of(InteractionStatus.NoAnswer, InteractionStatus.Error), null));
        }

        return [.. attempts.OrderBy(attempt => attempt.EndedAt)];
    }

    /// <summary>Up to so many minutes, now and then to the millisecond.</summary>
    private static TimeSpan Span(Choices choices, int minutes) => TimeSpan.FromMinutes(choices.Below(minutes)) + (choices.OneIn(2) ? TimeSpan.FromMilliseconds(choices.Below(60_000)) : TimeSpan.Zero);

    private static T Any<T>(Choices choices, ImmutableArray<T> items) => items[choices.Below(items.Length)];
}
