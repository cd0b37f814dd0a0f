using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Leads;
using LeadSail.Lives;
using static LeadSail.Leads.LeadExamples;

namespace LeadSail.Sequences;

/// <summary>Leads that a dialer calls whenever they are due, under random settings that change on the way and between other things.</summary>
public sealed class PlaceProperties
{
    private static readonly InteractionStatus[] Outcomes = [.. Enum.GetValues<InteractionStatus>().Where(status => status != InteractionStatus.InProgress)];

    [Fact]
    public void A_lead_that_the_dialer_calls_whenever_it_is_due_ends_or_is_held_within_its_attempts() => Cases.Hold(31, choices =>
    {
        var settings = AnySettings(choices);
        var lead = Nobody().When(InSequence(Acting, active: true, action: choices.OneIn(3), settings: settings));
        for (var calls = 0; lead.State.Place is { } place && place.DueAt < DialerPlace.NotByWaiting; calls++)
        {
            Assert.True(calls <= settings.MaxAttempts, "More calls than attempts, and callbacks waive only their own.");
            var since = lead.State.Attempts is [.., var last] ? last.EndedAt.AddMinutes(settings.MinGapMinutes) : Moments.Start;
            Assert.True(place.Lane == Lane.Callback || place.NotBefore >= since);
            lead.At(place.DueAt > lead.Now ? place.DueAt : lead.Now).Calls($"int_{calls}").After(TimeSpan.FromMinutes(choices.Below(5)));
            var outcome = calls == settings.MaxAttempts ? InteractionStatus.NoAnswer : choices.Of(Outcomes);
            choices.Note($"{place.Lane} {outcome}");
            lead.When(InSequence(AnEnd(choices, lead, outcome, $"int_{calls}") with { IsCallback = place.Lane == Lane.Callback }, active: true, settings: settings));
            Stored.ComesBack(lead.State);
        }

        Assert.True(lead.State.Place is null || SequenceRules.ThreeErrors(lead.State, "SOL"));
        Assert.NotEqual(LeadStatus.PendingAction, lead.State.Status);
    }, cases: 250);

    [Fact]
    public void Whatever_happens_place_and_row_and_status_fit_together() => Cases.Hold(32, choices =>
    {
        var lead = Known();
        var next = 0;
        while (choices.More)
        {
            lead.After(TimeSpan.FromMinutes(choices.Of(0, 1, 60, 3000)));
            var running = lead.State.RunningInteractionId;
            LeadCommand command = choices.Below(11) switch
            {
                0 => new EnterDialer { Restart = choices.OneIn(3), Lane = choices.OneIn(5) ? choices.Of(Enum.GetValues<Lane>()) : null },
                1 => new LeaveDialer("removed", "key_1"),
                2 or 3 or 4 when running is null => new DecideCall(CallExamples.Wanted with { InteractionId = $"int_{next++}" }),
                2 or 3 or 4 when lead.State.Intent is { } intent && choices.OneIn(2) => new StartCall(intent.Call.InteractionId),
                2 or 3 or 4 => AnEnd(choices, lead, choices.Of(Outcomes), running!) with { Dialled = !choices.OneIn(4), CampaignId = choices.OneIn(6) ? "ROOF" : "SOL" },
                5 => new HoldPlace("min_gap", lead.Now.AddMinutes(5)) { IsForGood = choices.OneIn(4) },
                6 => new ReviewAction(),
                7 => Acting with { SubmissionId = $"sub_{next++}", CampaignId = choices.Of("SOL", "SOL", "ROOF"), Acts = choices.Of(Enum.GetValues<SubmissionActs>()) },
                8 => new ChangeLead { CampaignId = choices.Of("SOL", "ROOF"), Status = choices.OneIn(4) ? choices.Of(Enum.GetValues<LeadStatus>()) : null },
                9 => new ChangeLead { Given = new() { IsDnc = choices.OneIn(2) }, MayLiftDnc = true },
                _ => new DropCall(running ?? "int_9", "taken"),
            };
            choices.Note(command.ToString()!);
            var before = lead.State;
            lead.When(InSequence(command, active: choices.OneIn(2), action: choices.OneIn(2), settings: AnySettings(choices)));

            var after = lead.State;
            Assert.True(after.Place is null || !after.MustNotBePhoned);
            Assert.True(after.StatusBeforeAction is null || after.Status != LeadStatus.PendingAction || after.RunningInteractionId is not null || after.Place?.Lane == Lane.First);
            Assert.True(after.Status == LeadStatus.PendingAction || after.StatusBeforeAction is null);
            Assert.True(after.Place is null || after.Place.NotBefore <= lead.Now.AddDays(40));
            Assert.True(command is not LeaveDialer || after.Place is null);
            Assert.True(lead.Said.Refusal is null || ReferenceEquals(before, after));
            var row = after.ReadRow!.Columns.ToDictionary(column => column.Name, column => column.Value);
            Assert.Equal(after.Place is not null && after.RunningInteractionId is null, row["dialer"] is not null);
            Assert.Equal(row["dialer"] is null, row["due_at"] is null);
            Assert.True(row["dialer"] is null || ((DateTimeOffset)row["due_at"]! >= (DateTimeOffset)row["not_before"]! && row["dialer"] as string == after.CampaignId));
            Stored.ComesBack(after);
        }
    }, cases: 250);

    private static CallEnded AnEnd(Choices choices, LeadLife lead, InteractionStatus outcome, string interactionId) => Ended(outcome, interactionId) with
    {
        DialledAt = lead.Now.AddSeconds(-30), EndedAt = lead.Now, SpokenTo = choices.OneIn(3), OptOut = choices.OneIn(12),
        CallbackAt = outcome == InteractionStatus.ScheduledCallback && choices.OneIn(2) ? lead.Now.AddMinutes(1 + choices.Below(5000)) : null,
    };

    private static AutoDialerSettings AnySettings(Choices choices) => new()
    {
        MaxAttempts = 1 + choices.Below(6),
        MinGapMinutes = choices.Of(0, 0, 30, 300),
        RetryOn = [.. Enum.GetValues<RetryOutcome>().Where(_ => !choices.OneIn(5))],
        Sequence = [.. Enumerable.Range(0, 1 + choices.Below(4)).Select(_ => new SequenceStep { AfterMinutes = choices.Of(0, 1, 120, 1440) })],
    };
}
