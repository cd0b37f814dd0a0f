using System.Diagnostics;
using System.Globalization;

namespace LeadSail.Chaos;

/// <summary>One process of the product, started from its files as an operator would.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly TaskCompletionSource listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<string> errors;
    private readonly Task reading;
    private bool disposed;

    private HostProcess(string program, string folder, string[] arguments)
    {
        // a background job of a shell is started deaf to Ctrl-C, and would hand that down
        process = Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, $"{program}.dll"), "--Logging:Level=Warning", .. arguments])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        errors = process.StandardError.ReadToEndAsync();
        reading = ReadAsync(Path.Combine(folder, "output.log"));
    }

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    /// <summary>Starts one and waits until it serves.</summary>
    /// <param name="program">Its assembly: <c>ApiHost</c> or <c>Silo</c>.</param>
    /// <param name="folder">Where it works, and its log is.</param>
    /// <param name="arguments">Its command line.</param>
    public static async Task<HostProcess> ServeAsync(string program, string folder, params string[] arguments)
    {
        Directory.CreateDirectory(folder);
        var host = new HostProcess(program, folder, arguments);
        await host.listens.Task.WaitAsync(Guard);
        return host;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Guard);
        await reading;
    }

    /// <summary>Ctrl-C; tells the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(Guard);
        await reading;
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, true))
        {
            return;
        }

        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    private async Task ReadAsync(string log)
    {
        await using var file = new StreamWriter(new FileStream(log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite));
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            await file.WriteLineAsync(line);
            if (line.Contains(" listens on ", StringComparison.Ordinal))
            {
                listens.TrySetResult();
            }
        }

        listens.TrySetException(new InvalidOperationException($"It ended without serving: {await errors}"));
    }
}
