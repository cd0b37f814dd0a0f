using System.Text.Json;
using LeadSail.Calls;
using LeadSail.Leads;

namespace LeadSail;

/// <summary>The one way in which JSON is written and read.</summary>
public sealed class JsonTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"city":"Zürich","quote":"\"<b>&'","emoji":"😀","escaped":"\u00e9\ud83d\ude00"}""")]
    [InlineData("""{ "a" : [ 1, 2.50, 1e3, 12345678901234567890.5 ],  "b": null }""")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"cut":"\ud83d"}""")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("-0.0")]
    public void A_JSON_value_carried_as_text_comes_back_to_the_letter(string json)
    {
        var written = JsonSerializer.Serialize(new JsonText(json), Json.Options);
        Assert.Equal(json, written);
        Assert.Equal(new JsonText(json), JsonSerializer.Deserialize<JsonText>(written, Json.Options));
    }

    [Fact]
    public void Inside_an_object_too() =>
        Assert.Equal("""{"name":"a","value":{"ü":1}}""", JsonSerializer.Serialize(JsonSerializer.Deserialize<CallVariable>("""{"name":"a","value":{"ü":1}}""", Json.Options), Json.Options));

    [Fact]
    public void Instants_are_UTC_with_milliseconds()
    {
        var at = new DateTimeOffset(2026, 3, 10, 11, 0, 0, 5, TimeSpan.FromHours(-4));
        Assert.Equal("\"2026-03-10T15:00:00.005Z\"", JsonSerializer.Serialize(at, Json.Options));
        Assert.Equal((at, TimeSpan.Zero), (JsonSerializer.Deserialize<DateTimeOffset>("\"2026-03-10T16:00:00.005+01:00\"", Json.Options), JsonSerializer.Deserialize<DateTimeOffset>("\"2026-03-10T16:00:00+01:00\"", Json.Options).Offset));
    }

    [Theory]
    [InlineData(CallDebts.None, "\"none\"")]
    [InlineData(CallDebts.Slot, "\"slot\"")]
    [InlineData(CallDebts.Lead | CallDebts.Number, "\"lead, number\"")]
    [InlineData(CallDebts.All, "\"all\"")]
    public void Debts_come_back_in_any_combination(CallDebts debts, string expected)
    {
        Assert.Equal(expected, JsonSerializer.Serialize(debts, Json.Options));
        Assert.Equal(debts, JsonSerializer.Deserialize<CallDebts>(expected, Json.Options));
    }

    [Fact]
    public void Enum_values_have_snake_case_names_and_are_no_numbers()
    {
        Assert.Equal("\"scheduled_callback\"", JsonSerializer.Serialize(InteractionStatus.ScheduledCallback, Json.Options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<InteractionStatus>("3", Json.Options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<InteractionStatus>("\"reached\"", Json.Options));
    }

    [Fact]
    public void Every_lead_status_has_the_name_of_the_contract()
    {
        const string names = "new pending processing qualified disqualified missing_data queued pending_action no_answer voicemail contacted scheduled_callback "
            + "no_contact pending_signature document_sent signed delivered accepted duplicate failed error rejected dnc";
        Assert.Equal(names.Split(' ').Order(), Enums.Names<LeadStatus>().Order());
        Assert.All(Enum.GetValues<LeadStatus>(), status => Assert.Equal(status, Enums.Parse<LeadStatus>(Enums.Name(status))));
    }

    [Theory]
    [InlineData("Dnc")]
    [InlineData("no answer")]
    [InlineData("")]
    [InlineData(null)]
    public void A_name_that_is_none_is_no_value(string? name) => Assert.Null(Enums.Parse<LeadStatus>(name));

    [Fact]
    public void Nulls_are_left_out() => Assert.DoesNotContain("null", JsonSerializer.Serialize(new CallReport { ConversationId = "c" }, Json.Options), StringComparison.Ordinal);
}
