global using NumberLife = LeadSail.Lives.Life<LeadSail.DialedNumbers.NumberState, LeadSail.DialedNumbers.NumberCommand, LeadSail.DialedNumbers.NumberEvent>;
using LeadSail.Calls;
using LeadSail.Lives;
using LeadSail.Places;

namespace LeadSail.DialedNumbers;

/// <summary>A number in New York, where it is Tuesday, 11:00.</summary>
internal static class NumberExamples
{
    public const string Phone = "+12125550142";

    public static readonly CalledPlace NewYork = new() { State = "NY", Zip = "10001" };

    public static NumberLife Free() => new(new NumberState(), (state, command, now) => NumberMachine.Decide(state, command, Phone, now), NumberMachine.Evolve);

    public static NumberLife Held() => Free().When(Reserve("int_1"));

    public static NumberLife Permitted() => Held().When(Permit());

    public static NumberLife Called() => Permitted().After(TimeSpan.FromMinutes(2)).When(Release("int_1"));

    /// <summary>On the list, and free.</summary>
    public static NumberLife Listed() => Permitted().After(TimeSpan.FromMinutes(2)).When(Release("int_1", optOut: true));

    public static Reserve Reserve(string interactionId, string leadId = "lead_1") => new(interactionId, leadId, CallDirection.Outbound);

    public static Permit Permit(string interactionId = "int_1") => new(interactionId, CampaignActive: true, IsTest: false, NewYork, LeadDnc: false);

    public static Release Release(string interactionId, bool dialled = true, bool optOut = false, double endedAt = 120) =>
        new(interactionId, dialled, Moments.Seconds(endedAt), optOut);
}
