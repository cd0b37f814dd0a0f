namespace LeadSail.Bench;

/// <summary>Stands for Orleans' own storage in the build that has no Orleans.</summary>
internal sealed class AdoNetWrites : IAsyncDisposable
{
    /// <summary>None, and says why.</summary>
    public static Task<AdoNetWrites?> OpenAsync(string connectionString)
    {
        System.Console.WriteLine("Without Orleans' own storage: this build has no Orleans. Build with -p:GrainRuntime=Orleans to compare it.");
        return Task.FromResult<AdoNetWrites?>(null);
    }

    public Task WriteAsync(int grain, long nth) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
