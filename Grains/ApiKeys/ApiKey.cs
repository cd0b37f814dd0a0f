using System.Collections.Immutable;
using LeadSail.Storage;

namespace LeadSail.ApiKeys;

/// <summary>A key to the API. Only its hash is kept.</summary>
public sealed record ApiKey : ISetting
{
    /// <inheritdoc/>
    public static string Kind => "api_key";

    /// <summary>The name for people.</summary>
    public string Name { get; init; } = "";

    /// <summary>SHA-256 of the key, hex, lower case.</summary>
    public string Hash { get; init; } = "";

    /// <summary>What it may do.</summary>
    public ImmutableArray<Scope> Scopes { get; init; } = [];

    /// <summary>When it was revoked; null while it is good.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>What a key may do.</summary>
public enum Scope
{
    /// <summary>GET.</summary>
    Read,

    /// <summary>Everything else.</summary>
    Write,

    /// <summary>Keys, organizations, removal from the do-not-call list.</summary>
    Admin,
}
