using LeadSail.Calls;
using LeadSail.Campaigns;

namespace LeadSail.Dialers;

public sealed class PumpRulesTests
{
    private static readonly CampaignState On = new() { Version = 1, Settings = new CampaignSettings { AutoDialer = new AutoDialerSettings { Active = true, Lanes = [Lane.Retry, Lane.Callback] } } };

    [Fact]
    public void A_dialer_that_is_on_serves_every_lane_those_named_first() =>
        Assert.Equal([Lane.Retry, Lane.Callback, Lane.First, Lane.New], PumpRules.LanesServed(On, allPaused: false).AsEnumerable());

    [Fact]
    public void One_that_is_off_keeps_what_was_promised() =>
        Assert.Equal([Lane.Callback, Lane.First], PumpRules.LanesServed(Changed(dialer => dialer with { Active = false }), allPaused: false).AsEnumerable());

    [Fact]
    public void Nothing_is_served_while_all_is_paused_or_the_campaign_may_not_call()
    {
        Assert.Empty(PumpRules.LanesServed(On, allPaused: true));
        Assert.Empty(PumpRules.LanesServed(On with { DialerPaused = true }, allPaused: false));
        Assert.Empty(PumpRules.LanesServed(On with { Settings = On.Settings with { Active = false } }, allPaused: false));
        Assert.Empty(PumpRules.LanesServed(On with { Settings = On.Settings with { Archived = true } }, allPaused: false));
        Assert.Empty(PumpRules.LanesServed(On with { Version = 0 }, allPaused: false));
        Assert.Empty(PumpRules.LanesServed(null, allPaused: false));
    }

    [Theory]
    [InlineData(Lane.First, CallSource.FirstSubmission)]
    [InlineData(Lane.Callback, CallSource.AutoDialer)]
    [InlineData(Lane.New, CallSource.AutoDialer)]
    [InlineData(Lane.Retry, CallSource.AutoDialer)]
    public void The_first_lane_alone_is_a_first_submission(Lane lane, CallSource source) => Assert.Equal(source, PumpRules.SourceOf(lane));

    [Fact]
    public void A_call_is_the_dialers_if_it_would_offer_one_from_that_source() =>
        Assert.Equal(Enum.GetValues<Lane>().Select(lane => PumpRules.Offer(lane).Source).Distinct().Order(), Enum.GetValues<CallSource>().Where(PumpRules.IsDialers));

    private static CampaignState Changed(Func<AutoDialerSettings, AutoDialerSettings> change) => On with { Settings = On.Settings with { AutoDialer = change(On.Settings.AutoDialer) } };
}
