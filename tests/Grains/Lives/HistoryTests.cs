using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LeadSail.Lives;

/// <summary>The history that people and clients read: names and fields of its entries are a contract.</summary>
public sealed class HistoryTests
{
    private static readonly JsonSerializerOptions Options = new(Json.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    [Fact]
    public void Every_entry_has_the_approved_name_and_fields()
    {
        var lines = Events().Select(type => $"{JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name)} {{ {string.Join(", ", Fields(type))} }}").Order(StringComparer.Ordinal);
        Approved.Check("Lives/history.approved.txt", string.Join('\n', lines) + "\n");
    }

    [Fact]
    public void No_two_events_have_one_name() => Assert.Empty(Events().GroupBy(type => type.Name).Where(same => same.Count() > 1).Select(same => same.Key));

    [Fact]
    public void An_entry_carries_instant_type_actor_and_data()
    {
        var entry = new Calls.BackToWaiting("429", Moments.Seconds(5)).ToHistory(Moments.Start);
        Assert.Equal((Moments.Start, "back_to_waiting", "system"), (entry.At, entry.Type, entry.Actor));
        Assert.Equal("""{"reason":"429","notBefore":"2026-03-10T15:00:05.000Z"}""", entry.Data.Value);
    }

    [Fact]
    public void The_actor_is_whoever_asked_or_reported()
    {
        Assert.Equal("key_1", Assert.Single(Calls.CallExamples.Queued().Said.Events).Actor);
        Assert.Equal("provider", Assert.Single(Calls.CallExamples.Over().Said.Events).Actor);
        Assert.Equal("system", Assert.Single(Calls.CallExamples.Dialling().At(Calls.CallExamples.Deadline).When(new Calls.NothingKnown(true)).Said.Events).Actor);
    }

    /// <summary>Names, numbers, words and prompts stay in the state: the history outlives an erased person.</summary>
    [Fact]
    public void No_entry_holds_a_number_a_name_or_what_was_said()
    {
        string[] secrets = ["5550142", "Zoë", "Ava", "Hello", "solar", "zoe@", "1200"];
        var lives = Calls.CallExamples.Queued().Said.Events.Concat<LifeEvent>(Calls.CallExamples.Talking().When(Calls.CallExamples.Full()).Said.Events)
            .Concat(Calls.CallExamples.Over().When(Calls.CallExamples.Full()).Said.Events)
            .Concat(Leads.LeadExamples.Known().Said.Events)
            .Concat(Leads.LeadExamples.Known().When(new Leads.ChangeLead { Given = Leads.LeadExamples.Given with { FirstName = "Ava", IsDnc = true }, Actor = "key_1" }).Said.Events)
            .Concat(Leads.LeadExamples.Decided().Said.Events)
            .Concat(Leads.LeadExamples.Calling().When(Leads.LeadExamples.Ended(Calls.InteractionStatus.Dnc)).Said.Events);
        foreach (var data in lives.Where(happened => happened.IsHistory).Select(happened => happened.ToHistory(Moments.Start).Data.Value))
        {
            Assert.DoesNotContain(secrets, secret => data.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static IEnumerable<Type> Events() => typeof(LifeEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LifeEvent)) && !type.IsAbstract);

    private static IEnumerable<string> Fields(Type type) =>
        Options.GetTypeInfo(type).Properties.Where(property => property.Get is not null).Select(property => property.Name);
}
