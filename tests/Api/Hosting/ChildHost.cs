using System.Diagnostics;
using System.Globalization;

namespace LeadSail.Hosting;

/// <summary>The product as a process of its own, started from its files as an operator would.</summary>
internal sealed class ChildHost : IAsyncDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly List<string> output = [];
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<string> errors;
    private readonly Task reading;

    private ChildHost(string folder, string[] settings)
    {
        // a background job of a shell is started deaf to Ctrl-C, and would hand that down
        process = Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "ApiHost.dll"), .. settings])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        errors = process.StandardError.ReadToEndAsync();
        reading = ReadAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => listening.Task.Result;

    /// <summary>The key that it shows; null when it shows none.</summary>
    public string? NewKey => output.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).FirstOrDefault(words => words is ["Admin", "API", "key", ..])?[3];

    /// <summary>Starts one and waits until it serves; by default at any free port.</summary>
    public static async Task<ChildHost> ServeAsync(string folder, params string[] settings)
    {
        var host = new ChildHost(folder, ["--Urls=http://127.0.0.1:0", "--Logging:Level=Warning", .. settings]);
        await host.listening.Task.WaitAsync(Guard);
        return host;
    }

    /// <summary>Starts one that cannot start, and tells how it ended.</summary>
    public static async Task<Exit> FailAsync(string folder, params string[] settings)
    {
        await using var host = new ChildHost(folder, settings);
        return await host.ExitAsync();
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await ExitAsync();
    }

    /// <summary>Ctrl-C.</summary>
    public async Task<Exit> InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        return await ExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    private async Task<Exit> ExitAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Guard);
        await reading;
        return new Exit(process.ExitCode, string.Join('\n', output), await errors);
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            output.Add(line);
            if (line.StartsWith("LeadSail listens on", StringComparison.Ordinal))
            {
                listening.TrySetResult(new Uri(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1]));
            }
        }

        listening.TrySetException(new InvalidOperationException($"It ended without serving: {await errors}"));
    }
}

/// <summary>How a process ended.</summary>
internal sealed record Exit(int Code, string Output, string Error)
{
    /// <summary>That it could not start and said why, in one line for people.</summary>
    public void SaysWhy(params string[] words)
    {
        Assert.Equal(1, Code);
        Assert.StartsWith("LeadSail cannot start: ", Error, StringComparison.Ordinal);
        Assert.Single(Error.TrimEnd('\n').Split('\n'));
        Assert.DoesNotMatch(@"   at |Exception|\.cs\b", Error + Output);
        Assert.All(words, word => Assert.Contains(word, Error, StringComparison.Ordinal));
    }
}
