using LeadSail.Calls;
using LeadSail.Lives;
using static LeadSail.Leads.LeadExamples;

namespace LeadSail.Leads;

/// <summary>Ends of calls that reach a lead in any order, doubled, and between other things.</summary>
public sealed class LeadProperties
{
    private static readonly InteractionStatus[] Outcomes = [.. Enum.GetValues<InteractionStatus>().Where(status => status != InteractionStatus.InProgress)];

    [Fact]
    public void Ends_in_any_order_give_the_attempts_and_the_status_of_their_true_order() => Cases.Hold(21, choices =>
    {
        var ends = Enumerable.Range(1, 1 + choices.Below(7)).Select(i => AnyEnd(choices, $"int_{i}")).ToList();
        var start = choices.Of(LeadStatus.Pending, LeadStatus.New, LeadStatus.Delivered, LeadStatus.PendingAction);
        var lead = Known(start);
        foreach (var ended in Shuffled([.. ends, .. ends.Where(_ => choices.OneIn(3))], choices))
        {
            choices.Note($"{ended.InteractionId} {ended.Status} at {ended.EndedAt:mm:ss}{(ended.Dialled ? "" : ", not dialled")}{(ended.OptOut ? ", opt-out" : "")}");
            lead.When(ended);
            Stored.ComesBack(lead.State);
        }

        var dialled = ends.Where(ended => ended.Dialled).OrderBy(ended => ended.EndedAt).ThenBy(ended => ended.InteractionId, StringComparer.Ordinal).ToArray();
        Assert.Equal(dialled.Select(ended => ended.InteractionId), lead.State.Attempts.Select(attempt => attempt.InteractionId));
        var optedOut = ends.Any(ended => ended.OptOut || ended.Status == InteractionStatus.Dnc);
        var expected = optedOut ? LeadStatus.Dnc : dialled.Length == 0 || start == LeadStatus.Delivered ? start : LeadMachine.StatusAfter(dialled[^1].Status);
        Assert.Equal(expected, lead.State.Status);
        Assert.Equal(optedOut, lead.State.Dnc is not null);
    });

    [Fact]
    public void A_lead_never_has_two_calls_nor_one_that_is_over() => Cases.Hold(22, choices =>
    {
        var lead = Known();
        var over = new HashSet<string>();
        while (choices.More)
        {
            var id = $"int_{choices.Below(4)}";
            lead.After(TimeSpan.FromSeconds(choices.Of(1, 0, 60, -2)));
            LeadCommand command = choices.Below(6) switch
            {
                0 or 1 when !over.Contains(id) => new DecideCall(CallExamples.Wanted with { InteractionId = id }),
                2 when !over.Contains(id) => new StartCall(id),
                3 => new DropCall(id, "taken"),
                4 when lead.State.ActiveInteractionId == id || lead.State.Intent?.Call.InteractionId == id => AnyEnd(choices, id),
                5 when choices.OneIn(4) => new Submit($"sub_{choices.Below(3)}", "SOL", new LeadGiven(), LeadStatus.Pending, "key_1"),
                _ => new StartCall("int_9"),
            };
            choices.Note(command.ToString()!);
            var status = lead.State.Status;
            lead.When(command);
            if (command is CallEnded ended)
            {
                over.Add(ended.InteractionId);
                Assert.True(ended.Dialled || ended.OptOut || ended.Status == InteractionStatus.Dnc || lead.State.Status == status);
            }

            Assert.True(lead.State.Intent is null || lead.State.ActiveInteractionId is null);
            Assert.DoesNotContain(lead.State.ActiveInteractionId ?? "", over);
            Assert.Equal(lead.State.Intent is not null, lead.State.WakeAt is not null);
            Assert.Equal(lead.State.Attempts.Length, lead.State.Attempts.DistinctBy(attempt => attempt.InteractionId).Count());
            Stored.ComesBack(lead.State);
        }
    });

    private static CallEnded AnyEnd(Choices choices, string id) =>
        Ended(choices.Of(Outcomes), id, at: 10 * choices.Below(20), dialled: !choices.OneIn(4), optOut: choices.OneIn(10));

    private static IEnumerable<CallEnded> Shuffled(List<CallEnded> ends, Choices choices)
    {
        while (ends.Count > 0)
        {
            var next = ends[choices.Below(ends.Count)];
            ends.Remove(next);
            yield return next;
        }
    }
}
