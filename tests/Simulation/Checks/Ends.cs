using System.Text.Json.Nodes;

namespace LeadSail.Simulation.Checks;

/// <summary>Judges what is stored when all is over: R2, R3, R5, R6, R7.</summary>
internal static class Ends
{
    private static readonly TimeSpan Overrun = TimeSpan.FromHours(2), Slack = TimeSpan.FromMinutes(6);

    public static IEnumerable<Violation> Judge(Evidence evidence)
    {
        foreach (var row in evidence.Calls)
        {
            foreach (var violation in JudgeCall(evidence, row, Text(row, "id")!, Text(row, "phone")!))
            {
                yield return violation;
            }
        }

        foreach (var ask in evidence.Asks.Where(ask => ask is { Kind: AskKind.Call, DoneAt: not null }))
        {
            if (evidence.Calls.All(row => Text(row, "id") != ask.Id))
            {
                yield return new("R5", $"the call {ask.Id} was acknowledged and is not there", ask.Id!, ask.About);
            }
        }

        foreach (var row in evidence.Numbers)
        {
            var (phone, ledger) = (Text(row, "id")!, evidence.States[("number", Text(row, "id")!)]["ledger"]!);
            if (row["running_interaction_id"] is string held)
            {
                yield return new("R5 number not free", $"{phone} is held by {held}", phone, held);
            }

            if ((row["listed"] is 1L) != (ledger["listed"] is not null) || (string?)row["running_interaction_id"] != (string?)ledger["running"]?["interactionId"])
            {
                yield return new("R6", $"the row of {phone} is not as its state", phone);
            }
        }

        foreach (var violation in JudgeLeads(evidence).Concat(JudgeNames(evidence)).Concat(JudgeWords(evidence)).Concat(evidence.Deliveries.SelectMany(delivery => JudgeWebhook(evidence, delivery))))
        {
            yield return violation;
        }

        if (evidence.InboxWaits && !evidence.Deliveries.Any(delivery => IsOfNobody(evidence, delivery)))
        {
            yield return new("R3", "a webhook still waits in the inbox");
        }

        foreach (var (at, interactionId, taken, needed) in evidence.LateSlots)
        {
            yield return new("R7", $"at {at:d\\.hh\\:mm\\:ss\\.fff}, a second after {interactionId} was over, {taken} slots were taken and {needed} calls needed one", interactionId);
        }

        foreach (var listed in evidence.Asks.Where(ask => ask is { Kind: AskKind.List, DoneAt: not null }))
        {
            if (!evidence.Asks.Any(ask => ask.Kind == AskKind.Unlist && ask.About == listed.About) && evidence.Numbers.Any(row => Text(row, "id") == listed.About && row["listed"] is not 1L))
            {
                yield return new("R5", $"{listed.About} was listed, acknowledged, and is not on the list", listed.About);
            }
        }
    }

    /// <summary>The last name that was acknowledged stands, unless another was asked for at the same time or later.</summary>
    private static IEnumerable<Violation> JudgeNames(Evidence evidence) =>
        from asks in evidence.Asks.Where(ask => ask.Kind == AskKind.Rename).GroupBy(ask => ask.About, StringComparer.Ordinal)
        let last = asks.Last()
        where last.DoneAt is not null && asks.All(ask => ask == last || ask.DoneAt < last.SentAt)
        let state = evidence.States.GetValueOrDefault(("lead", asks.Key))
        where state is not null && !IsErased(state) && (string?)state["data"]!["firstName"] != $"Name {last.Value}"
        select new Violation("R5", $"{asks.Key} was renamed, acknowledged, and is {state["data"]!["firstName"]}", asks.Key);

