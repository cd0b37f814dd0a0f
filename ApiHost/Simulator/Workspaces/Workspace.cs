using System.Collections.Immutable;

namespace LeadSail.Simulator.Workspaces;

/// <summary>An agent of the simulated workspace.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record SimulatedAgent(string Id, string Name);

/// <summary>A number of the simulated workspace.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">E.164.</param>
/// <param name="Label">Its name.</param>
/// <param name="Transport">The endpoint that serves it; null for a number that is accepted unlisted: both do.</param>
/// <param name="Agent">The agent assigned to it.</param>
public sealed record SimulatedNumber(string Id, string Number, string Label, Transport? Transport, SimulatedAgent? Agent);

/// <summary>
/// The workspace that the simulator plays: a few agents and numbers are listed, and any other id that begins as the provider's do is
/// accepted, unless it contains <c>missing</c> or <c>unknown</c>.
/// </summary>
public static class Workspace
{
    private static readonly SimulatedAgent Amy = new("agent_sim_amy", "Amy");

    /// <summary>The agents listed: one for campaigns, one for test leads.</summary>
    public static ImmutableArray<SimulatedAgent> Agents { get; } = [Amy, new("agent_sim_test", "Tess (test)")];

    /// <summary>The numbers listed: one on Twilio, one on a SIP trunk.</summary>
    public static ImmutableArray<SimulatedNumber> Numbers { get; } =
    [
        new("phnum_sim_twilio", "+12125550100", "Simulator, Twilio", Transport.Twilio, Amy),
        new("phnum_sim_sip", "+14155550101", "Simulator, SIP trunk", Transport.SipTrunk, null),
    ];

    /// <summary>The agent of an id; null when there is none.</summary>
    public static SimulatedAgent? Agent(string id) =>
        Agents.FirstOrDefault(agent => agent.Id == id) ?? (Passes(id, "agent_") ? new(id, "Alex") : null);

    /// <summary>The number of an id; null when there is none.</summary>
    public static SimulatedNumber? Number(string id) =>
        Numbers.FirstOrDefault(number => number.Id == id) ?? (Passes(id, "phnum_") ? new(id, "+13125550199", id, null, null) : null);

    private static bool Passes(string id, string prefix) =>
        id.StartsWith(prefix, StringComparison.Ordinal) && id.Length > prefix.Length
        && !id.Contains("missing", StringComparison.Ordinal) && !id.Contains("unknown", StringComparison.Ordinal);
}
