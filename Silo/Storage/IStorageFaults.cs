using System.Data.Common;

namespace LeadSail.Storage;

/// <summary>
/// What can go wrong around a commit, for tests and the simulator; nothing of the kind is registered in production.
/// Both stores ask at the same two points. A <see cref="DbException"/> is a connection lost there: the store finds out whether
/// the commit happened, then answers or repeats it once. Any other exception goes to everybody whose write was in the commit.
/// An answer that comes late is a slow disk.
/// </summary>
public interface IStorageFaults
{
    /// <summary>All is written, nothing is committed.</summary>
    /// <param name="keys">What is in the commit: <c>state/call/org/int_1</c>, <c>settings/org/voice_agent/agent_1</c>, <c>inbox/evt_1</c> and so on.</param>
    ValueTask BeforeCommitAsync(IReadOnlyList<string> keys);

    /// <summary>The commit happened, nobody was told.</summary>
    /// <param name="keys">What was in the commit.</param>
    ValueTask AfterCommitAsync(IReadOnlyList<string> keys);
}
