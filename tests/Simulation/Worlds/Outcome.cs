using LeadSail.Simulation.Checks;

namespace LeadSail.Simulation.Worlds;

/// <summary>What came of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Hash">SHA-256 of its history.</param>
/// <param name="Steps">Turns and messages.</param>
/// <param name="Time">How much time was simulated.</param>
/// <param name="Calls">Calls that were made.</param>
/// <param name="Posts">Start requests at the provider.</param>
/// <param name="Faults">What went wrong, and how often.</param>
/// <param name="Violations">Promises that were broken.</param>
/// <param name="Lines">The history, if it was kept.</param>
internal sealed record Outcome(
    long Seed, string Hash, long Steps, TimeSpan Time, int Calls, int Posts, IReadOnlyDictionary<string, int> Faults, IReadOnlyList<Violation> Violations, IReadOnlyList<string> Lines);
