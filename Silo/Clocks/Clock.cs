using System.Globalization;
using LeadSail.Hosting;
using Microsoft.Extensions.Configuration;

namespace LeadSail.Clocks;

/// <summary>The process's clock: the machine's, or one that started at the instant <c>Clock:Now</c>, for rehearsals with the simulator.</summary>
public static class Clock
{
    /// <summary>The clock that the configuration asks for.</summary>
    /// <exception cref="StartupException"><c>Clock:Now</c> is no instant, or a provider key is set: real people are called by the real clock only.</exception>
    public static TimeProvider From(IConfiguration configuration)
    {
        var text = configuration["Clock:Now"];
        if (string.IsNullOrWhiteSpace(text))
        {
            return TimeProvider.System;
        }

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start))
        {
            throw new StartupException($"Clock:Now is '{text}'; set an ISO 8601 instant such as 2026-11-18T16:00:00Z, or leave it out.");
        }

        if (!string.IsNullOrEmpty(configuration["Providers:ElevenLabs:ApiKey"]))
        {
            throw new StartupException("Clock:Now and Providers:ElevenLabs:ApiKey are both set; real calls are made by the real clock only. Leave one of them out.");
        }

        return new ShiftedClock(start.ToUniversalTime() - TimeProvider.System.GetUtcNow());
    }

    private sealed class ShiftedClock(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
    }
}
