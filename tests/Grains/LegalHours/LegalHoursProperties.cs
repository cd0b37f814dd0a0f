using FsCheck;
using FsCheck.Fluent;
using LeadSail.Hours;
using LeadSail.Places;
using Xunit.Abstractions;

namespace LeadSail.LegalHours;

/// <summary>Random people at random instants of 2024–2030 against the law as written down here a second time, on the system's clock.</summary>
public sealed class LegalHoursProperties(ITestOutputHelper output)
{
    private static readonly string[] Abroad =
        ["+442079460958", "+74955550100", "+61255550100", "+5511955550100", "+813555501000", "+6421555010", "+77015550100", "+521555550100"];

    private static readonly string[] UserZones =
        ["America/New_York", "America/Chicago", "America/Phoenix", "America/Los_Angeles", "Pacific/Honolulu", "America/Halifax", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu"];

    // one bit each: number, state, ZIP, time zone; at least one of them
    private static readonly Gen<(CalledPlace Place, string? Phone)> People = (
        from code in Gen.Elements(AreaCodes.All.Keys.Order().ToArray())
        from abroad in Gen.Elements(Abroad)
        from isAbroad in Gen.Elements(true, false, false, false, false, false)
        from state in Gen.Elements(Regions.All.Order().ToArray())
        from zip in Gen.Elements(PostalCodes.All.Keys.Where(k => k.Length == 3).Order().ToArray())
        from zone in Gen.Elements(UserZones)
        from given in Gen.Choose(1, 15)
        select (
            new CalledPlace { State = (given & 2) != 0 ? state : null, Zip = (given & 4) != 0 ? zip + "00" : null, Timezone = (given & 8) != 0 ? zone : null },
            (given & 1) == 0 ? null : isAbroad ? abroad : $"+1{code}5550100"))
        .Where(p => Areas(p).All(a => a.Zones.All(WallClock.Agrees)));

    private static readonly Gen<DateTimeOffset> Instants =
        from minutes in Gen.Choose(0, 7 * 365 * 1440)
        from seconds in Gen.Choose(0, 59)
        select new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes).AddSeconds(seconds);

    private static readonly Gen<((CalledPlace Place, string? Phone) Who, DateTimeOffset At)> Calls = from who in People from at in Instants select (who, at);

    [Fact]
    public void What_is_allowed_is_lawful_on_every_clock_and_what_is_not_is_not()
    {
        var allowed = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(Calls.ToArbitrary(), call =>
        {
            var verdict = LegalHoursRules.Check(call.Who.Place, call.Who.Phone, call.At);
            allowed += verdict.Allowed ? 1 : 0;
            return verdict.Allowed == Lawful(call.Who, call.At) && verdict.PlaceKnown && verdict.Evidence.EndsWith('.');
        }));
        var left = AreaCodes.All.Where(a => !a.Value.Zones.All(WallClock.Agrees)).Select(a => a.Key).Order().ToList();
        output.WriteLine($"{allowed} of 1500 allowed; not compared, because the system's database knows another clock: {string.Join(' ', left)}");
        Assert.InRange(allowed, 300, 1200);
        Assert.True(left.Count < 40, "The system's time zone database is too old to check anything against.");
    }

    [Fact]
    public void The_next_allowed_instant_is_the_first_lawful_minute()
    {
        var never = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Calls.ToArbitrary(), call =>
        {
            var next = LegalHoursRules.NextAllowed(call.Who.Place, call.Who.Phone, call.At);
            if (Lawful(call.Who, call.At))
                return next == call.At;
            never += next is null ? 1 : 0;
            // hours that never meet are scanned by quarters of an hour: every window starts on one
            var (end, step) = next is { } found ? (found, 1) : (call.At + HoursRules.Horizon, 15);
            var at = new DateTimeOffset(call.At.Ticks - call.At.Ticks % (step * TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(step);
            for (; at < end; at = at.AddMinutes(step))
            {
                if (Lawful(call.Who, at))
                    return false;
            }
            return next is not { } instant || (Lawful(call.Who, instant) && LegalHoursRules.Check(call.Who.Place, call.Who.Phone, instant).Allowed);
        }));
        output.WriteLine($"{never} of 300 can never be called.");
    }

    private static IEnumerable<Area> Areas((CalledPlace Place, string? Phone) who) => ZoneRules.Sources(who.Place, who.Phone).Select(s => s.Area).OfType<Area>();

    private static bool Lawful((CalledPlace Place, string? Phone) who, DateTimeOffset at) =>
        Areas(who).All(area => area.Zones.All(zone => area.Places.All(place => LawBook.Allows(place, WallClock.Local(zone, at)))));
}
