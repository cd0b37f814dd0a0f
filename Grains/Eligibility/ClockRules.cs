using LeadSail.Campaigns;
using LeadSail.Hours;
using LeadSail.Leads;
using LeadSail.LegalHours;

namespace LeadSail.Eligibility;

/// <summary>Whether this is the time to call.</summary>
internal static class ClockRules
{
    public static readonly Rule Legal = new("legal_hours", Codes.OutsideLegalHours), Operating = new("operating_hours", Codes.OutsideOperatingHours), IsDue = new("due", Codes.NotYetDue);

    public static RuleVerdict LegalHours(CallFacts facts)
    {
        var hours = LegalHoursRules.Check(facts.Place, facts.Phone, facts.Now);
        return hours switch
        {
            { Allowed: true } => Legal.Pass(hours.Evidence),
            { NextAt: { } next } => Legal.Fail($"{hours.Evidence} They begin again at {LocalDay.Tell(next, facts.Zone)} in {facts.Zone}.", NextPass.AtInstant(next)),
            { PlaceKnown: true } => Legal.Fail($"{hours.Evidence} The hours of all places do not meet.", NextPass.Never),
            _ => Legal.Fail(hours.Evidence, NextPass.OnEvent),
        };
    }

    public static RuleVerdict OperatingHours(CallFacts facts)
    {
        var calendar = AutoDialerRules.Hours(facts.Settings, facts.IsDialers ? facts.Attempt : null);
        var hours = new ZonedHours(LocalDay.ZoneOf(facts.Zone), calendar);
        var (now, today) = ($"It is {LocalDay.TellClock(facts.Now, facts.Zone)} on {LocalDay.Of(facts.Now, facts.Zone).DayOfWeek} in {facts.Zone}", Today(facts, calendar));
        return HoursRules.Contains(hours, facts.Now) ? Operating.Pass($"{now}; {today}.")
            : HoursRules.NextInside([hours], facts.Now, AutoDialerRules.Horizon) is { } next
                ? Operating.FailUnlessCallback(facts, $"{now}; {today}. Its hours begin again at {LocalDay.Tell(next, facts.Zone)}.", NextPass.AtInstant(next))
                : Operating.FailUnlessCallback(facts, $"{now}; {today}. Its hours never open{(facts.IsDialers ? $" for attempt {facts.Attempt}" : "")}.", NextPass.Never);
    }

    public static RuleVerdict Due(CallFacts facts)
    {
        if (facts.Waiting is not { } waiting)
        {
            return IsDue.Pass("The lead is not in the auto-dialer; nothing sets a later time.");
        }

        var (what, when) = (waiting.Lane == Lane.Callback ? "A callback is promised for" : "The sequence lets it be called from", LocalDay.Tell(waiting.NotBefore, facts.Zone));
        return waiting.NotBefore <= facts.Now ? IsDue.Pass($"{what} {when} in {facts.Zone} on.")
            : facts.IsAskedFor ? IsDue.Waive($"{what} {when} in {facts.Zone}, but somebody asks for this call.")
            : IsDue.Fail($"{what} {when} in {facts.Zone}.", NextPass.AtInstant(waiting.NotBefore));
    }

    /// <summary>Since when the dialer might have called: the instant at which the lead fell due, if its hours were open then; null where nobody can tell.</summary>
    public static DateTimeOffset? DueSince(CallFacts facts) =>
        facts is { IsDialers: true, Waiting: { } waiting } && (waiting.NotBefore > waiting.Since ? waiting.NotBefore : waiting.Since) is var due && due <= facts.Now
        && facts with { Now = due } is var then && LegalHours(then).Passed && OperatingHours(then).Passed
            ? due
            : null;

    private static string Today(CallFacts facts, HoursCalendar calendar)
    {
        var date = LocalDay.Of(facts.Now, facts.Zone);
        var windows = calendar.On(date);
        var attempt = facts.IsDialers && !AutoDialerRules.Step(facts.Settings, facts.Attempt).Windows.IsEmpty ? $" for attempt {facts.Attempt}" : "";
        return calendar.Closed.Contains(date) ? $"{LocalDay.TellDate(facts.Now, facts.Zone)} is a holiday of the campaign"
            : windows.IsEmpty ? $"the campaign does not call{attempt} on {date.DayOfWeek}"
            : $"the campaign calls {string.Join(" and ", windows)}{attempt} on {date.DayOfWeek}";
    }
}
