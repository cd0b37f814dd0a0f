namespace LeadSail.Simulator.Endings;

/// <summary>How one dial ends: what happens on the phone, what the start request is told, and what becomes of the webhook.</summary>
/// <param name="Name">Its name in the dial log.</param>
/// <param name="Story">What happens on the phone, if it is dialled.</param>
/// <param name="Answer">What the start request is told.</param>
/// <param name="Delivery">What becomes of the webhook.</param>
public sealed record Ending(string Name, Story Story, StartAnswer Answer = StartAnswer.Usual, Delivery Delivery = Delivery.Usual)
{
    /// <summary>The ending of the <paramref name="nth"/> dial (from 1) of a number: by its last two digits, else out of the mix.</summary>
    public static Ending Of(string number, int nth, int seed) =>
        EndingTable.ByDigits.GetValueOrDefault(number.Length < 2 ? "" : number[^2..]) ?? EndingTable.Draw(number, nth, seed);
}

/// <summary>What a start request is told.</summary>
public enum StartAnswer
{
    /// <summary>Twilio: accepted at once. SIP: accepted when picked up; a dial that failed is <c>success:false</c>, and reported by webhook as well.</summary>
    Usual,

    /// <summary>Accepted, also on SIP, although the dial failed: only the webhook tells.</summary>
    FailureByWebhookOnly,

    /// <summary>On SIP only the reply tells of the failure, without a conversation id, and no webhook follows.</summary>
    FailureByReplyOnly,

    /// <summary>429 for the first two requests to this number.</summary>
    TooManyTwice,

    /// <summary>503 for the first two requests to this number.</summary>
    UnavailableTwice,

    /// <summary>404, no such agent.</summary>
    AgentNotFound,

    /// <summary>402 or, in the older form, 401: out of credits.</summary>
    OutOfCredits,

    /// <summary>The connection is dropped in place of the reply; the call goes on.</summary>
    DroppedCallGoesOn,

    /// <summary>The connection is dropped and nothing rings.</summary>
    DroppedNothingRings,
}

/// <summary>What becomes of a webhook.</summary>
public enum Delivery
{
    /// <summary>Sent once, when the report is ready.</summary>
    Usual,

    /// <summary>Never sent.</summary>
    Lost,

    /// <summary>Sent twice at once, and a third time 30 s of life later.</summary>
    Tripled,

    /// <summary>Sent five minutes of life late.</summary>
    Late,

    /// <summary>Sent, and answered, before the start request is; the call passes in no time.</summary>
    BeforeReply,

    /// <summary>Sent with a bad signature, and 5 s of life later with a good one.</summary>
    ForgedFirst,
}
