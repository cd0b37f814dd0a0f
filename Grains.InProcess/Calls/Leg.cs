namespace Orleans.Calls;

/// <summary>Which way a message of a call goes.</summary>
public enum Leg
{
    /// <summary>From the caller to the grain.</summary>
    Request,

    /// <summary>From the grain to the caller.</summary>
    Answer,

    /// <summary>From the caller, who has given up, to the grain that is running the request.</summary>
    Cancellation,
}
