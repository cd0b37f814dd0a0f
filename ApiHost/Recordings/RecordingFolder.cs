using System.Collections.Immutable;
using System.Globalization;
using LeadSail.Hosting;

namespace LeadSail.Recordings;

/// <summary>
/// Recordings as files: <c>organization/interaction.mp3</c>. A file with such a name is whole; one that is still being fetched ends in <c>.part</c>.
/// </summary>
/// <param name="path">The folder, absolute.</param>
/// <param name="mostBytes">How much to keep.</param>
/// <param name="time">Says when a recording was played.</param>
internal sealed class RecordingFolder(string path, long mostBytes, TimeProvider time)
{
    private const string Part = ".part";

    /// <summary>What a browser is told; anything else that a provider may say is for saving only.</summary>
    private static readonly ImmutableArray<(string Extension, string ContentType)> Kinds =
        [(".mp3", "audio/mpeg"), (".wav", "audio/wav"), (".ogg", "audio/ogg"), (".bin", "application/octet-stream")];

    private long begun;

    /// <summary>How much to keep.</summary>
    public long MostBytes => mostBytes;

    /// <summary>Every content type that a recording may have.</summary>
    public static IEnumerable<string> ContentTypes => Kinds.Select(kind => kind.ContentType);

    /// <summary>The content type under which a provider's recording is kept.</summary>
    public static string ContentTypeOf(string given) => given.ToLowerInvariant() switch
    {
        "audio/mpeg" or "audio/mp3" => "audio/mpeg",
        "audio/wav" or "audio/x-wav" or "audio/wave" or "audio/vnd.wave" => "audio/wav",
        "audio/ogg" => "audio/ogg",
        _ => "application/octet-stream",
    };

    /// <summary>Makes the folder, and clears away what a process left behind that did not end by itself.</summary>
    /// <exception cref="StartupException">It cannot be written.</exception>
    public void Prepare()
    {
        try
        {
            Directory.CreateDirectory(path);
            foreach (var left in Directory.EnumerateFiles(path, "*" + Part, SearchOption.AllDirectories))
                File.Delete(left);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Recordings:Path is {path}, which cannot be written: {e.Message} Make it writable, or set another folder.");
        }
    }

    /// <summary>Opens a recording, as played now; null when it is not here.</summary>
    public StoredRecording? Open(RecordingKey key)
    {
        foreach (var (extension, contentType) in Kinds)
        {
            try
            {
                var file = NameOf(key, extension);
                var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                var changed = File.GetLastWriteTimeUtc(file);
                File.SetLastAccessTimeUtc(file, time.GetUtcNow().UtcDateTime);
                return new(content, contentType, changed);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                // of another kind, or not here
            }
        }

        return null;
    }

    /// <summary>Begins a recording, in a file that nobody else begins.</summary>
    public FileStream Begin(RecordingKey key)
    {
        Directory.CreateDirectory(Path.Combine(path, key.OrganizationId));
        var file = NameOf(key, string.Create(CultureInfo.InvariantCulture, $".{Interlocked.Increment(ref begun)}{Part}"));
        return new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    /// <summary>Opens a recording that has begun.</summary>
    public static FileStream OpenBegun(string part) => new(part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>What has begun is whole now. Others go for it, those first that nobody played for longest.</summary>
    public void Keep(RecordingKey key, string part, string contentType)
    {
        var file = NameOf(key, Kinds.First(kind => kind.ContentType == contentType).Extension);
        File.Move(part, file, overwrite: true);
        File.SetLastAccessTimeUtc(file, time.GetUtcNow().UtcDateTime);

        var kept = Files().ToList();
        var bytes = kept.Sum(other => other.Length);
        foreach (var oldest in kept.Where(other => other.FullName != file).OrderBy(other => other.LastAccessTimeUtc).TakeWhile(_ => bytes > mostBytes))
        {
            bytes -= oldest.Length;
            oldest.Delete();
        }
    }

    /// <summary>Deletes a recording, if it is here.</summary>
    public void Delete(RecordingKey key)
    {
        foreach (var (extension, _) in Kinds)
            Delete(NameOf(key, extension));
    }

    /// <summary>Whose recordings are here.</summary>
    public IReadOnlyList<RecordingKey> Keys() =>
    [
        .. Files().Select(file => (Organization: file.Directory!.Name, Interaction: Path.GetFileNameWithoutExtension(file.Name)))
            .Where(names => RecordingKey.IsId(names.Organization) && RecordingKey.IsId(names.Interaction)).Select(names => new RecordingKey(names.Organization, names.Interaction)),
    ];

    private IEnumerable<FileInfo> Files() => new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => Kinds.Any(kind => kind.Extension == file.Extension));

    private string NameOf(RecordingKey key, string extension) => Path.Combine(path, key.OrganizationId, key.InteractionId + extension);

    private static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (DirectoryNotFoundException)
        {
            // the organization has none
        }
    }
}

/// <summary>A recording that is here, whole. The owner disposes it.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="ContentType">One of <see cref="RecordingFolder.ContentTypes"/>.</param>
/// <param name="Changed">When it was fetched.</param>
internal sealed record StoredRecording(FileStream Content, string ContentType, DateTimeOffset Changed);
