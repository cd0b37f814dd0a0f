using LeadSail.Lives;
using static LeadSail.Leads.LeadExamples;

namespace LeadSail.Leads;

/// <summary>How what is said of a person meets what is known.</summary>
public sealed class LeadRulesTests
{
    private static readonly LeadData Known = LeadRules.Learn(new LeadData(), Given);

    [Fact]
    public void What_is_not_said_stays() => Assert.Equal(Stored.Of(Known), Stored.Of(LeadRules.Learn(Known, new LeadGiven())));

    [Fact]
    public void What_is_said_replaces()
    {
        var learnt = LeadRules.Learn(Known, new LeadGiven { LastName = "", Address = new Address { City = "Troy" }, IsTest = true, Tags = [] });
        Assert.Equal(("", "Troy", null, true, 0), (learnt.LastName, learnt.Address?.City, learnt.Address?.Zip, learnt.IsTest, learnt.Tags.Length));
    }

    [Theory]
    [InlineData("America/Chicago", null, "user_input")]
    [InlineData("America/Chicago", "zip", "zip")]
    [InlineData(null, null, "area_code")]
    [InlineData(null, "ip", "ip")]
    public void A_zone_that_somebody_gives_without_a_source_is_the_user_s(string? zone, string? source, string expected) =>
        Assert.Equal(expected, LeadRules.Learn(Known with { TimezoneSource = "area_code" }, new LeadGiven { Timezone = zone, TimezoneSource = source }).TimezoneSource);

    [Fact]
    public void An_answer_replaces_the_one_of_its_key_in_its_place_and_a_new_one_comes_last()
    {
        var learnt = LeadRules.Learn(Known, new LeadGiven
        {
            Questionnaire =
            [
                new QuestionnaireAnswer { Key = "roof", Answer = new JsonText("1") },
                new QuestionnaireAnswer { Key = "timeline", Answer = new JsonText("\"later\"") },
                new QuestionnaireAnswer { Key = "roof", Answer = new JsonText("2") },
            ],
        });
        Assert.Equal([("timeline", "\"later\""), ("roof", "2")], learnt.Questionnaire.Select(answer => (answer.Key, answer.Answer.Value)));
    }

    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{"b":{"c":[1,2]},"é":"ü"}""", """{"a":1,"b":{"c":[1,2]},"é":"ü"}""")]
    [InlineData("""{"a":1}""", """{"a":null}""", """{"a":null}""")]
    [InlineData("""{"a":1}""", "{}", """{"a":1}""")]
    [InlineData("""{"a":1}""", "{ }", """{"a":1}""")]
    [InlineData("{}", """{"a":1,"a":2}""", """{"a":2}""")]
    [InlineData("""{"a":1,"A":2}""", """{"A":3}""", """{"a":1,"A":3}""")]
    [InlineData("{}", """{"n":1.50,"big":12345678901234567890.123}""", """{"n":1.50,"big":12345678901234567890.123}""")]
    public void Free_values_are_laid_over_those_known(string known, string given, string expected)
    {
        var learnt = LeadRules.Learn(new LeadData { CustomFields = new(known) }, new LeadGiven { CustomFields = new(given) });
        Assert.Equal(expected, learnt.CustomFields.Value);
    }

    [Fact]
    public void Notes_are_added() =>
        Assert.Equal(["note_1", "note_2"], LeadRules.Learn(Known, new LeadGiven { Notes = [new Note { Id = "note_2" }] }).Notes.Select(note => note.Id));
}
