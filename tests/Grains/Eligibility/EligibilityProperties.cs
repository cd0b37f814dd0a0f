using System.Collections.Immutable;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Hours;
using LeadSail.LegalHours;
using LeadSail.Lives;
using LeadSail.Places;
using Xunit.Abstractions;

namespace LeadSail.Eligibility;

/// <summary>
/// Random people, settings, histories and moments against the rules as written down here a second time, on the system's clock: with
/// nothing of <see cref="HoursRules"/>. Every window begins on a quarter of an hour, so whoever may not be called now may be at a quarter, or when
/// something in the history has passed.
/// </summary>
public sealed class EligibilityProperties(ITestOutputHelper output)
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15), Far = TimeSpan.FromDays(12);

    [Fact]
    public void Whoever_is_eligible_may_be_called_by_every_clock_and_count_and_whoever_is_not_may_not()
    {
        var eligible = 0;
        Cases.Hold(51, choices =>
        {
            var facts = RandomFacts.Next(choices);
            choices.Note($"{facts}");
            for (var i = 0; i < 8; i++)
            {
                var passes = EligibilityRules.Judge(facts).All(verdict => verdict.Passed);
                Assert.Equal(MayBeCalled(facts, facts.Now), passes);
                eligible += passes ? 1 : 0;
                facts = facts with { Now = facts.Now.AddMinutes(choices.Below(600)).AddMilliseconds(choices.Below(2000)) };
            }
        }, length: 400);
        output.WriteLine($"{eligible} were eligible.");
        Assert.True(eligible > 200);
    }

    [Fact]
    public void The_announced_instant_is_eligible_and_no_earlier_one_is()
    {
        var (later, never, springs, autumns) = (0, 0, 0, 0);
        Cases.Hold(52, choices =>
        {
            var facts = RandomFacts.Next(choices);
            choices.Note($"{facts}");
            var next = EligibilityRules.NextCallTime(facts, EligibilityRules.Judge(facts));
            choices.Note($"next: {next:O}");
            if (next is { } at)
            {
                Assert.True(MayBeCalled(facts, at) && EligibilityRules.Judge(facts with { Now = at }).All(verdict => verdict.Passed), "The announced instant is not eligible.");
            }

            foreach (var earlier in Earlier(facts, next ?? facts.Now + Far, choices))
            {
                Assert.False(MayBeCalled(facts, earlier), $"{earlier:O} comes before.");
            }

            var shift = next is { } then ? (WallClock.Local(facts.Zone, then) - WallClock.Local(facts.Zone, facts.Now)) - (then - facts.Now) : TimeSpan.Zero;
            springs += shift > TimeSpan.Zero ? 1 : 0;
            autumns += shift < TimeSpan.Zero ? 1 : 0;
            later += next > facts.Now ? 1 : 0;
            never += next is null ? 1 : 0;
        }, length: 400);
        output.WriteLine($"{later} wait for an instant, over {springs} springs and {autumns} autumns, {never} for something else.");
        Assert.True(later > 150 && never > 20 && springs > 10 && autumns > 10);
    }

    /// <summary>From now on and before an instant: every quarter, everything in the history, and some moments in between.</summary>
    private static IEnumerable<DateTimeOffset> Earlier(CallFacts facts, DateTimeOffset until, Choices choices)
    {
        var first = new DateTimeOffset(facts.Now.Ticks - (facts.Now.Ticks % Quarter.Ticks), TimeSpan.Zero);
        var quarters = Enumerable.Range(1, (int)((until - first) / Quarter)).Select(i => first + (i * Quarter));
        var gap = facts.Settings.MinGapMinutes;
        var passing = facts.Ledger.Calls.SelectMany(call => new[] { call.EndedAt.AddMinutes(gap), call.DialledAt.AddHours(24), call.DialledAt.AddHours(facts.Organization.NumberCap?.Hours ?? 0) });
        var between = Enumerable.Range(0, 20).Select(_ => facts.Now + ((until - facts.Now) * (choices.Below(1_000_000) / 1e6)));
        return quarters.Concat(passing).Concat(between).Append(facts.Now).Append(facts.Waiting?.NotBefore ?? facts.Now).Where(at => at >= facts.Now && at < until);
    }

    private static bool MayBeCalled(CallFacts facts, DateTimeOffset at)
    {
        var settings = facts.Settings;
        var areas = ZoneRules.Sources(facts.Place, facts.Phone).Select(source => source.Area).OfType<Area>().ToArray();
        var zone = areas.Length > 0 ? ZoneRules.LocalZone(facts.Place, facts.Phone)! : settings.Timezone;
        var place = facts.Lead.Place;
        var byDialer = place is not null && facts.Source is CallSource.AutoDialer or CallSource.FirstSubmission;
        var promised = byDialer && place!.Lane == Lane.Callback && place.NotBefore <= at;
        var since = facts.Lead.Restarts.Length > 0 ? facts.Lead.Restarts[0].At : DateTimeOffset.MinValue;
        var made = facts.Lead.Attempts.Where(attempt => attempt.DialledAt >= since).ToArray();
        var dialledToday = made.Count(attempt => WallClock.Local(zone, attempt.DialledAt).Date == WallClock.Local(zone, at).Date);
        var errors = !(facts.Source is CallSource.Manual or CallSource.Api) && made.Length >= 3 && made[^3..].All(attempt => attempt.Status == InteractionStatus.Error);
        int InTheLast(int hours) => facts.Ledger.Calls.Count(call => call.DialledAt.AddHours(hours) > at);
        return facts.Phone is not null && areas.Length > 0
            && areas.All(area => area.Zones.All(clock => area.Places.All(where => LawBook.Allows(where, WallClock.Local(clock, at)))))
            && (promised || IsOpen(settings, WallClock.Local(zone, at), byDialer ? made.Length : null))
            && (!byDialer || place!.NotBefore <= at)
            && (promised || facts.Ledger.Calls.All(call => call.EndedAt.AddMinutes(settings.MinGapMinutes) <= at))
            && (promised || facts.Source == CallSource.Manual || (made.Length < settings.MaxAttempts && !errors))
            && (promised || dialledToday < settings.MaxAttemptsPerDay)
            && areas.SelectMany(area => area.Places).All(where => LawBook.CallsADay(where) is not { } most || InTheLast(24) < most)
            && (facts.Organization.NumberCap is not { } cap || InTheLast(cap.Hours) < cap.Calls);
    }

    private static bool IsOpen(AutoDialerSettings settings, DateTime local, int? made)
    {
        ImmutableArray<HourWindow>[] week =
        [
            settings.OperatingHours.Sunday, settings.OperatingHours.Monday, settings.OperatingHours.Tuesday, settings.OperatingHours.Wednesday,
            settings.OperatingHours.Thursday, settings.OperatingHours.Friday, settings.OperatingHours.Saturday,
        ];
        var step = made is { } n ? settings.Sequence[Math.Min(n, settings.Sequence.Length - 1)].Windows : [];
        return !settings.Holidays.Contains($"{local:yyyy-MM-dd}")
            && week[(int)local.DayOfWeek].Any(window => IsIn(window, local))
            && (step.IsEmpty || step.Any(window => IsIn(window, local)));
    }

    private static bool IsIn(HourWindow window, DateTime local)
    {
        var clock = $"{local:HH:mm:ss.fffffff}";
        return string.CompareOrdinal(clock, window.Start) >= 0 && string.CompareOrdinal(clock, window.End) < 0;
    }
}
