namespace LeadSail.Inbound;

/// <summary>Somebody calls one of our numbers, as the provider tells while it rings.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="From">The caller's number as the provider gives it; null when it is withheld.</param>
/// <param name="To">The number that was called.</param>
/// <param name="ProviderAgentId">The provider's agent that is to talk.</param>
/// <param name="CarrierCallId">The carrier's id of the call; null when there is none.</param>
/// <param name="ConversationId">The provider's id of the conversation; null when it is not told.</param>
public sealed record InboundRing(string Provider, string? From, string To, string? ProviderAgentId, string? CarrierCallId, string? ConversationId);