    /// <summary>What was acknowledged of leads, campaigns and jobs is there.</summary>
    private static IEnumerable<Violation> JudgeWords(Evidence evidence)
    {
        foreach (var ask in evidence.Asks.Where(ask => ask.DoneAt is not null))
        {
            switch (ask.Kind)
            {
                case AskKind.Erase when !IsErased(evidence.States[("lead", ask.About)]):
                    yield return new("R5", $"{ask.About} was erased, acknowledged, and is still there", ask.About);
                    break;
                case AskKind.Lead or AskKind.Enter or AskKind.Rename when !evidence.States.ContainsKey(("lead", ask.About)):
                    yield return new("R5", $"{ask.About} was acknowledged and is not there", ask.About);
                    break;
                case AskKind.Job when !evidence.States.TryGetValue(("enter_job", ask.Id!), out var job) || (string?)job["status"] is "running":
                    yield return new("R5", $"the job {ask.Id} was acknowledged and does not come to an end", ask.Id!);
                    break;
            }
        }
    }

    private static IEnumerable<Violation> JudgeCall(Evidence evidence, IReadOnlyDictionary<string, object?> row, string id, string phone)
    {
        var state = evidence.States[("call", id)];
        if (Text(row, "status") == "in_progress")
        {
            yield return new("R2 not final", $"{id} is still in progress", id, phone);
            yield break;
        }

        if (row["line"] is not null || (string?)state["phase"] != "final" || Text(row, "status") != (string?)state["status"] || (row["dialled"] is 1L) != (bool)state["dialled"]!
            || Text(row, "conversation_id") != (string?)state["conversationId"])
        {
            yield return new("R6", $"the row of {id} is not as its state", id, phone);
        }

        if ((string?)state["debts"] is not "none")
        {
            yield return new("R5 debts", $"{id} still owes {state["debts"]}", id, phone);
        }

        if (evidence.Endings.GetValueOrDefault(id) is not 1 and var endings)
        {
            yield return new("R3 applied twice", $"{id} ended {endings} times", id, phone);
        }

        var seen = evidence.Sightings[id].ToArray();
        var final = seen.First(sighting => Text(sighting.Row, "status") != "in_progress");
        if (seen.SkipWhile(sighting => sighting != final).Any(sighting => Text(sighting.Row, "status") != Text(final.Row, "status")))
        {
            yield return new("R2 final changed", $"{id} ended as {Text(final.Row, "status")} and changed", id, phone);
        }

        var dialled = seen.LastOrDefault(sighting => sighting.Row["line"] is not null);
        var began = dialled is null ? seen[0].At : seen.First(sighting => sighting.Row["deadline_at"] is { } deadline && deadline.Equals(dialled.Row["deadline_at"])).At;
        var longest = dialled is null ? TimeSpan.FromMinutes(5) : TimeSpan.FromSeconds(60 + evidence.CampaignsAtEnd[Text(row, "campaign_id")!].LongestTalk.TotalSeconds + 600) + Overrun;
        var away = evidence.Outages.Where(outage => outage.To > began && outage.From < final.At).Sum(outage => (Least(outage.To, final.At) - Most(outage.From, began)).TotalSeconds);
        var jumps = evidence.Jumps.Where(jump => jump.At > began && jump.At < final.At).Sum(jump => (jump.To - jump.From).Duration().TotalSeconds);
        if (final.At - began > longest + Slack + TimeSpan.FromSeconds(away + jumps))
        {
            yield return new("R2 late", $"{id} took {final.At - began} to become final", id, phone);
        }

        if (Text(row, "status") is "dnc" && evidence.Posts.FirstOrDefault(post => post.Phone == phone && post.SentAt > final.At && !Unlisted(evidence, phone, final.At, post.SentAt)) is { } again)
        {
            yield return new("R4 list", $"POST {again.Number} left though {id} had been asked not to call again", phone, id, again.AttemptId);
        }
    }

