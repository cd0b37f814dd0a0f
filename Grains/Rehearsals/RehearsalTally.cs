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
    private readonly Hour[] hours;
    private readonly List<RehearsedCall> calls = [];
    private readonly HashSet<string> called = new(StringComparer.Ordinal), reached = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> never = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> running = new(StringComparer.Ordinal);
    private TimeSpan talk;
    private int violations;

    public RehearsalTally(RehearsalPlan plan)
    {
        this.plan = plan;
        first = new DateTimeOffset(plan.From.UtcTicks - (plan.From.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        hours = [.. Enumerable.Range(0, (int)Math.Ceiling((plan.Until - first) / TimeSpan.FromHours(1))).Select(_ => new Hour())];
    }

    /// <summary>A second look at a call that is about to be dialled.</summary>
    public void Check(CreateCall call, Ledger ledger, DateTimeOffset at)
    {
        if (!LegalHoursRules.Check(call.Place, call.Phone, at).Allowed || ledger.Listed is not null || !running.TryAdd(call.Phone, call.InteractionId))
        {
            violations++;
        }
    }

    public void Dialled(DateTimeOffset at) => HourOf(at).Attempts++;

    public void Ended(RehearsedCall call, TimeSpan talked)
    {
        running.Remove(call.Phone);
        calls.Add(call);
        called.Add(call.LeadId);
        talk += talked;
        var hour = HourOf(call.DialledAt);
        hour.Outcomes[call.Status] = hour.Outcomes.GetValueOrDefault(call.Status) + 1;
        if (call.SpokenTo)
        {
            hour.Connects++;
            reached.Add(call.LeadId);
        }
    }

    /// <summary>No waiting makes a lead callable (again).</summary>
    public void NeverCallable(string leadId, string rule) => never[leadId] = rule;

    public bool IsNeverCallable(string leadId) => never.ContainsKey(leadId);

    public bool WasCalled(string leadId) => called.Contains(leadId);

    public RehearsalReport Report(int waiting) => new()
    {
        Hours = [.. hours.Zip(MostAtOnce(), (hour, most) => (hour, most)).Select((each, i) => new RehearsedHour(first.AddHours(i))
        {
            Attempts = each.hour.Attempts, Connects = each.hour.Connects, InFlight = each.most, Outcomes = each.hour.Outcomes.ToImmutableSortedDictionary(),
        })],
        Calls = [.. calls.OrderBy(call => call.DialledAt).ThenBy(call => call.LeadId, StringComparer.Ordinal)],
        FinishedAt = waiting == 0 && calls.Count > 0 ? calls.Max(call => call.EndedAt) : null,
        Leads = plan.Leads.Length,
        Reached = reached.Count,
        Waiting = waiting,
        NeverCallable = never.Where(lead => !called.Contains(lead.Key)).CountBy(lead => lead.Value).ToImmutableSortedDictionary(StringComparer.Ordinal),
        TalkMinutes = Math.Round(talk.TotalMinutes, 1),
        Spend = plan.PricePerMinute is { } price ? Math.Round(price * (decimal)talk.TotalMinutes, 2) : null,
        Violations = violations,
    };

    /// <summary>Of each hour; a call that ends at the instant at which another begins is not beside it.</summary>
    private int[] MostAtOnce()
    {
        var most = new int[hours.Length];
        var (running, at) = (0, 0);
        foreach (var (when, change) in calls.SelectMany(call => new[] { (call.DialledAt, 1), (call.EndedAt, -1) }).Order())
        {
            var hour = Math.Min((int)((when - first) / TimeSpan.FromHours(1)), hours.Length - 1);
            for (; at < hour; at++)
            {
                most[at + 1] = running;
            }

            running += change;
            most[hour] = Math.Max(most[hour], running);
        }

        return most;
    }

    private Hour HourOf(DateTimeOffset at) => hours[(int)((at - first) / TimeSpan.FromHours(1))];

    private sealed class Hour
    {
        public int Attempts { get; set; }

        public int Connects { get; set; }

        public Dictionary<InteractionStatus, int> Outcomes { get; } = [];
    }
}
