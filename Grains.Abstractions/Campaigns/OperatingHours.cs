using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace LeadSail.Campaigns;

/// <summary>The windows of each weekday, up to 4, on the clock of the called person; a day left out is closed.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.operating-hours")]
public sealed record OperatingHours
{
    /// <summary>Monday to Friday from 09:00 to 18:00.</summary>
    public static readonly OperatingHours Weekdays = Of(new HourWindow { Start = "09:00", End = "18:00" });

    /// <summary>Every day, all day: the law alone narrows it.</summary>
    public static readonly OperatingHours AroundTheClock = Of(new HourWindow { Start = "00:00", End = "24:00" }, weekend: true);

    /// <summary>Monday.</summary>
    [Id(0), MaxLength(4)] public ImmutableArray<HourWindow> Monday { get; init; } = [];

    /// <summary>Tuesday.</summary>
    [Id(1), MaxLength(4)] public ImmutableArray<HourWindow> Tuesday { get; init; } = [];

    /// <summary>Wednesday.</summary>
    [Id(2), MaxLength(4)] public ImmutableArray<HourWindow> Wednesday { get; init; } = [];

    /// <summary>Thursday.</summary>
    [Id(3), MaxLength(4)] public ImmutableArray<HourWindow> Thursday { get; init; } = [];

    /// <summary>Friday.</summary>
    [Id(4), MaxLength(4)] public ImmutableArray<HourWindow> Friday { get; init; } = [];

    /// <summary>Saturday.</summary>
    [Id(5), MaxLength(4)] public ImmutableArray<HourWindow> Saturday { get; init; } = [];

    /// <summary>Sunday.</summary>
    [Id(6), MaxLength(4)] public ImmutableArray<HourWindow> Sunday { get; init; } = [];

    /// <summary>The days with their names in the API, Monday first.</summary>
    public ImmutableArray<(string Day, ImmutableArray<HourWindow> Windows)> Days() =>
    [
        ("monday", Monday), ("tuesday", Tuesday), ("wednesday", Wednesday), ("thursday", Thursday), ("friday", Friday), ("saturday", Saturday), ("sunday", Sunday),
    ];

    private static OperatingHours Of(HourWindow window, bool weekend = false) => new()
    {
        Monday = [window], Tuesday = [window], Wednesday = [window], Thursday = [window], Friday = [window], Saturday = weekend ? [window] : [], Sunday = weekend ? [window] : [],
    };
}

/// <summary>A window of a day.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.hour-window")]
public sealed record HourWindow
{
    /// <summary><c>HH:MM</c>, inclusive.</summary>
    [Id(0), Required, RegularExpression("^([01][0-9]|2[0-3]):[0-5][0-9]$", ErrorMessage = "must be a time of day as HH:MM")] public string Start { get; init; } = "";

    /// <summary><c>HH:MM</c>, exclusive; <c>24:00</c> is the end of the day.</summary>
    [Id(1), Required, RegularExpression("^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", ErrorMessage = "must be a time of day as HH:MM, at the latest 24:00")] public string End { get; init; } = "";
}
