using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using LeadSail.Demo;
using LeadSail.Hosting;
using LeadSail.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Readme;

/// <summary>The README's tour, run word for word by a shell; only the address is another.</summary>
public sealed partial class TourTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_tour_of_the_readme_works_word_for_word()
    {
        var readme = await File.ReadAllTextAsync(ReadmeFile.Path);
        var start = StartLine().Match(readme).Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        using var folder = new TempFolder();
        await using var app = LeadSailApp.Build([.. start, "--contentRoot", folder.Path, "--Urls=http://127.0.0.1:0", "--Logging:Level=Error"]);
        await app.StartAsync();
        await app.Services.GetRequiredService<DemoCampaign>().RunAsync(CancellationToken.None);
        var script = new StringBuilder("set -u\n");
        foreach (Match block in Commands().Matches(readme))
        {
            script.Append(block.Groups[1].Value.Replace("http://127.0.0.1:5080", app.Urls.Single(), StringComparison.Ordinal));
        }

        var output = await Shell(script.ToString(), folder.Path);

        Assert.Contains("Hello Ada, this is Amy from Sunrise Solar.", output, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"contacted\"", output, StringComparison.Ordinal);
        Assert.Matches(@"num_\w{26} agent_\w{26} tmpl_\w{26} [A-Z0-9]{3} lead_\w{26}", output);
        Assert.Contains("\"status\":\"in_progress\"", output, StringComparison.Ordinal);
        Assert.Contains("\"evidence\":\"9: status done, disposition Qualified", output, StringComparison.Ordinal);
        Assert.Contains("940 call.wav", output, StringComparison.Ordinal);
        Assert.Contains("\"ending\":\"qualified\",\"nth\":1", output, StringComparison.Ordinal);
        Assert.Contains("\"firstSubmissionAction\":{\"type\":\"voice_ai_call\"", output, StringComparison.Ordinal);
        Assert.Contains("\"heldBecause\":{\"due\":1}", output, StringComparison.Ordinal);
        Assert.Contains("The sequence lets it be called from 14:0", output, StringComparison.Ordinal);
        Assert.All(new[] { "LEAD_DNC", "OUTSIDE_LEGAL_HOURS", "PROMPT_INVALID", "VALIDATION_ERROR" }, code =>
            Assert.Contains($"{{\"success\":false,\"error\":{{\"code\":\"{code}\"", output, StringComparison.Ordinal));
        Assert.DoesNotContain("INTERNAL_ERROR", output, StringComparison.Ordinal);
    }

    private static async Task<string> Shell(string script, string folder)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        using var limit = new CancellationTokenSource(Guard);
        try
        {
            var output = await shell.StandardOutput.ReadToEndAsync(limit.Token);
            await shell.WaitForExitAsync(limit.Token);
            Assert.Equal(0, shell.ExitCode);
            return output;
        }
        catch (OperationCanceledException)
        {
            shell.Kill(entireProcessTree: true);
            throw new TimeoutException("The tour did not come to its end.");
        }
    }

    [GeneratedRegex(@"```console\ndotnet run --project ApiHost -- --demo (--Clock.+)\n```")]
    private static partial Regex StartLine();

    [GeneratedRegex(@"```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Commands();
}
