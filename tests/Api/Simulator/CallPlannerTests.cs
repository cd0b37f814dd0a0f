using System.Text;
using System.Text.Json;
using LeadSail.Simulator.Calls;
using LeadSail.Simulator.Endings;
using LeadSail.Simulator.Scripts;

namespace LeadSail.Simulator;

public sealed class CallPlannerTests
{
    private static readonly DateOnly Today = new(2026, 5, 30);

    public static TheoryData<Story> Talking => [.. ScriptLibrary.ByStory.Keys];

    [Fact]
    public void Every_story_is_either_a_failure_or_has_several_scripts() =>
        Assert.All(Enum.GetValues<Story>(), story =>
        {
            var scripts = ScriptLibrary.ByStory.GetValueOrDefault(story, []);
            Assert.Equal(Failure.Of(story, Transport.SipTrunk) is null, scripts.Length >= 3);
            Assert.Equal(Failure.Of(story, Transport.Twilio) is null, scripts.Length >= 3);
        });

    [Theory]
    [MemberData(nameof(Talking))]
    public void A_talk_runs_in_order_and_with_all_names_filled_in(Story story) =>
        Assert.All(Plans(story), plan =>
        {
            Assert.Equal(plan.Turns.Select(turn => turn.At).Order(), plan.Turns.Select(turn => turn.At));
            Assert.True(plan.Turns[^1].At < plan.TalkSeconds);
            Assert.InRange(plan.TalkSeconds, 8, 180);
            Assert.InRange(plan.RingSeconds, 3, 25);
            Assert.DoesNotContain('{', string.Join(' ', plan.Turns.Select(turn => turn.Message)) + plan.Summary + string.Join(' ', plan.Collected.Values));
            Assert.NotEmpty(plan.Title);
        });

    [Theory]
    [MemberData(nameof(Talking))]
    public void A_talk_names_the_lead_out_of_the_variables(Story story) =>
        Assert.All(Plans(story), plan => Assert.Contains("Marta", string.Join(' ', plan.Turns.Select(turn => turn.Message)), StringComparison.Ordinal));

    [Fact]
    public void The_same_chance_makes_the_same_plan_and_other_chance_another()
    {
        static string Write(CallPlan plan) => JsonSerializer.Serialize(plan);
        Assert.Equal(Plans(Story.Qualified).Select(Write), Plans(Story.Qualified).Select(Write));
        Assert.True(Plans(Story.Qualified).Select(plan => plan.Turns[0].Message + plan.Title).Distinct().Count() > 5);
    }

    [Fact]
    public void An_overridden_first_message_is_the_first_thing_that_the_agent_says()
    {
        var request = Request("""{ "conversation_config_override": { "agent": { "first_message": "Hello from the override." } } }""");
        var plan = CallPlanner.Plan(Story.Completed, request, Chance.Of(1), "Amy", Today);
        Assert.Equal("Hello from the override.", plan.Turns.First(turn => turn.Role == "agent").Message);
    }

    [Theory]
    [InlineData("""{ "today": "2026-12-31" }""", "2027-01-01T15:00:00")]
    [InlineData("""{ "local_time": "2026-02-28 21:15" }""", "2026-03-01T15:00:00")]
    [InlineData("""{ "now": "2026-02-10T23:59:00-08:00" }""", "2026-02-11T15:00:00")]
    [InlineData("""{ "today": "Friday" }""", "2026-05-31T15:00:00")]
    [InlineData("{}", "2026-05-31T15:00:00")]
    public void A_callback_is_tomorrow_at_three_of_the_lead_s_own_day(string variables, string expected)
    {
        var plan = CallPlanner.Plan(Story.Callback, Request($$"""{ "dynamic_variables": {{variables}} }"""), Chance.Of(1), "Amy", Today);
        Assert.Equal(expected, plan.Collected["callback_at"]);
        Assert.Equal("callback", plan.Collected["disposition"]);
    }

    [Fact]
    public void Some_completed_calls_carry_no_disposition()
    {
        var dispositions = Plans(Story.Completed).Select(plan => plan.Collected.GetValueOrDefault("disposition")).ToList();
        Assert.Contains("completed", dispositions);
        Assert.Contains(null, dispositions);
    }

    [Fact]
    public void Nobody_answers_until_the_ringing_time_is_over() =>
        Assert.Equal(60, CallPlanner.Plan(Story.NoAnswer, Request("{}"), Chance.Of(1), "Amy", Today).RingSeconds);

    [Fact]
    public void Scripts_whose_call_ends_by_silence_or_mailbox_hear_no_human_words()
    {
        Assert.All(Plans(Story.Silence).SelectMany(plan => plan.Turns).Where(turn => turn.Role == "user"), turn => Assert.Equal("...", turn.Message));
        Assert.All(Plans(Story.Voicemail), plan =>
        {
            Assert.Single(plan.Turns, turn => turn.Role == "user");
            Assert.Equal("voicemail_detection", plan.Turns[^1].Tool);
        });
    }

    private static List<CallPlan> Plans(Story story)
    {
        var request = Request("""{ "dynamic_variables": { "lead": { "firstName": "Marta" }, "campaign_name": "Solar Spring" } }""");
        return [.. Enumerable.Range(0, 40).Select(i => CallPlanner.Plan(story, request, Chance.Of(i), "Amy", Today))];
    }

    private static StartRequest Request(string clientData) => StartRequest.Read(
        Transport.Twilio,
        Encoding.UTF8.GetBytes(
            $$"""{ "agent_id": "agent_a", "agent_phone_number_id": "phnum_a", "to_number": "+12125550101", "conversation_initiation_client_data": {{clientData}} }"""),
        out _);
}