    private static IEnumerable<Violation> JudgeLeads(Evidence evidence)
    {
        var attempts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var ((_, id), state) in evidence.States.Where(stored => stored.Key.Type == "lead"))
        {
            var row = evidence.Leads.FirstOrDefault(row => Text(row, "id") == id);
            if (row is null != IsErased(state) || (row is not null && (Text(row, "status") != (string?)state["status"] || Text(row, "phone") != (string?)state["data"]!["phone"]
                || Text(row, "active_interaction_id") != (string?)state["activeInteractionId"])))
            {
                yield return new("R6", $"the row of {id} is not as its state", id);
            }

            if (state["intent"] is not null || state["activeInteractionId"] is not null)
            {
                yield return new("R5 lead not free", $"{id} is still in a call", id);
            }

            foreach (var attempt in state["attempts"]!.AsArray())
            {
                var interaction = (string)attempt!["interactionId"]!;
                attempts[interaction] = attempts.GetValueOrDefault(interaction) + 1;
                if (!evidence.States.TryGetValue(("call", interaction), out var call) || (string?)call["call"]!["leadId"] != id)
                {
                    yield return new("R3 applied twice", $"{id} counts {interaction}, which is no call of its own", id, interaction);
                }
            }
        }

        foreach (var row in evidence.Calls)
        {
            var (id, due) = (Text(row, "id")!, row["dialled"] is 1L ? 1 : 0);
            if (attempts.GetValueOrDefault(id) != due)
            {
                yield return new("R3 applied twice", $"{id} counts {attempts.GetValueOrDefault(id)} times as an attempt, not {due}", id, Text(row, "lead_id")!);
            }

            var ledger = evidence.States.GetValueOrDefault(("number", Text(row, "phone")!))?["ledger"]!["calls"]!.AsArray() ?? [];
            if (ledger.Count(call => (string?)call!["interactionId"] == id) != due)
            {
                yield return new("R1 ledger", $"the ledger of {Text(row, "phone")} does not count {id} {due} times", id, Text(row, "phone")!);
            }
        }
    }

    private static IEnumerable<Violation> JudgeWebhook(Evidence evidence, Delivery delivery)
    {
        var post = evidence.Posts.Single(post => post.ConversationId == delivery.ConversationId);
        var state = evidence.States.GetValueOrDefault(("call", post.AttemptId));
        var bound = (string?)state?["conversationId"];
        if (IsOfNobody(evidence, delivery))
        {
            yield break;
        }

        if (bound != delivery.ConversationId || (delivery.Summary.Length > 0 && (string?)state!["summary"] != delivery.Summary && state["erasedAt"] is null))
        {
            yield return new("R3 lost", $"the webhook of {delivery.ConversationId} was acknowledged and is not in {post.AttemptId}", post.AttemptId, delivery.ConversationId);
        }

        var status = (string?)state?["status"];
        if (status != delivery.Status && status != "error" && !(status == "no_contact" && delivery.Status is "no_answer" or "busy" or "voicemail"))
        {
            yield return new("R3 wrong", $"{post.AttemptId} is {status}, and {delivery.ConversationId} was {delivery.Status}", post.AttemptId, delivery.ConversationId);
        }
    }

    /// <summary>Whether a webhook names no attempt, and its call was over before anybody could tell it apart: it waits in the inbox for a day.</summary>
    private static bool IsOfNobody(Evidence evidence, Delivery delivery) =>
        delivery.AttemptId is null && evidence.States.GetValueOrDefault(("call", evidence.Posts.Single(post => post.ConversationId == delivery.ConversationId).AttemptId))?["conversationId"] is null;

    private static bool IsErased(JsonObject lead) => lead["erasedAt"] is not null;

    private static bool Unlisted(Evidence evidence, string phone, TimeSpan from, TimeSpan to) =>
        evidence.Asks.Any(ask => ask.Kind == AskKind.Unlist && ask.About == phone && ask.SentAt < to && (ask.DoneAt ?? TimeSpan.MaxValue) > from);

    private static string? Text(IReadOnlyDictionary<string, object?> row, string column) => row.GetValueOrDefault(column) as string;

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Most(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
