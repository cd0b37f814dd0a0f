using System.Collections.Immutable;
using LeadSail.Calls;
using LeadSail.DialedNumbers;
using LeadSail.LegalHours;

namespace LeadSail.Rehearsals;

/// <summary>Counts what a rehearsal sees.</summary>
internal sealed class RehearsalTally
{
    private readonly RehearsalPlan plan;
    private readonly DateTimeOffset first;
    private readonly int hours;
    private readonly List<RehearsedCall> calls = [];
    private readonly HashSet<string> called = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> never = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> running = new(StringComparer.Ordinal);
    private TimeSpan talk;
    private int violations;

    public RehearsalTally(RehearsalPlan plan)
    {
        this.plan = plan;
        first = new DateTimeOffset(plan.From.UtcTicks - (plan.From.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        hours = (int)Math.Ceiling((plan.Until - first) / TimeSpan.FromHours(1));
    }

    /// <summary>A second look at a call that is about to be dialled.</summary>
    public void Check(CreateCall call, Ledger ledger, DateTimeOffset at)
    {
        if (!LegalHoursRules.Check(call.Place, call.Phone, at).Allowed || ledger.Listed is not null || !running.TryAdd(call.Phone, call.InteractionId))
        {
            violations++;
        }
    }

    public void Ended(RehearsedCall call, TimeSpan talked)
    {
        running.Remove(call.Phone);
        calls.Add(call);
        called.Add(call.LeadId);
        talk += talked;
    }

    /// <summary>No waiting makes a lead callable (again).</summary>
    public void NeverCallable(string leadId, string rule) => never[leadId] = rule;

    public bool IsNeverCallable(string leadId) => never.ContainsKey(leadId);

    public bool WasCalled(string leadId) => called.Contains(leadId);

    public RehearsalReport Report(int waiting)
    {
        var dialled = calls.ToLookup(call => HourOf(call.DialledAt));
        return new()
        {
            Hours = [.. MostAtOnce().Select((most, hour) => new RehearsedHour(first.AddHours(hour))
            {
                Attempts = dialled[hour].Count(), Connects = dialled[hour].Count(call => call.SpokenTo), InFlight = most,
                Outcomes = dialled[hour].CountBy(call => call.Status).ToImmutableSortedDictionary(),
            })],
            Calls = [.. calls.OrderBy(call => call.DialledAt).ThenBy(call => call.LeadId, StringComparer.Ordinal)],
            FinishedAt = waiting == 0 && calls.Count > 0 ? calls.Max(call => call.EndedAt) : null,
            Leads = plan.Leads.Length,
            Reached = calls.Where(call => call.SpokenTo).DistinctBy(call => call.LeadId).Count(),
            Waiting = waiting,
            NeverCallable = never.Where(lead => !called.Contains(lead.Key)).CountBy(lead => lead.Value).ToImmutableSortedDictionary(StringComparer.Ordinal),
            TalkMinutes = Math.Round(talk.TotalMinutes, 1),
            Spend = plan.PricePerMinute is { } price ? Math.Round(price * (decimal)talk.TotalMinutes, 2) : null,
            Violations = violations,
        };
    }

    /// <summary>Of each hour; a call that ends at the instant at which another begins is not beside it.</summary>
    private int[] MostAtOnce()
    {
        var most = new int[hours];
        var (running, at) = (0, 0);
        foreach (var (when, change) in calls.SelectMany(call => new[] { (call.DialledAt, 1), (call.EndedAt, -1) }).Order())
        {
            var hour = Math.Min(HourOf(when), hours - 1);
            for (; at < hour; at++)
            {
                most[at + 1] = running;
            }

            running += change;
            most[hour] = Math.Max(most[hour], running);
        }

        return most;
    }

    private int HourOf(DateTimeOffset at) => (int)((at - first) / TimeSpan.FromHours(1));
}
