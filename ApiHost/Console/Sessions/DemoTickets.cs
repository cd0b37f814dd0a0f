using System.Security.Cryptography;
using LeadSail.ApiKeys;

namespace LeadSail.Console.Sessions;

/// <summary>Tickets that sign in once, without a key: the link of a start with <c>--demo</c>. They live as long as the process.</summary>
internal sealed class DemoTickets
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Caller> open = new(StringComparer.Ordinal);

    /// <summary>A new ticket for the holder of a key.</summary>
    public string Issue(Caller caller)
    {
        var ticket = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        lock (gate)
        {
            open.Add(ticket, caller);
        }

        return ticket;
    }

    /// <summary>Whom a ticket signs in; null when it was used or never issued.</summary>
    public Caller? Use(string ticket)
    {
        lock (gate)
        {
            return open.Remove(ticket, out var caller) ? caller : null;
        }
    }
}
