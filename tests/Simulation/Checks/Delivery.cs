namespace LeadSail.Simulation.Checks;

/// <summary>One webhook that the product acknowledged.</summary>
/// <param name="ConversationId">Of which conversation.</param>
/// <param name="AttemptId">Of which attempt it says it is; null when it does not say.</param>
/// <param name="Status">The outcome it reports.</param>
/// <param name="Summary">A text that no other conversation has.</param>
/// <param name="AcknowledgedAt">When the product said 200.</param>
internal sealed record Delivery(string ConversationId, string? AttemptId, string Status, string Summary, TimeSpan AcknowledgedAt);
