using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using LeadSail.ApiKeys;
using LeadSail.Http;
using Microsoft.Extensions.Options;

namespace LeadSail.RateLimits;

/// <summary>
/// How often requests may come, by token buckets of this process: one for each API key, and one for each address that comes without a good key. There are as many buckets as keys, and of addresses at
/// most so many thousand: several may share one, so that whoever changes theirs fills no memory.
/// </summary>
internal sealed class RequestRates(IOptions<RateLimitOptions> options) : IDisposable
{
    private const int MostAddresses = 8_192;

    private readonly PartitionedRateLimiter<Caller> keys = PartitionedRateLimiter.Create<Caller, (string, string)>(
        caller => RateLimitPartition.GetTokenBucketLimiter((caller.OrganizationId, caller.KeyId), _ => PerMinute(options.Value.RequestsPerMinute)));

    private readonly PartitionedRateLimiter<IPAddress> addresses = PartitionedRateLimiter.Create<IPAddress, int>(
        address => RateLimitPartition.GetTokenBucketLimiter(PlaceOf(address), _ => PerMinute(options.Value.UnauthorizedPerMinute)));

    /// <summary>Counts a request with a good key.</summary>
    /// <exception cref="RequestException">429: there were too many.</exception>
    public void Count(Caller caller)
    {
        using var lease = keys.AttemptAcquire(caller);
        Require(lease, "This API key has sent too many requests.");
    }

    /// <summary>Counts a request without one.</summary>
    /// <exception cref="RequestException">429: there were too many.</exception>
    public void CountStranger(HttpContext context)
    {
        using var lease = addresses.AttemptAcquire(context.Connection.RemoteIpAddress ?? IPAddress.None);
        Require(lease, "Too many requests without a good API key have come from this address.");
    }

    public void Dispose()
    {
        keys.Dispose();
        addresses.Dispose();
    }

    private static void Require(RateLimitLease lease, string message)
    {
        if (!lease.IsAcquired)
        {
            throw new RequestException(
                StatusCodes.Status429TooManyRequests,
                new ApiError { Code = Codes.RateLimited, Message = message },
                lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.FromSeconds(1) ? wait : TimeSpan.FromSeconds(1));
        }
    }

    private static TokenBucketRateLimiterOptions PerMinute(int requests) => new()
    {
        TokenLimit = requests, TokensPerPeriod = Math.Max(1, requests / 600), ReplenishmentPeriod = TimeSpan.FromMinutes(1) / requests * Math.Max(1, requests / 600),
    };

    /// <summary>An IPv4 address, also where it is written as one of IPv6; of the others the network.</summary>
    private static int PlaceOf(IPAddress address)
    {
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes().AsSpan();
        var hash = default(HashCode);
        hash.AddBytes(address.AddressFamily == AddressFamily.InterNetworkV6 && bytes.Length > 8 ? bytes[..8] : bytes);
        return (int)((uint)hash.ToHashCode() % MostAddresses);
    }
}
