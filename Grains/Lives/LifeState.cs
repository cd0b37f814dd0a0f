using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LeadSail.Deliveries;
using LeadSail.Storage;

namespace LeadSail.Lives;

/// <summary>The state of a life: what is stored, and what goes along in the same commit.</summary>
public abstract record LifeState : IStored
{
    /// <inheritdoc/>
    [JsonIgnore]
    public ImmutableArray<HistoryEntry> PendingEvents { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public ImmutableArray<OutgoingEvent> PendingNews { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public bool ForgetsHistory { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public abstract ReadRow? ReadRow { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public abstract DateTimeOffset? WakeAt { get; }
}
