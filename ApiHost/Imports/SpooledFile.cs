using LeadSail.Http;

namespace LeadSail.Imports;

/// <summary>A file on the disk, until it is read. It has no name any more, so that nothing of it stays even if the process is killed.</summary>
internal static class SpooledFile
{
    private const int ChunkSize = 64 * 1024;

    /// <summary>Writes a file down, and gives it from its beginning. It is gone when that is disposed.</summary>
    /// <param name="from">The file.</param>
    /// <param name="limit">The most bytes.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="RequestException">413: it is larger.</exception>
    public static async Task<Stream> WriteAsync(Stream from, int limit, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, BufferSize = ChunkSize, Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var path = Path.Combine(Path.GetTempPath(), $"leadsail-{Path.GetRandomFileName()}");
        var file = new FileStream(path, options);
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(path);
            }

            var chunk = new byte[ChunkSize];
            for (int read; (read = await from.ReadAsync(chunk, cancellationToken)) > 0;)
            {
                if (file.Length + read > limit)
                {
                    throw RequestException.Of(StatusCodes.Status413PayloadTooLarge, Codes.PayloadTooLarge, $"The file is larger than {limit / 1024 / 1024} MB; nothing of it was kept.");
                }

                await file.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
            }

            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
