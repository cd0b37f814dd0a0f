using Microsoft.Extensions.Options;

namespace LeadSail.Recordings;

/// <summary>Where recordings are kept once they were played. Section <c>Recordings</c>.</summary>
public sealed class RecordingOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Recordings";

    /// <summary>The folder, relative to the content root; of this process alone. Default <c>data/recordings</c>.</summary>
    public string Path { get; set; } = "data/recordings";

    /// <summary>Megabytes of recordings to keep, 100–1,000,000; those that nobody played for longest go first. A recording is no larger. Default 2,048.</summary>
    public int CacheMegabytes { get; set; } = 2048;
}

/// <summary>Checks the options at start.</summary>
internal sealed class RecordingOptionsCheck : IValidateOptions<RecordingOptions>
{
    public ValidateOptionsResult Validate(string? name, RecordingOptions options)
    {
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(options.Path))
            faults.Add("Recordings:Path is empty; set a folder, e.g. data/recordings.");
        if (options.CacheMegabytes is < 100 or > 1_000_000)
            faults.Add($"Recordings:CacheMegabytes is {options.CacheMegabytes}; set 100 to 1000000 megabytes.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
