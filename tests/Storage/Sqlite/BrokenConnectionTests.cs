using System.Data.Common;
using LeadSail.Storage.Commits;
using LeadSail.Storage.Migrations;
using LeadSail.Storage.Sql;
using LeadSail.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadSail.Sqlite;

/// <summary>A connection that is gone for good: whatever is asked of it then, it answers with another exception than a database's.</summary>
public sealed class BrokenConnectionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("leadsail-").FullName;
    private readonly Faults faults = new();
    private readonly SqliteDialect dialect;
    private readonly DbConnection first;
    private readonly Committer committer;

    public BrokenConnectionTests()
    {
        dialect = new SqliteDialect(File);
        first = dialect.OpenWriter();
        var session = new SqlSession(first);
        Migrator.Run(session, dialect, Clock.Epoch);
        committer = new Committer(dialect, session, faults, NullLogger<Committer>.Instance);
    }

    private string File => Path.Combine(folder, "leadsail.db");

    public void Dispose()
    {
        committer.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task One_that_breaks_while_it_writes_costs_that_write_and_no_other()
    {
        var broken = new Write<int>("a", session =>
        {
            first.Close();
            return Insert(session, "a");
        });
        committer.Commit([broken]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => broken.Done);

        Assert.Equal(1, await CommitAsync("b"));
        Assert.Equal("b", Ids());
    }

    [Fact]
    public async Task One_that_breaks_before_the_commit_is_healed()
    {
        faults.Before = _ =>
        {
            first.Close();
            return default;
        };

        Assert.Equal(1, await CommitAsync("a"));
        Assert.Equal("a", Ids());
    }

    [Fact]
    public async Task One_that_breaks_and_cannot_be_given_back_is_left_behind()
    {
        faults.Before = _ =>
        {
            first.Dispose();
            throw new ObjectDisposedException("the connection");
        };

        Assert.NotNull(await Record.ExceptionAsync(() => CommitAsync("a")));
        faults.Before = _ => default;
        Assert.Equal(1, await CommitAsync("b"));
        Assert.Equal("b", Ids());
    }

    private Task<int> CommitAsync(string id)
    {
        var write = new Write<int>(id, session => Insert(session, id));
        committer.Commit([write]);
        return write.Done;
    }

    private static int Insert(SqlSession session, string id) => session.Execute("INSERT INTO marks (name, value) VALUES (@id, '')", ("@id", id));

    private string? Ids() => (string?)SqliteStore.Run(File, "SELECT group_concat(name) FROM marks");
}
