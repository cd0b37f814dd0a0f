using LeadSail.Calls;
using LeadSail.Lives;
using LeadSail.Sequences;
using static LeadSail.Leads.LeadExamples;

namespace LeadSail.Leads;

/// <summary>Every phase of a lead's calls against every command (<c>lead-chart.approved.txt</c>), and the form in which a lead is stored.</summary>
public sealed class LeadChartTests
{
    private static readonly (string Name, LeadLife Lead)[] Phases =
    [
        ("nobody", Nobody()),
        ("known", Known()),
        ("decided", Decided()),
        ("calling", Calling()),
        ("called", Called()),
        ("called again", Called().When(new DecideCall(CallExamples.Wanted with { InteractionId = "int_2" })).When(new StartCall("int_2"))),
        ("calls us", Known().When(new TakeCall("int_in"))),
        ("delivered, calling", Calling(LeadStatus.Delivered)),
        ("dnc", Called(InteractionStatus.Dnc)),
        ("new", Waiting()),
        ("new, calling", Waiting().Calls("int_1")),
        ("retry", Waiting().Calls("int_1").After(TimeSpan.FromMinutes(2)).When(InSequence(Ended(InteractionStatus.NoAnswer)))),
        ("new, held", Waiting().When(InSequence(new HoldPlace("min_gap", Moments.Start.AddHours(1)), action: true))),
        ("callback", Waiting().Calls("int_1").After(TimeSpan.FromMinutes(2)).When(InSequence(Ended(InteractionStatus.ScheduledCallback) with { CallbackAt = Moments.Start.AddDays(1) }))),
        ("first", Nobody().When(InSequence(Acting, action: true))),
        ("first, calling", Nobody().When(InSequence(Acting, action: true)).Calls("int_1")),
        ("erased", Called().When(new EraseLead("key_1"))),
        ("erased, calls too", Called(InteractionStatus.Dnc).When(new EraseLead("key_1")).When(new ErasurePaid())),
    ];

    private static readonly (string Name, LeadCommand Command)[] Commands =
    [
        ("Submit, known", new Submit("sub_1", "SOL", Given, LeadStatus.Pending, "key_1")),
        ("Submit, once more", new Submit("sub_2", "SOL", Given, LeadStatus.Pending, "key_1")),
        ("ChangeLead, same", new ChangeLead { Given = Given with { Questionnaire = [], Notes = [] }, CampaignId = "SOL" }),
        ("ChangeLead, all", new ChangeLead { Given = new() { FirstName = "Ann", IsDnc = true }, CampaignId = "ROOF", Status = LeadStatus.Accepted }),
        ("ChangeLead, lift dnc", new ChangeLead { Given = new() { IsDnc = false } }),
        ("ChangeLead, lift dnc, admin", new ChangeLead { Given = new() { IsDnc = false }, MayLiftDnc = true }),
        ("SetDnc phone, sms", new SetDnc { Channels = [DncChannel.Sms, DncChannel.Phone], Reason = "asked by letter" }),
        ("SetDnc email", new SetDnc { Channels = [DncChannel.Email] }),
        ("SetDnc none, admin", new SetDnc { MayLift = true }),
        ("EraseLead", new EraseLead("key_1")),
        ("ErasurePaid", new ErasurePaid()),
        ("DecideCall int_1", new DecideCall(CallExamples.Wanted)),
        ("DecideCall int_9", new DecideCall(CallExamples.Wanted with { InteractionId = "int_9" })),
        ("StartCall int_1", new StartCall("int_1")),
        ("StartCall int_9", new StartCall("int_9")),
        ("TakeCall int_in", new TakeCall("int_in")),
        ("TakeCall int_in2, in place of int_in", new TakeCall("int_in2", "int_in")),
        ("CallEnded int_in, qualified", Ended(InteractionStatus.Qualified, "int_in") with { Direction = CallDirection.Inbound }),
        ("DropCall int_1", new DropCall("int_1", "taken")),
        ("CallEnded int_1, qualified", Ended(InteractionStatus.Qualified)),
        ("CallEnded int_1, error, not dialled", Ended(InteractionStatus.Error, dialled: false)),
        ("CallEnded int_1, dnc", Ended(InteractionStatus.Dnc)),
        ("CallEnded int_1, completed, opt-out", Ended(InteractionStatus.Completed, optOut: true)),
        ("CallEnded int_0, older, voicemail", Ended(InteractionStatus.Voicemail, "int_0", at: 10)),
        ("Submit, acting", InSequence(Acting with { SubmissionId = "sub_3" })),
        ("Submit, acting, dialer active", InSequence(Acting with { SubmissionId = "sub_3" }, active: true)),
        ("Submit, acting, action", InSequence(Acting with { SubmissionId = "sub_3" }, action: true)),
        ("ChangeLead, moved", InSequence(new ChangeLead { CampaignId = "ROOF" })),
        ("ChangeLead, moved, dialer active", InSequence(new ChangeLead { CampaignId = "ROOF" }, active: true)),
        ("EnterDialer", InSequence(new EnterDialer { Actor = "key_1" })),
        ("EnterDialer, restart", InSequence(new EnterDialer { Restart = true })),
        ("LeaveDialer", new LeaveDialer("removed", "key_1")),
        ("HoldPlace, min_gap", InSequence(new HoldPlace("min_gap", Moments.Start.AddHours(1)), action: true)),
        ("HoldPlace, for good", InSequence(new HoldPlace("legal_hours", Moments.Start.AddHours(1)) { IsForGood = true }, action: true)),
        ("ReleaseHold", new ReleaseHold()),
        ("ReviewAction, action off", InSequence(new ReviewAction())),
        ("ReviewAction, off, dialer active", InSequence(new ReviewAction(), active: true)),
        ("CallEnded int_1, no_answer", InSequence(Ended(InteractionStatus.NoAnswer))),
        ("CallEnded int_1, used up", InSequence(Ended(InteractionStatus.NoAnswer), most: 1)),
        ("CallEnded int_1, callback", InSequence(Ended(InteractionStatus.ScheduledCallback) with { CallbackAt = Moments.Start.AddDays(2) })),
        ("CallEnded int_1, other campaign", InSequence(Ended(InteractionStatus.NoAnswer) with { CampaignId = "ROOF" })),
        ("ForgetSummary int_1", new ForgetSummary("int_1")),
        ("CallEnded int_3, newer, voicemail", Ended(InteractionStatus.Voicemail, "int_3", at: 900)),
    ];

