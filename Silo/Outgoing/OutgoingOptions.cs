using LeadSail.Hosting;
using Microsoft.Extensions.Configuration;

namespace LeadSail.Outgoing;

/// <summary>Section <c>Outgoing</c>.</summary>
/// <param name="AllowPrivateAddresses">Whether webhooks and the like may go to loopback, link-local and private addresses; false by default.</param>
public sealed record OutgoingOptions(bool AllowPrivateAddresses)
{
    /// <summary>Reads the section.</summary>
    /// <exception cref="StartupException">A value is none.</exception>
    public static OutgoingOptions From(IConfiguration configuration) => configuration["Outgoing:AllowPrivateAddresses"] switch
    {
        null or "" => new(AllowPrivateAddresses: false),
        var text when bool.TryParse(text, out var allowed) => new(allowed),
        var text => throw new StartupException($"Outgoing:AllowPrivateAddresses is '{text}'; set true or false. Default: false."),
    };
}
