using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using LeadSail.Storage.Sql;

namespace LeadSail.Storage.Migrations;

/// <summary>
/// Brings the schema up to date from the numbered files of the dialect, each in a transaction with its row in <c>migrations</c>.
/// An applied file never changes, and a database of a later version is refused.
/// </summary>
internal static class Migrator
{
    private const string Table = "CREATE TABLE IF NOT EXISTS migrations (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)";

    /// <summary>Applies what is missing.</summary>
    /// <returns>The numbers applied now.</returns>
    /// <exception cref="StorageException">The database does not fit these files.</exception>
    public static List<int> Run(SqlSession session, ISqlDialect dialect, DateTimeOffset now)
    {
        var known = Known(dialect.Name);
        List<int> applied = [];
        foreach (var migration in known)
        {
            session.Execute(dialect.Begin);
            dialect.LockForMigration(session);
            session.Script(Table);
            if (IsMissing(session, migration, known, dialect))
            {
                session.Script(migration.Script);
                session.Execute(
                    "INSERT INTO migrations (number, name, checksum, applied_at) VALUES (@number, @name, @checksum, @at)",
                    ("@number", (long)migration.Number), ("@name", migration.Name), ("@checksum", migration.Checksum), ("@at", Instants.ToMilliseconds(now)));
                applied.Add(migration.Number);
            }

            session.Execute("COMMIT");
        }

        return applied;
    }

    private static bool IsMissing(SqlSession session, Migration migration, List<Migration> known, ISqlDialect dialect)
    {
        var there = session.Query("SELECT number, checksum FROM migrations ORDER BY number", row => (Number: row.GetInt64(0), Checksum: row.GetString(1)));
        if (there.Count > 0 && there[^1].Number > known[^1].Number)
        {
            throw new StorageException(
                $"{dialect.Location} was written by a later version of LeadSail Voice: its schema is {there[^1].Number}, this version knows {known[^1].Number}. Start that version, or give another database in Storage:ConnectionString.");
        }

        if (there.Find(row => row.Number == migration.Number) is not { Checksum: { } checksum })
            return true;

        return checksum == migration.Checksum ? false : throw new StorageException(
            $"The migration {migration.Name} is not the one that was applied to {dialect.Location}. An applied migration never changes: restore the file, and put the change into a new one.");
    }

    private static List<Migration> Known(string dialect)
    {
        var assembly = typeof(Migrator).Assembly;
        var prefix = $"LeadSail.Storage.Migrations.{dialect}.";
        return [.. assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(resource => Migration.Read(assembly, resource, resource[prefix.Length..]))];
    }

    private sealed record Migration(int Number, string Name, string Script, string Checksum)
    {
        public static Migration Read(Assembly assembly, string resource, string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var script = reader.ReadToEnd().ReplaceLineEndings("\n");
            var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
            return new Migration(int.Parse(name[..3], System.Globalization.CultureInfo.InvariantCulture), name, script, checksum);
        }
    }
}
