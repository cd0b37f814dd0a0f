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

    private HostProcess(string folder, string[] arguments)
    {
        // a background job of a shell is started deaf to Ctrl-C, and would hand that down
        process = Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "ApiHost.dll"), "--Logging:Level=Warning", .. arguments])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        errors = process.StandardError.ReadToEndAsync();
        reading = ReadAsync(Path.Combine(folder, "output.log"));
    }

    /// <summary>Starts one and waits until it serves.</summary>
    public static async Task<HostProcess> ServeAsync(string folder, params string[] arguments)
    {
        Directory.CreateDirectory(folder);
        var host = new HostProcess(folder, arguments);
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
