global using LeadLife = LeadSail.Lives.Life<LeadSail.Leads.LeadState, LeadSail.Leads.LeadCommand, LeadSail.Leads.LeadEvent>;
using LeadSail.Calls;
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
