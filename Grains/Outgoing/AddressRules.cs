using System.Collections.Immutable;
using System.Net;

namespace LeadSail.Outgoing;

/// <summary>Which addresses are of the public internet: nobody is to reach our own network through us.</summary>
public static class AddressRules
{
    /// <summary>Not globally reachable, by the IANA registries of special-purpose addresses (RFC 6890 and its successors), and multicast.</summary>
    private static readonly ImmutableArray<IPNetwork> Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether an address is public. An IPv4 address in the clothes of IPv6 is judged as what it is.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var bare = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Special.Any(network => network.Contains(bare));
    }
}
