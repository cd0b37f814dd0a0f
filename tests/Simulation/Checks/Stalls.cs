using System.Globalization;
using System.Text.Json.Nodes;

namespace LeadSail.Simulation.Checks;

/// <summary>Judges a dialer by whom it does not call: a lead that may be called is called, while there is room, or something stands against it.</summary>
internal static class Stalls
{
    /// <summary>How long nothing may happen.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static IEnumerable<Violation> Judge(Evidence evidence)
    {
        if (evidence.Glances is not [.., var last])
        {
            yield break;
        }

        var glances = evidence.Glances.Where(glance => glance.At >= last.At - Patience).ToArray();
        foreach (var lead in last.Leads.Where(row => row["dialer"] is not null))
        {
            var (id, campaign) = (Dials.Text(lead, "id")!, Dials.Text(lead, "dialer")!);
            if (last.At - evidence.Glances[0].At >= Patience && !IsAtWork(evidence, campaign, glances[0].At, last.At)
                && glances.All(glance => HasRoom(evidence, glance, campaign) && glance.Leads.FirstOrDefault(row => Dials.Text(row, "id") == id) is { } row && Against(evidence, glance, row) is null))
            {
                yield return new("dialer stalls", $"{id} may be called, and its dialer does nothing (held by {lead["held_by"] ?? "nothing"})", id, campaign);
            }
        }
    }

    /// <summary>Whether the dialer made a call in a time, or the provider refuses so much that it may have to wait.</summary>
    private static bool IsAtWork(Evidence evidence, string campaign, TimeSpan from, TimeSpan to) =>
        evidence.Sightings.Any(call => call.First() is var first && first.At >= from && first.At <= to && Dials.Text(first.Row, "campaign_id") == campaign)
        || evidence.Posts.Any(post => post.RefusalHeard && post.SentAt <= to && post.SentAt >= from - TimeSpan.FromMinutes(30));

    private static bool HasRoom(Evidence evidence, Glance glance, string campaign) =>
        glance.Running.Count < evidence.Slots && glance.Running.Count(row => Dials.Text(row, "campaign_id") == campaign) < Terms(evidence, campaign).AtOnce;

    /// <summary>What stands against a call of the dialer; null when nothing does.</summary>
    private static string? Against(Evidence evidence, Glance glance, IReadOnlyDictionary<string, object?> row)
    {
        if (row["dialer"] is null)
        {
            return "in a call";
        }

        var (id, campaign, phone, lane) = (Dials.Text(row, "id")!, Dials.Text(row, "dialer")!, Dials.Text(row, "phone")!, Dials.Text(row, "lane"));
        var (terms, state, number) = (Terms(evidence, campaign), evidence.States[("lead", id)], evidence.States.GetValueOrDefault(("number", phone)));
        var (data, isCallback) = (state["data"]!, lane is "callback");
        var organization = InForce.During(evidence, AskKind.Organization, "", glance.At, glance.At).Select(ask => ask.Terms!).ToArray();
        var attempts = state["attempts"]!.AsArray().Where(attempt => (string?)attempt!["campaignId"] == campaign && At(attempt["endedAt"]) <= glance.Wall && At(attempt["dialledAt"]) >= Restarted(state, campaign)).ToArray();
        var zone = (string?)data["timezone"];
        var local = Law.Local(phone, zone, glance.Wall);
        var calls = number?["ledger"]!["calls"]!.AsArray().Where(call => At(call!["endedAt"]) <= glance.Wall).ToArray() ?? [];
        int Recent(int hours) => calls.Count(call => glance.Wall - At(call!["dialledAt"]) < TimeSpan.FromHours(hours));
        return row switch
        {
            _ when Milliseconds(row["not_before"]) > glance.Wall.ToUnixTimeMilliseconds() => "not due",
            _ when organization.Any(ask => (bool)ask["dialingPaused"]!) || (bool)evidence.States[("campaign", campaign)]["dialerPaused"]! => "paused",
            _ when !terms.IsActive || (lane is "new" or "retry" && !terms.HasDialer) => "inactive",
            _ when !Law.Allows(phone, zone, glance.Wall + TimeSpan.FromMinutes(1)) || !Law.Allows(phone, zone, glance.Wall) => "law",
            _ when !isCallback && !terms.IsOpen(local, attempts.Length + 1) => "hours",
            _ when glance.Numbers.Any(known => Dials.Text(known, "id") == phone && (known["listed"] is 1L || known["running_interaction_id"] is not null)) => "number",
            _ when row["is_dnc"] is 1L or true || terms.Excluded.Contains(Dials.Text(row, "status")!) => "status",
            _ when (terms.RequiresConsent || organization.Any(ask => (bool)ask["requireConsent"]!)) && (bool?)data["compliance"]?["tcpaConsent"] is not true => "consent",
            _ when !isCallback && calls.Any(call => glance.Wall - At(call!["endedAt"]) < terms.Gap) => "gap",
            _ when !isCallback && attempts.Length >= terms.MaxAttempts => "attempts",
            _ when !isCallback && attempts.Length >= 3 && attempts.TakeLast(3).All(attempt => (string?)attempt!["status"] == "error") => "errors",
            _ when !isCallback && attempts.Count(attempt => Law.Local(phone, zone, At(attempt!["dialledAt"])).Date == local.Date) >= terms.MaxDaily => "attempts of the day",
            _ when Law.CapOf(phone) is { } legal && Recent(24) >= legal => "cap",
            _ when organization.Any(ask => ask["numberCap"] is { } cap && Recent((int)cap["hours"]!) >= (int)cap["calls"]!) => "cap",
            _ => null,
        };
    }

    private static CampaignTerms Terms(Evidence evidence, string campaign) => evidence.CampaignsAtEnd[campaign];

    private static DateTimeOffset Restarted(JsonObject lead, string campaign) =>
        lead["restarts"]!.AsArray().LastOrDefault(restart => (string?)restart!["campaignId"] == campaign) is { } restart ? At(restart["at"]) : DateTimeOffset.MinValue;

    private static DateTimeOffset At(JsonNode? instant) => DateTimeOffset.Parse((string)instant!, CultureInfo.InvariantCulture);

    private static long Milliseconds(object? instant) => instant is long value ? value : 0;
}
