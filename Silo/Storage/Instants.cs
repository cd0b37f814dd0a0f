namespace LeadSail.Storage;

/// <summary>How instants are stored: milliseconds since 1970-01-01T00:00Z.</summary>
public static class Instants
{
    /// <summary>The millisecond an instant lies in.</summary>
    public static long ToMilliseconds(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    /// <summary>The first millisecond that is not before an instant: nothing is taken up before it is due.</summary>
    public static long Due(DateTimeOffset instant) =>
        instant.ToUnixTimeMilliseconds() + (instant.UtcTicks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1);

    /// <summary>The instant of a stored number.</summary>
    public static DateTimeOffset From(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
