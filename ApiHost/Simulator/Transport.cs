namespace LeadSail.Simulator;

/// <summary>Which start endpoint a call came by.</summary>
public enum Transport
{
    /// <summary>A number of Twilio: the reply comes as soon as the call is accepted.</summary>
    Twilio,

    /// <summary>A SIP trunk: the reply comes when the callee picks up or the dial fails.</summary>
    SipTrunk,
}
