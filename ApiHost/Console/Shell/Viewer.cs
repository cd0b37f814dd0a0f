using Microsoft.JSInterop;
using NodaTime;
using NodaTime.Text;

namespace LeadSail.Console.Shell;

/// <summary>The person in front of the browser: their time zone and clock.</summary>
internal sealed class Viewer(IJSRuntime js, TimeProvider time)
{
    /// <summary>The viewer's zone, as the browser tells it; UTC until it did.</summary>
    public DateTimeZone Zone { get; private set; } = DateTimeZone.Utc;

    /// <summary>The server's time.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Asks the browser.</summary>
    public async Task MeetAsync()
    {
        var zone = await js.InvokeAsync<string?>("leadsail.zone");
        Zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone ?? "UTC") ?? DateTimeZone.Utc;
    }

    /// <summary>An instant on a clock: the viewer's, or another zone's.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="pattern">How, as NodaTime writes patterns of local times.</param>
    /// <param name="zone">The clock; null for the viewer's.</param>
    public string Format(DateTimeOffset at, string pattern, DateTimeZone? zone = null) =>
        LocalDateTimePattern.CreateWithInvariantCulture(pattern).Format(Instant.FromDateTimeOffset(at).InZone(zone ?? Zone).LocalDateTime);

    /// <summary>The day of an instant on the viewer's calendar.</summary>
    public LocalDate DayOf(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(Zone).Date;

    /// <summary>What the viewer's clock shows at an instant.</summary>
    public DateTime ClockOf(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(Zone).ToDateTimeUnspecified();

    /// <summary>When the viewer's clock shows this; where it is put forward or back, the nearest time that it does.</summary>
    public DateTimeOffset InstantOf(DateTime clock) => Zone.AtLeniently(LocalDateTime.FromDateTime(clock)).ToDateTimeOffset();

    /// <summary>The first instant of a day on the viewer's calendar, for the API; null when it is no day.</summary>
    public string? StartOf(string? day) => InstantOf(day, 0);

    /// <summary>The first instant after a day on the viewer's calendar, for the API; null when it is no day.</summary>
    public string? EndOf(string? day) => InstantOf(day, 1);

    private string? InstantOf(string? day, int later) => LocalDatePattern.Iso.Parse(day ?? "") is { Success: true, Value: { Year: > 1900 and < 9000 } date }
        ? InstantPattern.General.Format(Zone.AtStartOfDay(date.PlusDays(later)).ToInstant()) : null;
}
