global using LeadLife = LeadSail.Lives.Life<LeadSail.Leads.LeadState, LeadSail.Leads.LeadCommand, LeadSail.Leads.LeadEvent>;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Lives;

namespace LeadSail.Leads;

/// <summary>Leads at each stage of a call.</summary>
internal static class LeadExamples
{
    public static readonly LeadGiven Given = new()
    {
        FirstName = "Zoë",
        LastName = "Müller",
        Email = "zoe@example.com",
        Phone = "+12125550142",
        Address = new Address { Street = "1 Main St", City = "New York", State = "NY", Zip = "10001", Country = "US" },
        DateOfBirth = "1990-02-28",
        Country = "US",
        Timezone = "America/New_York",
        Questionnaire = [new QuestionnaireAnswer { Key = "timeline", Question = "When?", Answer = new JsonText("\"soon\"") }],
        CustomFields = new JsonText("""{"budget":1200.50,"city":"Zürich"}"""),
        Attribution = new JsonText("""{"source":"web"}"""),
        Compliance = new JsonText("""{"tcpaConsent":true}"""),
        Notes = [new Note { Id = "note_1", Text = "Likes tea.", CreatedAt = Moments.Start, CreatedBy = "key_1" }],
        IsTest = false,
        Tags = ["hot"],
    };

    public static LeadLife Nobody() => new(new LeadState(), LeadMachine.Decide, LeadMachine.Evolve);

    public static LeadLife Known(LeadStatus status = LeadStatus.Pending) => Nobody().When(new Submit("sub_1", "SOL", Given, status, "key_1"));

    public static LeadLife Decided(LeadStatus status = LeadStatus.Pending) => Known(status).When(new DecideCall(CallExamples.Wanted));

    public static LeadLife Calling(LeadStatus status = LeadStatus.Pending) => Decided(status).When(new StartCall("int_1"));

    public static LeadLife Called(InteractionStatus outcome = InteractionStatus.NoAnswer) => Calling().After(TimeSpan.FromMinutes(2)).When(Ended(outcome));

    /// <summary>A submission on which the campaign may act.</summary>
    public static Submit Acting => new("sub_1", "SOL", Given, LeadStatus.Pending, "key_1") { Acts = SubmissionActs.Always };

    /// <summary>In the dialer, never called.</summary>
    public static LeadLife Waiting() => Known().When(InSequence(new EnterDialer { Actor = "key_1" }));

    /// <summary>A call to the lead runs.</summary>
    public static LeadLife Calls(this LeadLife lead, string interactionId, string campaignId = "SOL") =>
        lead.When(new DecideCall(CallExamples.Wanted with { InteractionId = interactionId, CampaignId = campaignId })).When(new StartCall(interactionId));

    /// <summary>A command in a campaign.</summary>
    public static InCampaign InSequence(LeadCommand command, bool active = false, bool action = false, int most = 6, AutoDialerSettings? settings = null) => new(command, new CampaignState
    {
        Version = 1,
        Settings = new CampaignSettings
        {
            AutoDialer = (settings ?? new()) with { Active = active, MaxAttempts = settings?.MaxAttempts ?? most }, FirstSubmissionAction = new() { Enabled = action },
        },
    });

    public static CallEnded Ended(InteractionStatus status, string interactionId = "int_1", double at = 100, bool dialled = true, bool optOut = false) => new()
    {
        InteractionId = interactionId,
        CampaignId = "SOL",
        Status = status,
        Dialled = dialled,
        DialledAt = dialled ? Moments.Seconds(at - 60) : null,
        EndedAt = Moments.Seconds(at),
        Summary = dialled ? "She wants solar panels." : null,
        Phone = "+12125550142",
        OptOut = optOut,
    };
}