    [Fact]
    public void Every_phase_meets_every_command_as_approved()
    {
        var chart = new Chart<LeadState, LeadCommand, LeadEvent>(LeadMachine.Decide, LeadMachine.Evolve, Tell, Where);
        foreach (var (name, lead) in Phases)
        {
            chart.Add(name, lead.State, lead.Now, Commands);
        }

        Approved.Check("Leads/lead-chart.approved.txt", chart.ToString());
    }

    [Fact]
    public void The_chart_has_every_command() => Assert.Equal(
        new[] { typeof(LeadMachine).Assembly, typeof(LeadCommand).Assembly }.SelectMany(assembly => assembly.GetTypes()).Where(type => type.BaseType == typeof(LeadCommand) && type != typeof(InCampaign)).Select(type => type.Name).Order(),
        Commands.Select(command => (command.Command is InCampaign within ? within.Command : command.Command).GetType().Name).Distinct().Order());

    [Fact]
    public void A_rich_lead_is_stored_as_approved_and_older_forms_are_still_read()
    {
        var lead = Called(InteractionStatus.Dnc).When(new Submit("sub_2", "ROOF", new LeadGiven { Timezone = "America/Chicago", IsTest = true }, LeadStatus.Pending, "key_2"))
            .When(new ChangeLead
            {
                Given = new LeadGiven
                {
                    Detail = new JsonText("""{"why":"cap"}"""), Approval = new LeadApproval { Status = "approved", CampaignId = "SOL", DecidedBy = "Ben", DecidedAt = Moments.Seconds(7), Reason = "fits" },
                    ClientLeadId = "crm-7", RepostedTo = new JsonText("""["ROOF"]"""), LatestSubmittedAt = Moments.Seconds(1), LastActivityAt = Moments.Seconds(2), DeliveredAt = Moments.Seconds(3), SubmissionCount = 4,
                },
            })
            .When(new SetDnc { Channels = [DncChannel.Phone, DncChannel.Email], Actor = "key_1" })
            .Given(new CallDecided(CallExamples.Wanted with { InteractionId = "int_2" }, "int_2", "SOL", CallSource.Manual));
        Stored.IsApproved("Leads/Stored/lead", lead.State);
        Stored.ComesBack(lead.State);
    }

    [Fact]
    public void A_record_stored_before_there_were_channels_stands_against_calls() =>
        Assert.Equal([DncChannel.Phone], Stored.Read<LeadState>("""{"dnc":{"reason":"asked","by":"key_1","at":"2026-03-10T15:00:00.000Z"}}""").Dnc!.Channels.ToArray());

    [Fact]
    public void An_erased_lead_is_stored_as_approved() => Stored.IsApproved("Leads/Stored/erased-lead", Called(InteractionStatus.Dnc).When(new EraseLead("key_1")).State);

    private static string Tell(LeadEvent happened) => happened switch
    {
        StatusChanged changed => $"StatusChanged({Enums.Name(changed.To)})",
        NextCallSet next => $"NextCallSet({Enums.Name(next.Lane)})",
        DialerEntered entered => $"DialerEntered({Enums.Name(entered.Lane)})",
        CallOver over => $"CallOver({over.InteractionId})",
        _ => happened.GetType().Name,
    };

    private static string Where(LeadState state, DateTimeOffset now) => string.Join(", ", new[]
    {
        state.CreatedAt is null ? "nobody" : Enums.Name(state.Status),
        state.Intent is { } intent ? $"decided {intent.Call.InteractionId}" : null,
        state.ActiveInteractionId is { } active ? $"calling {active}" : null,
        state.Attempts.IsEmpty ? null : $"attempts {string.Join(' ', state.Attempts.Select(attempt => attempt.InteractionId))}",
        state.Place is { } place ? $"in the dialer, {Enums.Name(place.Lane)}{(state.IsWaiting ? $" from {place.DueAt - Moments.Start:d\\.hh\\:mm\\:ss}{(place.HeldBy is { } rule ? $" by {rule}" : "")}" : "")}" : null,
        state.Dnc is not { } dnc ? null : dnc.Channels is [DncChannel.Phone] ? "opted out" : $"no {string.Join(' ', dnc.Channels.Select(Enums.Name))}",
        state.ErasedAt is null ? null : state.OwesErasure ? "erased, calls to be erased" : "erased",
    }.OfType<string>());
}
