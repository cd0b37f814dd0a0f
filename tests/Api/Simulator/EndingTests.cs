using LeadSail.Simulator.Endings;

namespace LeadSail.Simulator;

public sealed class EndingTests
{
    private static readonly Story[] NotReached =
        [Story.NoAnswer, Story.Voicemail, Story.Busy, Story.Declined, Story.NumberGone, Story.TrunkFault];

    [Theory]
    [InlineData("01 02 03 04 05 06 07 08 09 10 11 12 13 14 20 21 22 23 30 31 40 41 42 43 44 50 51 52")]
    public void The_last_two_digits_choose_one_of_the_endings_of_the_contract(string digits) =>
        Assert.Equal(digits.Split(' '), EndingTable.ByDigits.Keys.Order());

    [Fact]
    public void A_number_with_listed_digits_ends_the_same_way_at_every_dial() =>
        Assert.All(Enumerable.Range(1, 50), nth => Assert.Equal(Story.Callback, Ending.Of("+12125550108", nth, nth).Story));

    [Fact]
    public void About_35_of_100_other_dials_reach_a_person()
    {
        var stories = Enumerable.Range(0, 10_000).Select(i => Ending.Of($"+1212{i:00000}00", 1, 1).Story).ToList();
        Assert.InRange(stories.Count(story => !NotReached.Contains(story)), 3_300, 3_700);
        Assert.DoesNotContain(Story.TrunkFault, stories);
    }

    [Fact]
    public void The_mix_follows_from_seed_number_and_dial()
    {
        string Names(int seed, int nth) => string.Join(' ', Enumerable.Range(0, 100).Select(i => Ending.Of($"+1212555{i:00}00", nth, seed).Name));
        Assert.Equal(Names(1, 1), Names(1, 1));
        Assert.NotEqual(Names(1, 1), Names(2, 1));
        Assert.NotEqual(Names(1, 1), Names(1, 2));
    }

    [Fact]
    public void A_number_that_does_not_exist_never_will()
    {
        var gone = Enumerable.Range(0, 1_000).Select(i => $"+1212{i:00000}00").Where(number => Ending.Of(number, 1, 1).Story == Story.NumberGone).ToList();
        Assert.NotEmpty(gone);
        Assert.All(gone, number => Assert.Equal(Story.NumberGone, Ending.Of(number, 2, 1).Story));
    }
}
