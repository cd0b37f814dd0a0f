using System.Data.Common;
using LeadSail.Storage.States;

namespace LeadSail.Storage.Sql;

/// <summary>What differs between databases. Everything else is plain SQL that all of them speak.</summary>
internal interface ISqlDialect
{
    /// <summary>The folder of its migrations.</summary>
    string Name { get; }

    /// <summary>Which database, for the log: no secret.</summary>
    string Location { get; }

    /// <summary>A statement: the milliseconds since 1970 by the server's clock; null where there is none but this machine's.</summary>
    string? Now { get; }

    /// <summary>Starts the transaction of a commit.</summary>
    string Begin { get; }

    /// <summary>Ends a SELECT of rows that this transaction is about to claim, so that two claimers never wait for each other.</summary>
    string ForClaim { get; }

    /// <summary>A condition: the row has all of the words in its column <c>words</c>, whatever their case and accents.</summary>
    /// <param name="table">A table whose words are indexed; its rows are numbered.</param>
    /// <param name="alias">Its name in the statement.</param>
    /// <param name="parameter">The parameter with what <see cref="Words"/> makes.</param>
    string HasWords(string table, string alias, string parameter);

    /// <summary>The same condition for a row that is known already: it is looked at, not looked for.</summary>
    string AlsoHasWords(string table, string alias, string parameter);

    /// <summary>A statement: how many rows of all organizations have the words, counted up to a limit.</summary>
    string CountWords(string table, string parameter, string limit);

    /// <summary>Words as <see cref="HasWords"/> takes them, the last one as the beginning of a word. Nothing in them has a meaning of its own.</summary>
    string Words(IReadOnlyList<string> words);

    /// <summary>How many reads run at once.</summary>
    int Readers { get; }

    /// <summary>Makes sure that the database may be used by this process, until disposed.</summary>
    /// <exception cref="StorageException">It may not, or its place cannot be written.</exception>
    IDisposable Acquire();

    /// <summary>The connection for writing, ready for commits of full durability.</summary>
    DbConnection OpenWriter();

    /// <summary>A connection that only reads, for a session that is kept.</summary>
    DbConnection OpenReader();

    /// <summary>A connection that only reads, from a pool, for queries of the API.</summary>
    DbConnection RentReader();

    /// <summary>
    /// Counts up this process's commits inside the transaction just begun: after a connection lost at the commit, the next count says whether that commit happened, and waits for it where
    /// it is still under way.
    /// </summary>
    /// <exception cref="StorageException">This process may not write any more.</exception>
    long Count(SqlSession session);

    /// <summary>
    /// Saves plain states with all that belongs to them in few statements, and gives for each whether it found the version it expects; null where one after the other is as fast.
    /// </summary>
    Func<SqlSession, IReadOnlyList<StateChange>, bool[]>? SaveTogether { get; }

    /// <summary>Begins to exchange news of commits with the other processes on this database; null where there are none.</summary>
    /// <param name="heard">Told of what another process committed.</param>
    ISqlFeed? OpenFeed(Action<RowChanged> heard);

    /// <summary>Takes the lock of migrations inside the transaction just begun; nothing where <see cref="Begin"/> does it.</summary>
    void LockForMigration(SqlSession session);

    /// <summary>The sentence for the operator.</summary>
    StorageException Explain(DbException error);
}
