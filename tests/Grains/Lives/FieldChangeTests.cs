namespace LeadSail.Lives;

public sealed class FieldChangeTests
{
    [Fact]
    public void Every_field_that_differs_is_told_by_its_path_with_both_values() => Assert.Equal(
        ["name: \"a\" → \"b\"", "voice.agent: \"x\" → nothing", "voice.tags: [1] → [1,2]", "clear: nothing → true"],
        Told(new { name = "a", same = 1, voice = new { agent = "x", tags = new[] { 1 } } }, new { name = "b", same = 1, voice = new { tags = new[] { 1, 2 } }, clear = true }));

    [Fact]
    public void A_secret_is_told_without_its_value() => Assert.Equal(
        ["webhooks.headers: nothing → nothing, secret"],
        Told(new { webhooks = new { headers = new { authorization = "one" } } }, new { webhooks = new { headers = new { authorization = "two" } } }));

    [Fact]
    public void A_secret_inside_of_a_list_is_not_told_either() => Assert.Equal(
        ["""steps: [{"url":"a","headers":null}] → [{"url":"b","headers":null}]""", "same: nothing → nothing, secret"],
        Told(
            new { steps = new[] { new { url = "a", headers = new { key = "one" } } }, same = new[] { new { headers = "one" } } },
            new { steps = new[] { new { url = "b", headers = new { key = "two" } } }, same = new[] { new { headers = "two" } } }));

    [Fact]
    public void A_large_value_is_left_out() => Assert.Equal(["body: nothing → nothing, large"], Told(new { body = "a" }, new { body = new string('b', 1_000) }));

    [Fact]
    public void What_is_the_same_is_not_told() => Assert.Empty(Told(new { a = 1, headers = new { b = 2 } }, new { a = 1, headers = new { b = 2 } }));

    private static IEnumerable<string> Told(object before, object after) =>
        FieldChange.Between(before, after).Select(change => $"{change.Field}: {change.From?.Value ?? "nothing"} → {change.To?.Value ?? "nothing"}{(change.Withheld is { } why ? $", {why}" : "")}");
}
