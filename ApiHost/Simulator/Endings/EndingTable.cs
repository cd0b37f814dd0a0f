using System.Collections.Frozen;

namespace LeadSail.Simulator.Endings;

/// <summary>The endings by the last two digits of the dialed number, and the mix for all others.</summary>
public static class EndingTable
{
    /// <summary>Last two digits to ending.</summary>
    public static FrozenDictionary<string, Ending> ByDigits { get; } = new Dictionary<string, Ending>
    {
        ["01"] = new("completed", Story.Completed),
        ["02"] = new("incomplete", Story.Incomplete),
        ["03"] = new("silence", Story.Silence),
        ["04"] = new("voicemail", Story.Voicemail),
        ["05"] = new("no_answer", Story.NoAnswer),
        ["06"] = new("busy_by_webhook", Story.Busy, StartAnswer.FailureByWebhookOnly),
        ["07"] = new("busy_in_reply", Story.Busy, StartAnswer.FailureByReplyOnly),
        ["08"] = new("callback_tomorrow", Story.Callback),
        ["09"] = new("callback_open", Story.CallbackOpen),
        ["10"] = new("qualified", Story.Qualified),
        ["11"] = new("disqualified", Story.Disqualified),
        ["12"] = new("follow_up", Story.FollowUp),
        ["13"] = new("do_not_call", Story.DoNotCall),
        ["14"] = new("wrong_person", Story.WrongPerson),
        ["20"] = new("429_twice", Story.Completed, StartAnswer.TooManyTwice),
        ["21"] = new("503_twice", Story.Completed, StartAnswer.UnavailableTwice),
        ["22"] = new("agent_not_found", Story.Completed, StartAnswer.AgentNotFound),
        ["23"] = new("out_of_credits", Story.Completed, StartAnswer.OutOfCredits),
        ["30"] = new("reply_dropped", Story.Completed, StartAnswer.DroppedCallGoesOn),
        ["31"] = new("dropped_nothing_rang", Story.Completed, StartAnswer.DroppedNothingRings),
        ["40"] = new("webhook_lost", Story.Completed, Delivery: Delivery.Lost),
        ["41"] = new("webhook_tripled", Story.Completed, Delivery: Delivery.Tripled),
        ["42"] = new("webhook_late", Story.Completed, Delivery: Delivery.Late),
        ["43"] = new("webhook_before_reply", Story.Completed, Delivery: Delivery.BeforeReply),
        ["44"] = new("webhook_forged_first", Story.Completed, Delivery: Delivery.ForgedFirst),
        ["50"] = new("number_gone", Story.NumberGone),
        ["51"] = new("trunk_fault", Story.TrunkFault),
        ["52"] = new("declined", Story.Declined),
    }.ToFrozenDictionary();

    /// <summary>Per cent of the dials of numbers that exist; 36 % of them are picked up by a person.</summary>
    private static readonly (int Percent, Ending Ending)[] Mix =
    [
        (34, new("no_answer", Story.NoAnswer)),
        (22, new("voicemail", Story.Voicemail)),
        (5, new("busy", Story.Busy)),
        (3, new("declined", Story.Declined)),
        (8, new("completed", Story.Completed)),
        (6, new("incomplete", Story.Incomplete)),
        (5, new("qualified", Story.Qualified)),
        (4, new("disqualified", Story.Disqualified)),
        (3, new("follow_up", Story.FollowUp)),
        (3, new("callback_tomorrow", Story.Callback)),
        (2, new("callback_open", Story.CallbackOpen)),
        (2, new("do_not_call", Story.DoNotCall)),
        (2, new("wrong_person", Story.WrongPerson)),
        (1, new("silence", Story.Silence)),
    ];

    private static readonly Ending Gone = new("number_gone", Story.NumberGone);

    /// <summary>An ending out of the mix. Two numbers of a hundred do not exist, and never will.</summary>
    public static Ending Draw(string number, int nth, int seed)
    {
        if (Chance.Of(seed, number, "exists").Next(100) < 2) return Gone;
        var left = Chance.Of(seed, number, nth, "ending").Next(100);
        return Mix.First(row => (left -= row.Percent) < 0).Ending;
    }
}
