global using CallLife = LeadSail.Lives.Life<LeadSail.Calls.CallState, LeadSail.Calls.CallCommand, LeadSail.Calls.CallEvent>;
using LeadSail.Lives;
using LeadSail.PostCall;
using LeadSail.Places;

namespace LeadSail.Calls;

/// <summary>Calls at each stage of their life. All begin at <see cref="Moments.Start"/>.</summary>
internal static class CallExamples
{
    public const CallTraces AllTraces = CallTraces.Raw | CallTraces.Said;

    public static readonly CreateCall Wanted = new()
    {
        InteractionId = "int_1",
        LeadId = "lead_1",
        CampaignId = "SOL",
        AgentId = "agent_1",
        Provider = "elevenlabs",
        ProviderAgentId = "agent_el",
        PhoneNumberId = "num_1",
        FromNumber = "+13055550100",
        ProviderPhoneNumberId = "phnum_1",
        Transport = "twilio",
        Phone = "+12125550142",
        Source = CallSource.Api,
        Prompt = "You are Ava.",
        Variables = [new CallVariable("first_name", new JsonText("\"Zoë\""))],
        MaxDurationSeconds = 900,
        Place = new CalledPlace { Timezone = "America/New_York", TimezoneSource = "user_input" },
        StartBy = Moments.Seconds(300),
        Actor = "key_1",
        Zone = "America/New_York",
    };

    /// <summary>Dialled at <see cref="Moments.Start"/> with 900 s of talk: 60 s of ring and 10 minutes more.</summary>
    public static readonly DateTimeOffset Deadline = Moments.Seconds(60 + 900 + 600);

    /// <summary>A step of each kind; the last one runs after no-answers.</summary>
    public static readonly PostCallSettings Steps = new()
    {
        Enabled = true,
        Steps =
        [
            new ExtractStep { Name = "take", Fields = [new() { From = "budget", To = "customFields.budget" }], RetryAttempts = 2 },
            new ScoreStep { Name = "points", To = "customFields.score", Rules = [new() { When = new() { Field = "customFields.budget", Operator = ScoreOperator.GreaterThan, Value = new("400") }, Points = 10 }] },
            new AnalyzeStep { Name = "reading", Url = "https://example.com/v1/chat/completions", Model = "small", Headers = new("""{"Authorization":"Bearer k"}"""), Instructions = "How was it?", Schema = new("""{"type":"object"}"""), To = new("""{"mood":"customFields.mood"}"""), ContinueOnFailure = false },
            new WebhookStep { Name = "crm", Url = "https://example.com/crm", Headers = new("""{"X-Token":"t"}"""), RetryAttempts = 1, TimeoutSeconds = 5 },
            new WebhookStep { Name = "nobody", Url = "https://example.com/nobody", On = [InteractionStatus.NoAnswer, InteractionStatus.Busy] },
        ],
    };

    public static CallLife None() => new(new CallState(), CallMachine.Decide, CallMachine.Evolve);

    public static CallLife Queued(CreateCall? call = null) => None().When(new Create(call ?? Wanted));

    public static CallLife Dialling(CreateCall? call = null) => Queued(call).When(new Permitted());

    public static CallLife Talking(CreateCall? call = null) => Dialling(call).When(new Placed("conv_1", "CA1"));

    public static CallLife Over(InteractionStatus status = InteractionStatus.Completed) => Talking().After(TimeSpan.FromSeconds(90)).When(Report(status));

    public static CallLife Settled() => Over().When(new Settled(CallDebts.All, OptOut: false));

    /// <summary>Over and paid for, with all that a call can keep.</summary>
    public static CallLife Kept() => Talking().After(TimeSpan.FromSeconds(90)).When(Full()).When(new Settled(CallDebts.All, OptOut: false));

    public static Forget Forget(CallTraces what) => new(what, Moments.Start.AddDays(1));

    public static Report Report(InteractionStatus status, string conversationId = "conv_1", bool asked = false) =>
        new(new CallReport { ConversationId = conversationId, Outcome = new CallOutcome { Status = status, Evidence = "9: example" } }, asked);

    public static Report Running(bool asked = true, string conversationId = "conv_1") => new(new CallReport { ConversationId = conversationId }, asked);

    public static Report Full(InteractionStatus status = InteractionStatus.Qualified, string? callbackAt = null) => new(
        new CallReport
        {
            ConversationId = "conv_1",
            AttemptId = "int_1",
            ProviderAgentId = "agent_el",
            CarrierCallId = "CA2",
            ExternalNumber = "+12125550142",
            Outcome = new CallOutcome { Status = status, SpokenTo = true, TerminationReason = "end_call tool was called.", CallbackAt = callbackAt, Evidence = "9: disposition" },
            StartedAt = Moments.Seconds(8),
            DurationSeconds = 62,
            Summary = "She wants solar panels – soon.",
            Transcript =
            [
                new TranscriptLine { Role = Speaker.Agent, Message = "Hello, Zoë!", Timestamp = Moments.Seconds(9) },
                new TranscriptLine { Role = Speaker.User, Message = "Hi. \"Who\" is it? <b>", Timestamp = Moments.Seconds(12) },
            ],
            Collected = new JsonText("""{"budget":1200.50,"city":"Zürich","extra":[null,true]}"""),
            HasRecording = true,
        },
        Asked: false);
}
