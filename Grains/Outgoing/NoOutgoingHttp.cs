namespace LeadSail.Outgoing;

/// <summary>A world without receivers, for tests and the simulator: nobody is there.</summary>
public sealed class NoOutgoingHttp : IOutgoingHttp
{
    /// <inheritdoc/>
    public Task<OutgoingReply> PostAsync(OutgoingRequest request, CancellationToken cancellationToken) => Task.FromResult(new OutgoingReply(null, "Nobody is there.", "", IsWhole: true, TimeSpan.Zero));
}
