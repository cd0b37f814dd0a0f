using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Lives;

namespace LeadSail.Lines;

/// <summary>Lines of two slots and one start per second, unless said otherwise.</summary>
internal static class LineExamples
{
    public static LineState Line(int limit = 2, double perSecond = 1, params string[] holding) =>
        LineMachine.Start(holding, Moments.Start) with { Limit = limit, PerSecond = perSecond };

    public static LineState Asking(this LineState line, string interactionId, CallSource source = CallSource.Api, double since = 0) =>
        LineMachine.Ask(line, new SlotRequest { InteractionId = interactionId, Source = source, Since = Moments.Seconds(since), Patience = TimeSpan.FromSeconds(10) });

    /// <summary>The dialer of a campaign asks.</summary>
    public static LineState Offering(this LineState line, string interactionId, string campaignId, Lane lane, double since) => LineMachine.Ask(line, new SlotRequest
    {
        InteractionId = interactionId, Source = lane == Lane.First ? CallSource.FirstSubmission : CallSource.AutoDialer, CampaignId = campaignId, Lane = lane,
        Since = Moments.Seconds(since), Patience = TimeSpan.FromSeconds(10),
    });

    /// <summary>Grants what can be granted and checks who got it.</summary>
    public static LineState Granting(this LineState line, double at, params string[] expected)
    {
        var (next, granted) = LineMachine.Grant(line, Moments.Seconds(at));
        Assert.Equal(expected, granted);
        return next;
    }

    public static LineState Confirming(this LineState line, string interactionId, double at, bool held = true)
    {
        var (next, isHeld) = LineMachine.Confirm(line, interactionId, Moments.Seconds(at));
        Assert.Equal(held, isHeld);
        return next;
    }

    public static LineState Hearing(this LineState line, double at, LineNews news) => BreakerRules.Hear(line, news, Moments.Seconds(at));
}
