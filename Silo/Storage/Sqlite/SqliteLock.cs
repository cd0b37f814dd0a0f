using Microsoft.Data.Sqlite;

namespace LeadSail.Storage.Sqlite;

/// <summary>
/// Keeps a second process off the database: an exclusive lock on a file beside it, which the operating system drops when
/// the process ends, however it ends.
/// </summary>
internal sealed class SqliteLock : IDisposable
{
    private const int WouldBlock = 11, WouldBlockOnMac = 35, SharingViolation = unchecked((int)0x80070020);

    private readonly SqliteConnection rented;
    private readonly FileStream file;

    /// <summary>Takes the lock.</summary>
    /// <param name="path">The database.</param>
    /// <param name="rented">Names the pool of connections to close in the end.</param>
    /// <exception cref="StorageException">Another process has it, or its folder cannot be written.</exception>
    public SqliteLock(string path, SqliteConnection rented)
    {
        this.rented = rented;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            file = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.HResult is WouldBlock or WouldBlockOnMac or SharingViolation)
        {
            throw new StorageException($"{path} is in use by another process. Stop that one, or give another file in Storage:ConnectionString.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The folder of {path} cannot be written: {error.Message} Make it writable, or give another file in Storage:ConnectionString.", error);
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearPool(rented);
        rented.Dispose();
        file.Dispose();
    }
}
